/** Every step of every real conversation, as a page of the real house: in light and dark, both directions, narrow and wide. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { actorOf, putDeed } from '../../src/app/campaigns/acts/ledger.ts'
import type { Action } from '../../src/domain/campaigns/actions.ts'
import { COMING } from '../../src/domain/campaigns/figures.ts'
import { isWait } from '../../src/engine/flow.ts'
import { realWorld } from '../../src/house.ts'
import type { Address, CampaignId } from '../../src/kit/ids.ts'
import { ok } from '../../src/kit/result.ts'
import { COMMENT, POLL } from '../app/campaigns/acts/rig.ts'
import { openCounter } from '../app/counter.ts'
import { PHOTO, VOICE } from '../stories/media.ts'
import { plantCall } from '../stories/planted-call.ts'
import { type Driver, play } from '../stories/player.ts'
import { openStoryHouse } from '../stories/rig.ts'
import { callTour, unlockedTour } from './call-tours.ts'
import { chromiumDriver } from './driver.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'
import { MIRRORED, mirroredGround, namesIn } from './mirrored.ts'
import { createBrowserStage } from './stage.ts'
import { FILED, fullTour, lateTour, lettersTour, OPEN, tour } from './tours.ts'

type View = { colorScheme: 'light' | 'dark'; width: number }
const NARROW: View = { colorScheme: 'light', width: 320 }
const WIDE: View = { colorScheme: 'dark', width: 1280 }
/**
 * By language: the two directions show each width in both colours between them. One that breaks its lines without spaces is among them, where
 * room is scarce.
 */
const LANES: Record<string, View[]> = {
  en: [NARROW, WIDE],
  [MIRRORED]: [
    { ...NARROW, colorScheme: 'dark' },
    { ...WIDE, colorScheme: 'light' },
  ],
  ja: [NARROW],
}
/** Steps that no page of the web chat can come to. */
const ELSEWHERE: Record<string, string> = {
  'alerts.done': 'only where alerts can be pushed',
  'campaign.told': 'only where results can be pushed',
  'clear.done': 'only where messages can be deleted',
  'erase.clear': 'only where messages can be deleted',
}
/** A folder for a picture of every page, for whoever wants to look. */
const SHOTS = process.env.TULAY_TEST_SHOTS

const ground = mirroredGround()
const { words } = ground
const HOUR = 3_600_000
/** How far the house's clock runs ahead. It begins with an hour: receipts are tried so many times in one. */
let ahead = HOUR - (Date.now() % HOUR)
const world = { ...realWorld, now: () => Date.now() + ahead }
const stage = createBrowserStage('chromium', { world, ground: ok(ground) })

/** What each lane has shown, and the pages that were looked at already. */
const shown = new Map(Object.keys(LANES).map(lane => [lane, new Set<string>()]))
const looked = new Set<string>()

const lookAt = async (page: Page, lane: string): Promise<void> => {
  const text = (await page.locator('body').textContent()) ?? ''
  const names = namesIn(text)
  for (const name of names) shown.get(lane)?.add(name)
  // Another receipt is no other page.
  const same = text.replace(/\d{4}/g, '0000')
  if (looked.has(same)) return
  looked.add(same)
  // What is folded away is looked at as well.
  await page.evaluate(`document.querySelectorAll('details').forEach(it => (it.open = true))`)
  for (const { colorScheme, width } of LANES[lane] ?? []) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 720 })
    await expectGoodPage(page)
    const at = `${String(looked.size).padStart(3, '0')}-${names.join('+')}`
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${lane}-${width}-${colorScheme}-${at}.png`), fullPage: true })
  }
  await page.evaluate(`document.querySelectorAll('details').forEach(it => (it.open = false))`)
}

/** Somebody whose every page is looked at. */
const visitor = async (url: string, lane: string) => {
  const person = chromiumDriver(url, { browser: stage.browser, locale: lane })
  await person.open()
  const page = person.page()
  const complaints = complaintsOf(page)
  const look = () => lookAt(page, lane)
  const turn =
    <A extends unknown[]>(deed: (...given: A) => Promise<void>) =>
    async (...given: A) => {
      await deed(...given)
      await look()
    }
  const driver: Driver = {
    type: turn(person.type),
    tap: turn(person.tap),
    send: turn(media => (media === 'photo' ? person.photo(PHOTO) : person.voice(VOICE))),
    heard: person.heard,
    close: person.close,
  }
  await look()
  return { driver, page, complaints, press: turn(person.press) }
}

const walk = async (url: string, lane: string, name: Parameters<typeof tour>[0]): Promise<void> => {
  const { driver, complaints } = await visitor(url, lane)
  try {
    await play(tour(name), driver, words, lane, 'tap')
    expect(complaints).toEqual([])
  } finally {
    await driver.close()
  }
}
const onEveryLane = (work: (lane: string) => Promise<void>) => Promise.all(Object.keys(LANES).map(work))

describe('axe finds nothing, targets are 44 px, nothing is cut or scrolls sideways', () => {
  it.each(OPEN)('on the way "%s"', { timeout: 300_000 }, name =>
    onEveryLane(lane => walk(stage.house.url, lane, name)).then(),
  )

  it('without keyholders and without desks', { timeout: 300_000 }, async () => {
    const bare = await openStoryHouse('chromium', {
      browser: stage.browser,
      demo: false,
      ground: ok(mirroredGround({ desks: false })),
    })
    try {
      await onEveryLane(lane => walk(bare.url, lane, 'closed'))
      const call = await plantCall(bare, { demo: false })
      await onEveryLane(async lane => {
        const { driver } = await visitor(bare.url, lane)
        await play(unlockedTour(call), driver, words, lane, 'tap')
        await driver.close()
      })
    } finally {
      await bare.stop()
    }
  })
})

/** A call with one place, which somebody has, a poll of two answers and five questions that help. */
const plantFew = async (): Promise<CampaignId> => {
  const { privacy, store } = stage.house
  const questions = ['a', 'b', 'c', 'd', 'e'].map(code => ({ code, ask: { en: `Question ${code}?` } }))
  const few = [
    { ...POLL, most: 2 },
    { kind: 'rsvp', places: 1 },
    { ...COMMENT, questions },
  ] as Action[]
  const id = await plantCall(stage.house, { actions: few })
  const actor = actorOf(privacy, id, { channel: 'telegram', address: 'somebody' as Address })
  const body = { answer: [COMING], area: '', lang: 'en', turn: 0 }
  await store.tx(tx => putDeed(tx, privacy, actor, { act: 'rsvp', state: 'done', body }))
  return id
}

it.each(Object.keys(LANES))('in %s: what people do with calls', { timeout: 300_000 }, async lane => {
  const [all, few, other] = [await plantCall(stage.house), await plantFew(), await plantCall(stage.house)]
  const over = await plantCall(stage.house, { state: 'ended' } as never)
  const { driver, complaints, press } = await visitor(stage.house.url, lane)
  try {
    await play(callTour({ all, few, over, none: 'A'.repeat(22) }), driver, words, lane, 'tap')
    // Buttons of messages that came before.
    for (const act of ['back', 'sign', 'sign']) await press(`c.${other}.${act}`)
    expect(complaints).toEqual([])
  } finally {
    await driver.close()
  }
})

const has = (lane: string, key: string): void => expect([...(shown.get(lane) ?? [])]).toContain(key)

it.each(Object.keys(LANES))(
  'in %s: an old button, the pages around the talk, a pause, a chat that has ended',
  async lane => {
    const { driver, page, complaints } = await visitor(stage.house.url, lane)
    const look = () => lookAt(page, lane)
    const label = (key: string) => words.text(lane, key)
    try {
      await driver.tap(words.languages().find(({ tag }) => tag === lane)?.endonym ?? lane)
      await driver.tap(label('flows.start.privacy.options.yes'))
      await driver.tap(label('flows.report.title'))
      const tab = await page.context().newPage()
      await tab.goto(stage.house.url)
      await driver.tap(label('flows.report.safe.options.yes'))
      const nonce = await tab.locator('input[name=nonce]').first().inputValue()
      await tab.locator('button.choice').first().click()
      await tab.locator(`input[name=nonce]:not([value="${nonce}"])`).first().waitFor({ state: 'attached' })
      await lookAt(tab, lane)
      await tab.close()

      await driver.type('')
      for (const path of ['/about', '/nothing']) {
        await page.goto(`${stage.house.url}${path}`)
        await look()
      }
      ahead += 61 * 60_000
      await stage.house.house.app.fireTimers(world.now())
      await page.goto(stage.house.url)
      await look()
      await page.context().clearCookies()
      await driver.type('hello')
      expect(await page.locator('.notice').textContent()).toBe(label('web.trouble.lost'))
      expect(complaints.filter(it => !it.includes('404'))).toEqual([])
    } finally {
      await driver.close()
    }
    for (const key of ['engine.old_button', 'engine.expired']) has(lane, key)
  },
)

it.each(Object.keys(LANES))('in %s: what staff write, and what is asked about it', { timeout: 300_000 }, async lane => {
  const counter = openCounter({ ...stage.house, world })
  const { driver, complaints } = await visitor(stage.house.url, lane)
  try {
    const receipt = (await play(FILED, driver, words, lane, 'tap')).get('receipt') ?? ''
    const id = await counter.caseOf(receipt)
    for (const desk of ['jp-saitama', 'jp-gone']) await counter.write(id, 'desk', { text: 'Call them.', desk })
    await counter.named(id, '2026-01-05')
    for (const text of ['They […] my pay.', 'I worked […] hours.']) await counter.write(id, 'quote', { text })
    await play(lettersTour(receipt), driver, words, lane, 'tap')
    await counter.promised(id, '2026-01-06')
    await play(lateTour(receipt), driver, words, lane, 'tap')
    await counter.fill(id)
    await play(fullTour(receipt), driver, words, lane, 'tap')
    expect(complaints).toEqual([])
  } finally {
    await driver.close()
  }
})

it.each(Object.keys(LANES))('in %s every step was seen that a page can show', lane => {
  const seen = shown.get(lane) ?? new Set()
  const steps = ground.flows.value.flows.flatMap(({ flow, steps }) =>
    Object.values(steps).flatMap(step => (isWait(step) || step.kind === 'say' ? [`${flow}.${step.id}`] : [])),
  )
  expect(steps.filter(step => !seen.has(step))).toEqual(Object.keys(ELSEWHERE))
})
