/** Writing a campaign in two languages on a phone, one of them from right to left: with a script and without. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { loadWords } from '../../src/app/words.ts'
import { readSheet } from '../../src/domain/campaigns/sheet.ts'
import { PROJECT } from '../../src/house.ts'
import { ok } from '../../src/kit/result.ts'
import { allCampaigns, sheetsOf } from '../../src/store/campaigns/index.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'
import { MIRRORED, mirroredGround } from './mirrored.ts'
import { createBrowserStage } from './stage.ts'

const SHOTS = process.env.TULAY_TEST_SHOTS
const stage = createBrowserStage('web', { ground: ok(mirroredGround()) })

const open = async ({
  script,
  dark,
  width = 360,
}: {
  script: boolean
  dark: boolean
  width?: number
}): Promise<Page> => {
  const context = await stage.browser.newContext({
    locale: 'en',
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: script,
    viewport: { width, height: 780 },
  })
  const page = await context.newPage()
  await page.goto(`${stage.house.url}/staff/enter/demo`)
  await page.getByRole('button', { name: /Demo organizer/ }).click()
  await page.goto(`${stage.house.url}/staff/campaigns`)
  await page.locator('details.filters > summary').click()
  await page.getByLabel('Working title').fill(`Demo: ${script ? 'with' : 'without'} a script`)
  await page.getByLabel('Kind').selectOption('made:petition')
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await page.locator('#compose').waitFor()
  return page
}

const write = async (page: Page) => {
  await page.locator('#title-en').fill('Demo: pay on time')
  await page.locator('#body-en').fill('For {{area}}: https://example.org/?a=1&b=2\nCall 03-1234-5678.')
  await page.locator(`#title-${MIRRORED}`).fill('ديمو')
  await page.locator(`#body-${MIRRORED}`).fill('ديمو 03-1234-5678 {{area}}')
  // A template comes in every language that ships.
  for (const { tag } of loadWords(`${PROJECT}/locales`).languages())
    if (tag !== 'en') for (const part of ['title', 'body']) await page.locator(`#${part}-${tag}`).fill('')
}

const newest = async () => {
  const all = await stage.house.store.tx(async tx => {
    const campaigns = await allCampaigns(tx)
    return Promise.all(campaigns.map(async it => ({ ...it, sheets: await sheetsOf(tx, it.id) })))
  })
  return (title: string) => {
    const it = all.find(campaign => campaign.title === title)
    return { count: it?.sheets.length, sheet: readSheet(it?.sheets[0]?.body ?? '') }
  }
}
const shot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `compose-${name}.png`), fullPage: true })
}

it('with a script the previews follow while one types, nothing is saved by itself, and a desk is put in', {
  timeout: 120_000,
}, async () => {
  const page = await open({ script: true, dark: true })
  const complaints = complaintsOf(page)
  const asked: string[] = []
  page.on('request', request => asked.push(`${request.method()} ${request.url()}`))
  await write(page)
  const bubble = page.locator('#previews .telegram .bubble').first()
  await bubble.getByText('Demo: pay on time').waitFor()
  expect(await bubble.innerText()).toContain('https://example.org/?a=1&b=2')
  const mirrored = page.locator(`#previews .telegram .bubble[lang="${MIRRORED}"]`)
  expect(await mirrored.getAttribute('dir')).toBe('rtl')
  expect(await mirrored.locator('bdi[dir="ltr"]').first().innerText()).toBe('03-1234-5678')
  expect(await page.locator('#findings').innerText()).toContain('a number of none of our help desks')
  expect((await newest())('Demo: with a script').count).toBe(1)

  await page.locator('#desks > summary').click()
  await page.locator('#body-en').press('Control+End')
  await page.locator('#desk-words').fill('Houterasu')
  await page.locator('#desks form button').click()
  const insert = page.locator('#desks-found button[data-insert]').first()
  await insert.waitFor()
  await insert.click()
  expect(await page.locator('#body-en').inputValue()).toMatch(/\{\{desk:jp-[\w-]+\}\}$/)

  // Opened by hand, it stays open when the previews come anew.
  await page.locator('#previews details.sms').first().locator('summary').click()
  await page.locator('#goal').fill('Wages on time')
  await page.waitForResponse(answer => answer.url().endsWith('/preview'))
  await expect.poll(() => page.locator('#previews details.sms').first().getAttribute('open')).not.toBeNull()
  expect(asked.filter(it => /pay|time|Houterasu|1234/.test(it))).toEqual([])
  await expectGoodPage(page)
  await shot(page, 'script-dark')
  await page.locator('#compose button.main').click()
  await page.locator('details.part >> text=Saved 2 times').waitFor()
  expect((await newest())('Demo: with a script')).toMatchObject({
    count: 2,
    sheet: {
      goal: 'Wages on time',
      texts: { [MIRRORED]: { title: 'ديمو' } },
      actions: [{ kind: 'sign' }, { kind: 'friend' }],
    },
  })
  expect(complaints).toEqual([])
  await page.context().close()
})

it('without a script the same is written by ordinary forms, and shown after each save', {
  timeout: 120_000,
}, async () => {
  const page = await open({ script: false, dark: false })
  await write(page)
  await page.locator('#compose button.main').click()
  await page.locator('details.part >> text=Saved 2 times').waitFor()
  expect(await page.locator('#previews .telegram .bubble').first().innerText()).toContain('Demo: pay on time')
  expect((await newest())('Demo: without a script').sheet?.texts).toEqual({
    en: { title: 'Demo: pay on time', body: 'For {{area}}: https://example.org/?a=1&b=2\nCall 03-1234-5678.' },
    [MIRRORED]: { title: 'ديمو', body: 'ديمو 03-1234-5678 {{area}}' },
  })
  await page.locator('#until').fill('')
  await page.locator('#goal').fill('Typed before')
  await page.locator('#compose button.main').click()
  await page.locator('[role=alert]').waitFor()
  expect(await page.locator('#goal').inputValue()).toBe('Typed before')
  await shot(page, 'scriptless-light')
  await page.context().close()
})

it.each([
  [320, false],
  [1280, true],
])(
  'at %i px areas are chosen and left out in one list, which is as short as what is open in it',
  {
    timeout: 120_000,
  },
  async (width, dark) => {
    const page = await open({ script: true, dark, width })
    const fold = (name: string) => page.locator('#compose summary', { hasText: name }).first()
    const height = async () => (await page.locator('#area').boundingBox())?.height ?? 0
    await fold('For whom').click()
    expect(await height()).toBeLessThan(80)
    await fold('Areas').click()
    await fold('Japan').click()
    await expectGoodPage(page)
    if (SHOTS) await page.locator('#area').screenshot({ path: join(SHOTS, `areas-${width}-${dark}.png`) })
    await page.getByLabel('Saitama', { exact: true }).check()
    await page.getByText('Osaka', { exact: true }).click()
    await page.getByLabel('Not for: Tokyo').check()
    await page.locator('#compose button.main').click()
    await page.locator('details.part >> text=Saved 2 times').waitFor()
    // Somebody who comes back sees what is chosen, and scrolls past nothing.
    expect(await fold('Areas').innerText()).toMatch(/^Areas\s+For 2: Saitama, Osaka\s+Not for 1: Tokyo$/)
    expect(await height()).toBeLessThan(160)
    await expectGoodPage(page)
    await shot(page, `areas-chosen-${width}-${dark}`)
    await page.context().close()
  },
)
