/** Posters and pocket cards, printed by Chromium: their pages, that nothing is cut off, and where the code on them leads. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { qrCode } from '../../src/console/qr.ts'
import { HOLD } from '../../src/domain/campaigns/hold.ts'
import { signedCampaign } from '../app/campaigns/signed.ts'
import { words } from '../app/rig.ts'
import { createPort, serveConsole } from '../console/console-stub.ts'
import { readQr } from '../console/read-qr.ts'
import { launchChromium } from './driver.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'

/** A folder for pictures, for whoever wants to look. */
const SHOTS = process.env.TULAY_TEST_SHOTS
const BOT = 'tulay_example_bot'
const PAGES = 'https://help.example.org'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

type Choice = {
  call?: string
  layout?: string
  lang?: string
  other?: string
  area?: string
  group?: string
  way?: string
}

/** A title as long as one may be. */
const TITLE = 'Demo: we ask that wages are paid on the day that was promised, every month, and to everybody.'
const aCall = async (rooms: Parameters<typeof signedCampaign>[0]): Promise<string> => {
  const texts = { en: { title: TITLE, body: 'Demo.' } }
  const { campaign } = await signedCampaign(rooms, { texts, state: 'running', at: Date.now() - HOLD.usual })
  return campaign.id
}

const open = async ({ call = false, bot = BOT, pages = PAGES, demo = false, dark = false, width = 1280 } = {}) => {
  const server = await serveConsole([], {
    port: { ...createPort([]), words },
    bot: () => bot || undefined,
    pages: pages || undefined,
    demo,
  })
  const context = await browser.newContext({
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height: 900 },
    deviceScaleFactor: 2,
  })
  onTestFinished(async () => {
    await context.close()
    await server.close()
  })
  const id = call ? await aCall(server) : ''
  const { cookie } = await server.as('organizer')
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: server.url }])
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${server.url}/staff/posters`)
  const make = async (choice: Choice) => {
    for (const [field, value] of Object.entries(choice))
      if (field === 'group') await page.fill('#group', value)
      else await page.selectOption(`#${field}`, value)
    await page.locator('form.fields button.main').click()
    await page.locator('#printed').waitFor()
  }
  return { page, make, complaints, id }
}

/** As many pages as the printer takes, in points. */
const print = async (page: Page, name: string) => {
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  if (SHOTS) await import('node:fs').then(fs => fs.writeFileSync(join(SHOTS, `poster-${name}.pdf`), bytes))
  const boxes = [...bytes.toString('latin1').matchAll(/\/MediaBox \[([\d. ]+)\]/g)]
  return boxes.map(([, box = '']) =>
    box
      .split(' ')
      .slice(2)
      .map(side => Math.round(Number(side))),
  )
}
const A4 = [595, 842]
const A6 = [298, 420]

/** The first code on the paper, as a phone sees it. */
const scan = async (page: Page): Promise<string> => {
  await page.emulateMedia({ media: 'print' })
  const code = page.locator('.qr').first()
  const across = Number((await code.getAttribute('viewBox'))?.split(' ')[2])
  const { data, info } = await sharp(await code.screenshot())
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const light = (x: number, y: number) => {
    const at = (part: number, whole: number) => Math.floor(((part + 0.5) * whole) / across)
    return (data[at(y, info.height) * info.width * info.channels + at(x, info.width) * info.channels] ?? 0) > 128
  }
  for (let at = 0; at < across; at++) expect(light(at, 1) && light(1, at), 'white around it').toBe(true)
  return readQr(across - 8, (x, y) => !light(x + 4, y + 4))
}

/** The code as it is drawn, and as one of this text is: longer ones than our reader reads. */
const drawn = (page: Page) => page.locator('.qr path[fill="#000"]').first().getAttribute('d')
const drawing = async (text: string) => /#000" d="([^"]+)"/.exec(String(await qrCode({ text, label: '' })))?.[1]

/** Names of what does not fit on its piece of paper. */
const cut = async (page: Page): Promise<string[]> => {
  await page.emulateMedia({ media: 'print' })
  return page.evaluate(`[...document.querySelectorAll('.poster')].flatMap(it => {
    const box = it.getBoundingClientRect()
    return [...it.querySelectorAll('*')].filter(one => {
      const own = one.getBoundingClientRect()
      return own.right > box.right + 1 || own.bottom > box.bottom + 1 || own.left < box.left - 1 || own.top < box.top - 1
    }).map(one => one.tagName + ' ' + (one.textContent ?? '').slice(0, 30))
  })`)
}

const LAYOUTS: [layout: string, size: number[], pieces: number][] = [
  ['a4', A4, 1],
  ['four', A4, 4],
  ['a6', A6, 1],
  ['pocket', A4, 10],
]
const LONG = 'Solidarity Network of Migrant Workers and Their Families of'

describe.each(LAYOUTS)('%s', (layout, size, pieces) => {
  test('one page of its size, with nothing cut off in any pair of languages, and the code leads to the bot', async () => {
    const { page, make, complaints } = await open({ demo: layout === 'a4' })
    const tags = words.languages().map(({ tag }) => tag)
    for (const lang of tags) {
      const other = tags[(tags.indexOf(lang) + 1) % tags.length] ?? ''
      await make({ layout, lang, other, area: 'JP-11', group: LONG, way: 'telegram' })
      expect(await page.locator('.poster').count()).toBe(pieces)
      expect(await page.locator('.poster').first().getAttribute('lang')).toBe(lang)
      expect(await cut(page), `${layout} ${lang} ${other}`).toEqual([])
      expect(await scan(page)).toBe(`https://t.me/${BOT}?start=l_${lang}`)
      if (SHOTS) await page.screenshot({ path: join(SHOTS, `poster-${layout}-${lang}.png`), fullPage: true })
      expect(await print(page, `${layout}-${lang}`)).toEqual([size])
      await page.emulateMedia({ media: 'screen' })
    }
    expect(complaints).toEqual([])
  }, 120_000)
})

test('a poster of a call says its title, and leads to it', async () => {
  const { page, make, id } = await open({ call: true })
  for (const layout of ['a4', 'pocket'])
    for (const [way, link] of [
      ['telegram', `https://t.me/${BOT}?start=c_${id}l_en`],
      ['web', `${PAGES}/?c=${id}&lang=en`],
    ]) {
      await make({ call: id, layout, lang: 'en', other: 'ja', group: LONG, way: way ?? '' })
      expect(await page.locator('.poster h2').first().innerText()).toBe(TITLE)
      expect(await drawn(page)).toBe(await drawing(link ?? ''))
      expect(await cut(page), layout).toEqual([])
      if (SHOTS) await page.screenshot({ path: join(SHOTS, `poster-call-${layout}.png`), fullPage: true })
      await page.emulateMedia({ media: 'screen' })
    }
  expect(await (await open()).page.locator('#call').count()).toBe(0)
}, 120_000)

test('without a bot it leads to the web chat, without a public address to the bot, without both nowhere', async () => {
  const web = await open({ bot: '' })
  expect(await web.page.locator('#way').count()).toBe(0)
  await web.make({ lang: 'ja', layout: 'pocket' })
  expect(await scan(web.page)).toBe('https://help.example.org/?lang=ja')
  const bot = await open({ pages: '' })
  await bot.make({ lang: 'ko', layout: 'a4' })
  expect(await scan(bot.page)).toBe(`https://t.me/${BOT}?start=l_ko`)
  const nowhere = await open({ bot: '', pages: '' })
  expect(await nowhere.page.locator('.alert').innerText()).toMatch(/TELEGRAM_BOT_TOKEN .* TULAY_PUBLIC_URL/)
  expect(await nowhere.page.locator('form.fields').count()).toBe(0)
})

test.each([
  [320, false],
  [1280, true],
])('the page is good at %i px, dark %s, before and after something was made', async (width, dark) => {
  const { page, make, complaints } = await open({ width, dark })
  await expectGoodPage(page)
  await make({ layout: 'a4', lang: 'en', other: 'ja', area: 'KR-41', group: 'Migrant Workers’ Union' })
  await expectGoodPage(page)
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `posters-page-${width}.png`), fullPage: true })
  expect(complaints).toEqual([])
})
