import { expect, test } from 'vitest'
import { actorOf, putDeed } from '../../../src/app/campaigns/acts/ledger.ts'
import { createCampaignClock } from '../../../src/app/campaigns/runs/index.ts'
import { HOLD } from '../../../src/domain/campaigns/hold.ts'
import { readSheet, writeSheet } from '../../../src/domain/campaigns/sheet.ts'
import type { Address, CampaignId } from '../../../src/kit/ids.ts'
import { insertSheet, sheetByNumber } from '../../../src/store/campaigns/index.ts'
import { planRun } from '../../../src/store/campaigns/runs.ts'
import { DAY, HOUR, NOON, openRuns, type RunsRig } from './runs-rig.ts'
import { addPerson, approve } from './signed.ts'

const EVENT = { starts: NOON + 3 * DAY, ends: NOON + 3 * DAY + HOUR, zone: 'Asia/Tokyo', place: {}, remind: [24, 2] }
const tos = async (rig: RunsRig) => (await rig.lines()).map(({ opened }) => opened.to).toSorted()
const clear = (rig: RunsRig) => rig.store.tx(tx => tx.deleteFrom('outbox').execute())

/** Somebody takes part; with `tell` they want to hear of it. */
const takePart = (rig: RunsRig, campaign: CampaignId, chat: string, answer: string, tell = true) =>
  rig.store.tx(async tx => {
    const talk = { channel: 'telegram', address: chat as Address }
    const body = { answer: [answer], area: 'JP-13', lang: 'en', turn: 0, ...(tell ? { to: talk } : {}) }
    await putDeed(tx, rig.rooms.privacy, actorOf(rig.rooms.privacy, campaign, talk), {
      act: 'rsvp',
      state: 'done',
      body,
    })
  })

const CRON = { how: 'cron', cron: '0 13 * * *', zone: 'Asia/Tokyo' } as const

test('a recurring call is a run of its own each time, and only one is planned', async () => {
  const rig = await openRuns()
  await rig.subscribe('ana')
  const campaign = await rig.approve({ when: CRON, until: NOON + 3 * DAY })
  await rig.tick()
  expect(await rig.states(campaign)).toEqual(['call waits'])
  for (let day = 0; day < 3; day++) {
    rig.set(NOON + day * DAY + HOUR)
    // Two starts at the same moment.
    await Promise.all([rig.tick(), createCampaignClock(rig.rooms).runCampaigns(rig.now())])
    await rig.tick()
    if (day === 1) {
      // The clock is set back by a day and comes again.
      rig.set(NOON)
      await rig.tick()
    }
  }
  const runs = await rig.runs(campaign)
  expect(runs.map(({ at }) => (at - NOON) / HOUR)).toEqual([1, 25, 49])
  expect(await rig.lines()).toHaveLength(3)
})

test('what was missed is sent late once, the last of it, if it is younger than half a day', async () => {
  const rig = await openRuns()
  await rig.subscribe('ana')
  const campaign = await rig.approve({ when: CRON })
  rig.set(NOON + 5 * DAY + 5 * HOUR)
  await rig.tick()
  expect(await rig.lines()).toHaveLength(1)
  expect((await rig.runs(campaign)).map(({ at, state }) => [(at - NOON) / HOUR, state])).toEqual([
    [5 * 24 + 1, 'filling'].map(it => (it === 'filling' ? 'sending' : it)),
    [6 * 24 + 1, 'waits'],
  ])
  const late = await openRuns()
  await late.subscribe('ana')
  const other = await late.approve({ when: CRON })
  late.set(NOON + 5 * DAY + 14 * HOUR)
  await late.tick()
  expect(await late.lines()).toEqual([])
  expect(await late.states(other)).toEqual(['call cancelled', 'call waits'])
})

test('who comes and asked for it is reminded at each hour, once, and nobody else', async () => {
  const rig = await openRuns()
  await rig.subscribe('ana')
  const campaign = await rig.approve({ event: EVENT, ends: EVENT.starts, actions: [{ kind: 'rsvp', places: null }] })
  await rig.tick()
  await clear(rig)
  await takePart(rig, campaign, 'comes', 'yes')
  await takePart(rig, campaign, 'declines', 'no')
  await takePart(rig, campaign, 'quiet', 'yes', false)
  rig.set(EVENT.starts - 24 * HOUR - 1)
  await rig.tick()
  expect(await tos(rig)).toEqual([])
  for (const passed of [1, HOUR, 22 * HOUR - 1]) await rig.pass(passed)
  expect(await tos(rig)).toEqual(['comes', 'comes'])
  await rig.pass(HOUR)
  expect(await tos(rig)).toEqual(['comes', 'comes'])
  expect((await rig.states(campaign)).slice(1)).toEqual(['reminder sending', 'reminder sending'])
})

test('after a day off one reminder is sent, none when it has begun, and at night it comes on the evening before', async () => {
  const rig = await openRuns()
  const campaign = await rig.approve({ event: EVENT })
  await rig.tick()
  await takePart(rig, campaign, 'comes', 'yes')
  rig.set(EVENT.starts - HOUR)
  await rig.tick()
  expect(await tos(rig)).toEqual(['comes'])
  const gone = await openRuns()
  const missed = await gone.approve({ event: EVENT })
  await gone.tick()
  await takePart(gone, missed, 'comes', 'yes')
  gone.set(EVENT.starts)
  await gone.tick()
  expect(await tos(gone)).toEqual([])
  const early = await openRuns()
  // At 9:00: two hours before is night.
  const starts = NOON + 3 * DAY - 3 * HOUR
  const morning = await early.approve({ event: { ...EVENT, starts, ends: starts + HOUR, remind: [2] } })
  await early.tick()
  const [, reminder] = await early.runs(morning)
  expect(((reminder?.at ?? 0) - starts) / HOUR).toBe(-13)
})

test('the result is told to who asked for it; then, or after 90 days, who took part is forgotten', async () => {
  const rig = await openRuns()
  const campaign = await rig.approve({ ends: NOON + DAY, until: NOON + DAY })
  const silent = await rig.approve({ ends: NOON + DAY, until: NOON + DAY })
  await rig.tick()
  for (const it of [campaign, silent]) {
    await takePart(rig, it, 'ana', 'yes')
    await takePart(rig, it, 'ben', 'yes', false)
  }
  await rig.tick()
  await rig.pass(DAY)
  const actions = async (it: CampaignId) => {
    const rows = await rig.store.tx(tx => tx.selectFrom('campaign_actions').select('campaign').execute())
    return rows.filter(row => Buffer.from(row.campaign).toString('base64url') === it).length
  }
  expect(await rig.clock.forgetActors(rig.now())).toBe(0)
  const call = await rig.store.tx(tx => sheetByNumber(tx, campaign, 1))
  const sheet = call && readSheet(call.body)
  if (!call || !sheet) throw new Error('no sheet')
  const body = writeSheet({ ...sheet, number: 2, purpose: 'result', until: NOON + 9 * DAY })
  await rig.store.tx(tx => insertSheet(tx, { ...call, number: 2, purpose: 'result', body }))
  for (const person of [await addPerson(rig.rooms), await addPerson(rig.rooms)])
    await approve(rig.rooms, { id: campaign, number: 2, body }, person, rig.now() - HOLD.usual)
  await rig.store.tx(tx => planRun(tx, { campaign, sheet: 2, purpose: 'result', at: rig.now() }))
  await rig.tick()
  expect(await tos(rig)).toEqual(['ana'])
  expect(await rig.clock.forgetActors(rig.now())).toBe(0)
  await clear(rig)
  await rig.tick()
  expect(await rig.clock.forgetActors(rig.now())).toBe(1)
  expect([await actions(campaign), await actions(silent)]).toEqual([0, 2])
  expect(await rig.clock.forgetActors(NOON + 91 * DAY - 1)).toBe(0)
  expect(await rig.clock.forgetActors(NOON + 91 * DAY)).toBe(1)
})
