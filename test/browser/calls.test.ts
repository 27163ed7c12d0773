/** The public pages of calls in a browser: narrow and wide, light and dark, both directions; how many bytes they take; no script, no cookie. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Sheet } from '../../src/domain/campaigns/sheet.ts'
import { toBytes } from '../../src/store/ids.ts'
import { saveMedia } from '../../src/store/media.ts'
import { words } from '../app/rig.ts'
import { NOW, openArchive } from '../archive/rig.ts'
import { launchChromium } from './driver.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'
import { MIRRORED, mirroredGround } from './mirrored.ts'

/** A folder for a picture of every page, for whoever wants to look. */
const SHOTS = process.env.TULAY_TEST_SHOTS

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const BODY = `Last month 40 people at {{area}} were paid late, some by two months. The law says: once a month, on a fixed day.

What you can do: sign below. It costs you nothing, and your employer does not see it. Read more: https://example.org/wages/2026?page=1

If you need help with your own wages, write to us, or call 03-1234-5678.`
const TEXTS: Sheet['texts'] = {
  en: { title: 'Pay on time: sign until the end of January', body: BODY },
  fil: { title: 'Bayaran sa oras', body: BODY },
  ja: { title: 'デモ：給料（きゅうりょう）は期日（きじつ）に', body: '先月、給料が遅れました。下で署名してください。' },
  ko: { title: '데모: 월급은 제때', body: '지난달 월급이 늦었어요. 아래에서 서명해 주세요.' },
  ar: { title: 'الأجور في موعدها', body: 'وقّعوا هنا قبل نهاية يناير.\n\nاتصلوا بالرقم 03-1234-5678.' },
}
const EVENT: Sheet['event'] = {
  starts: NOW + 864e5,
  ends: NOW + 864e5 + 5.4e6,
  zone: 'Asia/Tokyo',
  place: { en: 'Community hall, 2nd floor, room 203' },
  remind: [],
}

/** A page with everything on it, and some others for the list. */
const grow = async (mirrored = false) => {
  const ground = mirrored ? mirroredGround() : undefined
  const it = await openArchive(ground ? { words: ground.words } : {})
  const photo = await sharp({ create: { width: 900, height: 500, channels: 3, background: '#0a5850' } })
    .jpeg()
    .toBuffer()
  const hash = createHash('sha256').update(photo).digest('base64url')
  await it.store.tx(tx => saveMedia(tx, { hash, kind: 'photo', mime: 'image/jpeg', name: 'x', bytes: photo }))
  const { campaign, people } = await it.send({
    ...{
      texts: TEXTS,
      event: EVENT,
      media: { '*': { kind: 'photo', hash } },
      goal: 'Wages are paid in full and on time',
    },
    actions: [{ kind: 'sign', target: 2000 }, { kind: 'rsvp', places: 50 }, { kind: 'friend' }, { kind: 'calendar' }],
    sources: ['Labour Standards Act, article 24', 'https://example.org/labour-standards-act'],
  })
  const tally = { campaign: toBytes(campaign.id), act: 'sign', answer: '', area: 'JP-11', lang: '*', n: 1234 }
  await it.store.tx(tx => tx.insertInto('campaign_tallies').values(tally).execute())
  await it.add(campaign.id, 2, people, {
    purpose: 'result',
    texts: { en: { title: 'The company agreed', body: 'From March on wages are paid on the 25th.' } },
  })
  await it.run(campaign.id, 2, 'result')
  for (const state of ['running', 'ended', 'ended'] as const) await it.send({ state, texts: TEXTS })
  it.clock.now += 10_000
  return { ...it, id: campaign.id }
}

test.each([
  ['light', 320, 'en'],
  ['dark', 320, MIRRORED],
  ['light', 1280, MIRRORED],
  ['dark', 1280, 'ja'],
  ['light', 320, 'ar'],
] as const)('%s, %i px, %s: every page is good', async (colorScheme, width, lang) => {
  const { url, id } = await grow(lang === MIRRORED)
  const context = await browser.newContext({
    ...{ colorScheme, locale: lang, viewport: { width, height: 800 } },
    javaScriptEnabled: true,
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  for (const path of ['/calls', `/calls/${id}?lang=${lang === MIRRORED ? 'ar' : lang}`]) {
    await page.goto(url + path, { waitUntil: 'networkidle' })
    expect(await page.locator('html').getAttribute('dir')).toBe(lang === MIRRORED ? 'rtl' : 'ltr')
    expect(await page.locator('body').innerText()).not.toMatch(/\b(calls|web|notices)\.\w/)
    await expectGoodPage(page)
    // Loaded when somebody comes to it.
    for (const picture of await page.locator('img').all()) {
      await picture.scrollIntoViewIfNeeded()
      await expect
        .poll(() => picture.evaluate(it => (it as unknown as { naturalWidth: number }).naturalWidth))
        .toBeGreaterThan(100)
    }
    const name = `calls-${path === '/calls' ? 'list' : 'one'}-${colorScheme}-${width}-${lang}`
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true })
  }
  expect(complaints).toEqual([])
  expect(await context.cookies()).toEqual([])
  expect(await page.locator('script, form').count()).toBe(0)
  await page.goto(`${url}/calls/${'A'.repeat(22)}`)
  await expectGoodPage(page)
})

test.each(words.languages())('$tag: the first view of a call takes at most 10 kB', async ({ tag }) => {
  const { url, id } = await grow()
  const context = await browser.newContext({ locale: tag })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const wire = await context.newCDPSession(page)
  await wire.send('Network.enable')
  const kinds = new Map<string, string>()
  let down = 0
  wire.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    // Pictures of the call come when they are looked at, as large as organizers made them.
    if (kinds.get(requestId) !== 'Image') down += encodedDataLength
  })
  for (const path of [`/calls/${id}`, '/calls']) {
    down = 0
    await context.clearCookies()
    await page.goto(url + path, { waitUntil: 'networkidle' })
    console.info(`${tag} ${path.slice(0, 7)}: ${down} B`)
    expect(down).toBeGreaterThan(1000)
    expect(down).toBeLessThanOrEqual(10_000)
  }
})
