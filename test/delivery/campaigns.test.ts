import { expect, test } from 'vitest'
import {
  areStopped,
  pauseCampaign,
  resumeCampaign,
  sendAgain,
  startAgain,
  stopAll,
  wakePaused,
} from '../../src/app/campaigns/kill.ts'
import { EVERYBODY } from '../../src/domain/campaigns/audience.ts'
import { hourOf } from '../../src/domain/campaigns/ceilings.ts'
import { writeSheet } from '../../src/domain/campaigns/sheet.ts'
import { revokeApprovals } from '../../src/store/campaigns/approvals.ts'
import { insertSheet, moveCampaign } from '../../src/store/campaigns/index.ts'
import { toBytes } from '../../src/store/ids.ts'
import { approve } from '../app/campaigns/signed.ts'
import { sheetOf } from '../domain/campaigns/sheets.ts'
import { CALL, campaignStage } from './campaign-stage.ts'
import { NOON, OK, type Stage } from './stage.ts'

const people = (size: number) => Array.from({ length: size }, (_, n) => n)
const HOUR = 3_600_000
/** Hours that go by, of each of which only a moment is looked at. */
const hours = async (clock: Stage['clock'], n: number) => {
  for (let hour = 0; hour < n; hour++) {
    clock.set(HOUR)
    await clock.pass(2000)
  }
}

test('what was signed goes out, composed, and is counted by what it came to', async () => {
  const { begin, run, freeze, build, clock, wire, answers, counts, rows, states } = await campaignStage()
  const { id } = await begin()
  await run(id)
  await freeze(id, 1, people(6))
  answers(attempt => {
    if (attempt === 1) return { sent: { ok: false, why: 'gone' } }
    if (attempt === 2) return { sent: { ok: false, why: 'refused', code: 400 } }
    if (attempt === 3) return { sent: { ok: false, why: 'in-doubt' } }
    return attempt === 4 ? { sent: { ok: false, why: 'slow-down', retryAfter: 3 } } : { sent: OK }
  })
  await build().start()
  await clock.pass(20_000)
  expect(wire).toHaveLength(3)
  for (const { text } of wire) expect(text).toMatch(/^Demo call\n\nCome\.\n\nTo end all alerts/)
  expect(await counts(id)).toEqual(['failed:400 1', 'gone 1', 'sent 3', 'unknown 1'])
  expect((await states()).toSorted()).toEqual(['failed', 'unknown'])
  expect((await rows()).find(({ state }) => state === 'failed')?.code).toBe(400)
})

test('a line whose columns say something else than its seal is broken, and so is words without a campaign', async () => {
  const { begin, run, freeze, build, clock, wire, counts, store, rows } = await campaignStage()
  const { id } = await begin()
  await run(id)
  await freeze(id, 1, [1], { sealed: { run: 2 } })
  await freeze(id, 1, [2], { sealed: { lang: 'ja' } })
  const [bare] = await freeze(id, 1, [3])
  const strip = { campaign: null, run: null, lang: null, priority: 0 }
  await store.tx(tx =>
    tx
      .updateTable('outbox')
      .set(strip)
      .where('id', '=', toBytes(bare ?? ''))
      .execute(),
  )
  await build().start()
  await clock.pass(5000)
  expect(wire).toEqual([])
  expect((await rows()).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed'])
  expect(await counts(id)).toEqual(['failed:0 2'])
})

test('a run that is pointed at another sheet that people have signed takes no line along', async () => {
  const { begin, run, freeze, build, clock, wire, counts, store } = await campaignStage()
  const { id, people: signers } = await begin()
  await run(id)
  await freeze(id, 1, [1, 2])
  const body = writeSheet(sheetOf({ instance: store.instance, campaign: id, number: 2, texts: { en: CALL } }))
  await store.tx(tx =>
    insertSheet(tx, { campaign: id, number: 2, purpose: 'call', body, staff: signers[0].staff.id, at: NOON }),
  )
  for (const signer of signers) await approve({ store }, { id, number: 2, body }, signer, NOON - HOUR)
  await store.tx(tx => tx.updateTable('campaign_runs').set({ sheet: 2 }).execute())
  await build().start()
  await clock.pass(2000)
  expect(wire).toEqual([])
  expect(await counts(id)).toEqual(['failed:0 2'])
})

test('without enough signatures nothing goes out, and all of it is out of the way at once', async () => {
  const { begin, run, freeze, build, clock, wire, counts, store, rows } = await campaignStage()
  const { id } = await begin()
  await run(id)
  await freeze(id, 1, people(1200))
  await store.tx(tx => revokeApprovals(tx, store.ledger, { campaign: id }))
  await build().start()
  await clock.pass(3000)
  expect(wire).toEqual([])
  expect(await rows()).toEqual([])
  expect(await counts(id)).toEqual(['dropped 1200'])
})

test('approval that is taken back on the way stops what was not on the wire', async () => {
  const { begin, run, freeze, build, clock, wire, counts, store } = await campaignStage()
  const { id } = await begin()
  await run(id)
  await freeze(id, 1, people(300))
  await build().start()
  await clock.pass(3000)
  const before = wire.length
  await store.tx(tx => revokeApprovals(tx, store.ledger, { campaign: id }))
  await clock.pass(10_000)
  expect(before).toBeGreaterThan(60)
  // Booked are at most a quarter of a second's.
  expect(wire.length - before).toBeLessThanOrEqual(8)
  expect(await counts(id)).toEqual([`dropped ${300 - wire.length}`, `sent ${wire.length}`])
})

test('what has expired, was cancelled, or is not for this run does not go out', async () => {
  const { begin, run, freeze, build, clock, wire, counts, store } = await campaignStage()
  const late = await begin({ until: NOON })
  const off = await begin()
  const other = await begin()
  for (const { id } of [late, off]) await run(id)
  await run(other.id, 1, 'result')
  await freeze(late.id, 1, [1, 2])
  await freeze(off.id, 1, [3])
  await freeze(other.id, 1, [4])
  await store.tx(tx => moveCampaign(tx, off.id, ['running'], 'cancelled'))
  await build().start()
  await clock.pass(5000)
  expect(wire).toEqual([])
  expect(await counts(late.id)).toEqual(['expired 2'])
  expect(await counts(off.id)).toEqual(['dropped 1'])
  expect(await counts(other.id)).toEqual(['dropped 1'])
})

test('a call in no language of the person is dropped; one in the hold waits', async () => {
  const { begin, run, freeze, build, clock, wire, counts } = await campaignStage()
  const mute = await begin({ texts: { ja: { title: 'デモ', body: 'デモ' } }, fallback: null })
  await run(mute.id)
  await freeze(mute.id, 1, [1])
  const later = await begin({ when: { how: 'at', at: NOON + 90_000 } })
  await run(later.id)
  await freeze(later.id, 1, people(60))
  await build().start()
  await clock.pass(89_000)
  expect(wire).toEqual([])
  await clock.pass(10_000)
  expect(await counts(mute.id)).toEqual(['dropped 1'])
  expect(await counts(later.id)).toEqual(['sent 60'])
  expect(wire[0]?.at).toBeGreaterThanOrEqual(NOON + 90_000)
})

test('at night it waits for the morning; an emergency for an area rings, and over every ceiling', async () => {
  const { begin, run, freeze, build, clock, wire, chats, counts, hoursOf } = await campaignStage()
  // Midnight in New York.
  const zone = 'America/New_York'
  const usual = await begin()
  const urgent = await begin({ emergency: true, audience: { ...EVERYBODY, areas: ['US'] } })
  const nowhere = await begin({ emergency: true })
  for (const { id } of [usual, urgent, nowhere]) await run(id)
  await freeze(usual.id, 1, people(400), { zone })
  await freeze(urgent.id, 1, [900], { zone, priority: 2 })
  await freeze(urgent.id, 1, [901], { zone, priority: 2, order: 2 } as never)
  await freeze(nowhere.id, 1, [902], { zone, priority: 2 })
  await build().start()
  await clock.pass(5000)
  expect(chats()).toEqual(['chat 900', 'chat 901'])
  expect(await hoursOf(900)).toEqual([])
  await hours(clock, 9)
  await clock.pass(2 * HOUR)
  expect(await counts(usual.id)).toEqual(['sent 400'])
  const morning = wire.slice(2).map(({ at }) => at)
  expect(Math.min(...morning)).toBe(Date.UTC(2030, 0, 2, 13))
})

test('one campaign an hour, three a day; what came to nothing does not count', async () => {
  const { begin, run, freeze, build, clock, wire, answers, counts, hoursOf } = await campaignStage()
  const calls = []
  for (let n = 0; n < 5; n++) calls.push(await begin())
  for (const { id } of calls) {
    await run(id)
    await freeze(id, 1, [1], { order: calls.length } as never)
  }
  answers(attempt => (attempt === 0 ? { sent: { ok: false, why: 'slow-down', retryAfter: 20 } } : { sent: OK }))
  await build().start()
  await clock.pass(60_000)
  expect(wire).toHaveLength(1)
  expect(await hoursOf(1)).toEqual([hourOf(NOON)])
  await hours(clock, 72)
  const gaps = wire.slice(1).map(({ at }, n) => at - (wire[n]?.at ?? 0))
  expect(wire).toHaveLength(5)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(HOUR)
  for (const { at } of wire)
    expect(wire.filter(it => it.at > at - 24 * HOUR && it.at <= at).length).toBeLessThanOrEqual(3)
  expect(
    (await Promise.all(calls.map(({ id }) => counts(id)))).flat().filter(it => it.startsWith('sent')),
  ).toHaveLength(5)
})

test('after a crash nobody is sent a second one within the hour', async () => {
  const { begin, run, freeze, build, clock, wire, answers, counts, states } = await campaignStage()
  const [one, two] = [await begin(), await begin()]
  for (const { id } of [one, two]) await run(id)
  await freeze(one.id, 1, [1])
  answers(() => ({ sent: OK, ms: 3_600_000 }))
  await build().start()
  await clock.pass(1000)
  expect(wire).toHaveLength(1)
  clock.forget()
  answers(() => ({ sent: OK }))
  await freeze(two.id, 1, [1], { order: 1 })
  await build().start()
  await clock.pass(60_000)
  // The same once more, because nobody knows whether it arrived; it is no second one.
  expect(wire).toHaveLength(2)
  expect(await counts(one.id)).toEqual(['sent 1'])
  expect(await counts(two.id)).toEqual(['put-off 1'])
  await hours(clock, 2)
  expect(wire).toHaveLength(3)
  expect((wire[2]?.at ?? 0) - (wire[1]?.at ?? 0)).toBeGreaterThanOrEqual(HOUR)
  expect(await states()).toEqual([])
})

test('what may have arrived goes out again when staff say so, once each, and is counted by what it came to then', async () => {
  const { begin, run, freeze, build, clock, wire, answers, counts, store, world, states } = await campaignStage()
  const { id, people: signers } = await begin()
  const by = signers[0].staff.id
  await run(id)
  await freeze(id, 1, people(3))
  answers(attempt => ({ sent: attempt === 1 ? { ok: false, why: 'in-doubt' } : OK }))
  const delivery = build()
  await delivery.start()
  await clock.pass(20_000)
  expect(await counts(id)).toEqual(['sent 2', 'unknown 1'])
  const rooms = { store, world, nudge: () => delivery.nudge() }
  expect(await sendAgain(rooms, by, id)).toBe(1)
  // Not within the hour: perhaps it did arrive.
  await hours(clock, 3)
  expect(wire).toHaveLength(3)
  expect(await counts(id)).toEqual(['put-off 1', 'sent 3', 'unknown 0'])
  expect(await states()).toEqual([])
  expect(await sendAgain(rooms, by, id)).toBe(0)
  await store.tx(tx => moveCampaign(tx, id, ['running'], 'ended'))
  expect(await sendAgain(rooms, by, id)).toBe(0)
})

test('the kill switch lets nothing begin, calls back what was booked, and answers go on', async () => {
  const its = await campaignStage()
  const { begin, run, freeze, write, build, clock, wire, chats, counts, store, people: _ } = { ...its, people: 0 }
  const { id, people: staff } = await begin()
  await run(id)
  await freeze(id, 1, people(300))
  const delivery = build()
  await delivery.start()
  await clock.pass(2000)
  await stopAll(its, staff[0].staff.id)
  expect(await stopAll(its, null)).toBe(false)
  expect(await areStopped(its)).toBe(true)
  const stoppedAt = clock.now()
  delivery.nudge()
  await clock.pass(60_000)
  const late = wire.filter(({ at }) => at > stoppedAt)
  // Booked were those of a quarter of a second.
  expect(late.length).toBeLessThanOrEqual(1)
  const before = wire.length
  await write([{ person: 1000 }, { person: 1001, priority: 1 }, { person: 1002, priority: 2 }])
  delivery.nudge()
  await clock.pass(60_000)
  expect(chats().slice(before)).toEqual(['chat 1000', 'chat 1001'])
  expect(await startAgain(its, null)).toBe(true)
  await clock.pass(20_000)
  expect(await counts(id)).toEqual(['sent 300'])
  expect(new Set(chats()).size).toBe(303)
  const deeds = await store.tx(tx => tx.selectFrom('audit').select(['action']).orderBy('number').execute())
  expect(deeds.map(({ action }) => action)).toEqual(['campaigns stopped', 'campaigns started'])
})

test('a paused campaign costs nothing, is not missed by anybody, and goes on also when a crash cut that off', async () => {
  const its = await campaignStage()
  const { begin, run, freeze, build, clock, wire, counts, states, store } = its
  const { id, people: staff } = await begin()
  const by = staff[0].staff.id
  await run(id)
  await freeze(id, 1, people(700))
  await freeze(id, 1, [5000], { due: NOON + HOUR })
  await build().start()
  await clock.pass(2000)
  expect(await pauseCampaign(its, by, id)).toMatchObject({ ok: true })
  expect(await pauseCampaign(its, by, id)).toEqual({ ok: false, why: 'not-running' })
  await clock.pass(3000)
  const before = wire.length
  await clock.pass(60_000)
  expect(wire).toHaveLength(before)
  expect(new Set(await states())).toEqual(new Set(['paused']))
  // The process died right after the commit that let it go on.
  await store.tx(tx => moveCampaign(tx, id, ['paused'], 'running'))
  expect(await resumeCampaign(its, by, id)).toEqual({ ok: false, why: 'not-paused' })
  expect(await wakePaused(its)).toBe(701 - before)
  await clock.pass(30_000)
  expect(await counts(id)).toEqual(['sent 700'])
  await clock.pass(HOUR)
  expect(await counts(id)).toEqual(['sent 701'])
})
