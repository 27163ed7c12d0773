/** How a campaign goes and how it ends, in a browser: watched, paused, its words judged with a real key, its result written, its sheet printed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { DEMO_PASSPHRASE } from '../../src/app/demo.ts'
import { newCapability } from '../../src/privacy/capabilities.ts'
import { type CasePart, sealConcern } from '../../src/privacy/case-keys.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { addCounts } from '../../src/store/campaigns/counts.ts'
import { sheetsOf } from '../../src/store/campaigns/index.ts'
import { passedTexts } from '../../src/store/campaigns/judged.ts'
import { wordsById } from '../../src/store/campaigns/words.ts'
import { activeHolders } from '../../src/store/keyholders.ts'
import { world } from '../store/fresh.ts'
import { plantCampaign, plantRun, plantWords } from '../store/planted-campaigns.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'
import { word } from './members.ts'
import { createBrowserStage } from './stage.ts'

/** A folder for pictures, for whoever wants to look. */
const SHOTS = process.env.TULAY_TEST_SHOTS
const stage = createBrowserStage('web')

const enter = async (role: string, options: { colorScheme?: 'light' | 'dark'; width?: number } = {}) => {
  const { colorScheme = 'light', width = 1280 } = options
  const context = await stage.browser.newContext({ colorScheme, viewport: { width, height: 800 } })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${stage.house.url}/staff/enter/demo`)
  await page.getByRole('button', { name: word('enter.as', { name: `Demo ${role}` }) }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  const open = (path: string) => page.goto(`${stage.house.url}/staff/campaigns/${path}`)
  return { page, complaints, open, close: () => context.close() }
}
const picture = async (page: Page, name: string): Promise<void> => {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true })
}

const text = (said: string): CasePart => ({ kind: 'text', bytes: Buffer.from(said) })
const answers = (it: object): CasePart => ({ kind: 'answers', bytes: Buffer.from(JSON.stringify(it)) })

it('a moderator opens words with the key, cleans and passes a name, sets one aside, and takes the comments along as text', async () => {
  const { store, privacy } = stage.house
  const sodium = await openSodium()
  const holders = await store.tx(activeHolders)
  const questions = [{ code: 'who', ask: { en: 'Whom does it concern?', ja: 'だれの？' } }]
  const comment = { kind: 'comment' as const, summary: { en: 'A law', ja: '法律' }, questions }
  const id = await plantCampaign(store, {
    demo: true,
    sheet: { kind: 'comment', actions: [comment, { kind: 'organization' }] },
  })
  const write = (act: 'comment' | 'organization', parts: CasePart[]) => {
    const it = { capability: newCapability(world), receiptKey: Buffer.alloc(32, 1) }
    return plantWords(store, id, { act, demo: true, sealed: sealConcern({ sodium, world, holders, parts, ...it }) })
  }
  const name = await write('organization', [
    answers({ lang: 'en', act: 'organization', country: 'Japan' }),
    text('Kapatiran Union, call 090-1234-5678'),
  ])
  const said = [answers({ lang: 'fil', act: 'comment', 'q.who': 'All of us' }), text('Let us <b>stay</b>.')]
  const ours = await write('comment', said)
  const spam = await write('comment', [answers({ lang: 'en', act: 'comment' }), text('Buy my phones')])

  const { page, complaints, open, close } = await enter('moderator', { colorScheme: 'dark', width: 360 })
  await open(`${id}/words`)
  await page.getByLabel(word('case.passphrase')).fill('not the passphrase')
  await page.getByRole('button', { name: word('case.unlock') }).click()
  await page.getByText(word('course.words.script.wrong')).waitFor()
  expect(await page.locator('#list li').count()).toBe(0)
  await page.getByLabel(word('case.passphrase')).fill(DEMO_PASSPHRASE)
  await page.getByRole('button', { name: word('case.unlock') }).click()
  await expect.poll(() => page.locator('#list li').count()).toBe(3)
  // Words become text and never markup.
  expect(await page.locator('#list').innerText()).toMatch(/Whom does it concern\?\s+All of us\s+Let us <b>stay<\/b>\./)
  await expectGoodPage(page)
  await picture(page, 'words-dark-360')

  const card = (of: string) => page.locator('#list li').filter({ hasText: of })
  const union = card('Kapatiran')
  await union.getByRole('textbox').fill('Kapatiran Union')
  await union.getByRole('button', { name: word('course.words.script.pass') }).click()
  await card('Let us')
    .getByRole('button', { name: word('course.words.script.pass') })
    .click()
  await expect.poll(() => page.getByText(word('course.words.script.passed'), { exact: true }).count()).toBe(2)
  await card('Buy my phones')
    .getByRole('button', { name: word('course.words.script.aside') })
    .click()
  await page.getByText(word('course.words.script.asideDone')).waitFor()
  const kept = await store.tx(async tx => [
    await wordsById(tx, name),
    await wordsById(tx, ours),
    await wordsById(tx, spam),
  ])
  expect(kept.map(it => it && [it.state, it.text === null])).toEqual([['passed', false], ['passed', true], undefined])
  expect(await store.tx(tx => passedTexts(tx, privacy, id, 'organization'))).toEqual(['Kapatiran Union'])
  expect((await store.shred.get([spam])).size).toBe(0)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: word('course.words.export_one') }).click(),
  ])
  expect(readFileSync(await download.path(), 'utf8')).toBe(
    'Demo: pay on time\n\nComment 1\n\nWhom does it concern?\nAll of us\n\nLet us <b>stay</b>.\n',
  )
  await page.getByRole('button', { name: word('case.lock') }).click()
  expect(await page.locator('#list li').count()).toBe(0)
  expect(await page.evaluate(`sessionStorage.length`)).toBe(0)
  await expectGoodPage(page)
  expect(complaints).toEqual([])
  await close()
}, 60_000)

it('an open page follows the campaign; it is paused, goes on, and its result is written', async () => {
  const { store } = stage.house
  const id = await plantCampaign(store, { demo: true, counts: { sign: [['JP-11', 'fil', 40]] } })
  const run = await plantRun(store, id, { lines: [['frozen', 'fil', 'telegram', 500]] })
  const { page, complaints, open, close } = await enter('organizer')
  await open(`${id}/progress`)
  const settled = () => page.locator('.sum b').innerText()
  expect(await settled()).toBe('0')
  // Again and again, because the page may not be listening yet.
  const more = async () => {
    const counts = [{ what: 'sent', lang: 'fil', channel: 'telegram' as never, n: 5 }]
    await store.tx(tx => addCounts(tx, { campaign: id, run }, counts))
    return Number(await settled())
  }
  await expect.poll(more, { timeout: 20_000, interval: 1000 }).toBeGreaterThan(0)
  await page.getByRole('button', { name: word('course.deed.pause'), exact: true }).click()
  await page.getByRole('button', { name: word('course.deed.resume'), exact: true }).waitFor()
  expect(await page.locator('#standing').innerText()).toContain(word('campaigns.state.paused'))
  await expectGoodPage(page)
  await picture(page, 'progress-paused')
  await page.getByRole('button', { name: word('course.deed.resume'), exact: true }).click()
  await page.getByRole('button', { name: word('course.deed.pause'), exact: true }).waitFor()

  await page.getByRole('link', { name: word('course.results.title') }).click()
  await page.getByRole('link', { name: word('course.result.write') }).click()
  await page.locator('#title-en').fill('We won')
  await page.locator('#body-en').fill('Wages are paid.')
  await page.getByRole('button', { name: word('course.tell.keep') }).click()
  await page.getByText(word('course.tell.kept', { number: 2 })).waitFor()
  expect((await store.tx(tx => sheetsOf(tx, id, 'result'))).length).toBe(1)
  await expectGoodPage(page)
  await picture(page, 'result-kept')

  await page.getByRole('button', { name: word('course.brake.stop') }).click()
  await page.getByText(word('course.brake.stopped')).waitFor()
  await expectGoodPage(page)
  await picture(page, 'stopped')
  await page.getByRole('button', { name: word('course.brake.go') }).click()
  await page.getByRole('button', { name: word('course.brake.stop') }).waitFor()
  expect(complaints).toEqual([])
  await close()
}, 60_000)

it('the sheet for printing is one page of A4, with nothing on it but the counts', async () => {
  const sign = [
    ['JP-11', 'fil', 1240],
    ['JP-13', 'en', 322],
    ['KR-41', 'ko', 3],
    ['', 'ja', 17],
  ] as [string, string, number][]
  const id = await plantCampaign(stage.house.store, { demo: true, counts: { sign } })
  const { page, open, close } = await enter('organizer', { colorScheme: 'dark' })
  await open(`${id}/petition`)
  const pdf = await page.pdf({ preferCSSPageSize: true, ...(SHOTS ? { path: join(SHOTS, 'petition.pdf') } : {}) })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/)
  await page.emulateMedia({ media: 'print' })
  const printed = await page.locator('body').innerText()
  expect(printed).toMatch(/^Demo: nothing here is about a real person\.\s+Demo: pay on time/)
  expect(printed).toContain('not told')
  for (const gone of [word('leave'), word('course.brake.stop'), word('course.petition.title')])
    expect(printed).not.toContain(gone)
  await picture(page, 'petition-print')
  await close()
}, 60_000)
