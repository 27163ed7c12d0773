import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CampaignId, LineId, StaffId } from '../../src/kit/ids.ts'
import { addCounts, countsOf } from '../../src/store/campaigns/counts.ts'
import { insertCampaign } from '../../src/store/campaigns/index.ts'
import { keepRefs, pruneRefs, refsOf, removeRefsOf } from '../../src/store/campaigns/refs.ts'
import type { Store, Tx } from '../../src/store/index.ts'
import {
  addLines,
  finishLines,
  type Line,
  markSending,
  pruneHeld,
  recoverLines,
  removeAlertsOf,
  removeLinesOf,
} from '../../src/store/outbox.ts'
import { delayLines, dropLines, pausedCampaigns, pauseLines, wakeLines } from '../../src/store/outbox-campaigns.ts'
import { dropWaiting } from '../../src/store/parked.ts'
import { pruneQuotas, quotasOf, readCeilings, saveCeilings, saveQuotas } from '../../src/store/quotas.ts'
import { freshStore, line, NOW, newPerson, sealed } from './fresh.ts'

const id = <T extends string>() => randomBytes(16).toString('base64url') as T
const withCampaign = async (store: Store): Promise<CampaignId> => {
  const campaign = id<CampaignId>()
  const it = { id: campaign, kind: 'call', title: 'Demo', owner: id<StaffId>(), day: '2030-01-02', demo: true } as const
  await store.tx(tx => insertCampaign(tx, { ...it, state: 'running' }))
  return campaign
}
const lineOf = (campaign: CampaignId, changes: Partial<Line> = {}) =>
  line({ priority: 3, policy: 'hold', campaign: { id: campaign, run: 1, lang: 'en' }, ...changes })
/** As `en telegram sent 2`. */
const counted = async (tx: Tx, campaign: CampaignId) =>
  (await countsOf(tx, campaign, 1)).map(({ what, n }) => `${what} ${n}`).toSorted()
const states = async (tx: Tx) =>
  (await tx.selectFrom('outbox').select('state').execute()).map(({ state }) => state).toSorted()

test('a line of a campaign comes back with it', async () => {
  const store = await freshStore()
  const campaign = await withCampaign(store)
  const it = lineOf(campaign)
  await store.tx(async tx => {
    await addLines(tx, [it, line()])
    const rows = await tx.selectFrom('outbox').select(['run', 'lang']).orderBy('run').execute()
    expect(rows).toEqual([
      { run: null, lang: null },
      { run: 1, lang: 'en' },
    ])
  })
})

test('what lines come to is counted by run, language and channel, once', async () => {
  const store = await freshStore()
  const campaign = await withCampaign(store)
  await store.tx(async tx => {
    const lines = [
      lineOf(campaign),
      lineOf(campaign),
      lineOf(campaign, { campaign: { id: campaign, run: 2, lang: 'ja' }, channel: 'web' }),
      lineOf(campaign),
      line(),
    ]
    const [a, b, c, d, e] = lines.map(it => it.id) as [LineId, LineId, LineId, LineId, LineId]
    await addLines(tx, lines)
    await addCounts(tx, { campaign, run: 1 }, [{ what: 'frozen', lang: 'en', channel: 'telegram', n: 3 }])
    await markSending(tx, [a, b])
    for (let twice = 0; twice < 2; twice++)
      await finishLines(tx, [
        { id: a, done: 'sent', count: 'sent' },
        { id: b, done: 'sent', count: 'sent' },
        { id: c, done: 'dropped', count: 'expired' },
        { id: e, done: 'sent', count: 'sent' },
      ])
    await finishLines(tx, [{ id: d, done: 'failed', code: 400, count: 'failed:400' }])
    const counts = async (run: number) =>
      (await countsOf(tx, campaign, run)).map(it => [it.what, it.lang, it.channel, it.n]).toSorted()
    expect(await counts(1)).toEqual([
      ['failed:400', 'en', 'telegram', 1],
      ['frozen', 'en', 'telegram', 3],
      ['sent', 'en', 'telegram', 2],
    ])
    expect(await counts(2)).toEqual([['expired', 'ja', 'web', 1]])
    expect(await states(tx)).toEqual(['failed'])
  })
})

test('put off is not tried: only a try counts as one', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    const [a, b] = [line(), line()]
    await addLines(tx, [a, b])
    await finishLines(tx, [
      { id: a.id, done: 'later', due: NOW + 9 },
      { id: b.id, done: 'again', due: NOW + 9 },
    ])
    const rows = await tx.selectFrom('outbox').select(['id', 'due', 'attempts', 'state', 'lease', 'code']).execute()
    const same = { due: NOW + 9, state: 'pending', lease: 0, code: null }
    expect(rows.map(({ id: _, ...row }) => row).toSorted((x, y) => x.attempts - y.attempts)).toEqual([
      { ...same, attempts: 0 },
      { ...same, attempts: 1 },
    ])
  })
})

test('whoever stops, erases, or never comes is counted, and so is what a crash left in doubt', async () => {
  const store = await freshStore()
  const campaign = await withCampaign(store)
  const [stops, erases] = [newPerson(), newPerson()]
  await store.tx(async tx => {
    const sending = lineOf(campaign, { person: erases })
    const doubt = lineOf(campaign)
    await addLines(tx, [
      lineOf(campaign, { person: stops }),
      lineOf(campaign, { person: stops, state: 'failed' }),
      line({ person: stops, priority: 1 }),
      lineOf(campaign, { person: erases, state: 'held' }),
      sending,
      lineOf(campaign, { state: 'held', due: NOW - 10 }),
      lineOf(campaign, { state: 'held', due: NOW - 10, cause: new Uint8Array(16) }),
      doubt,
    ])
    await markSending(tx, [sending.id, doubt.id])
    await removeAlertsOf(tx, stops)
    await removeLinesOf(tx, erases)
    expect(await counted(tx, campaign)).toEqual(['dropped 2', 'unknown 1'])
    await finishLines(tx, [{ id: sending.id, done: 'sent', count: 'sent' }])
    await pruneHeld(tx, { answers: NOW, alerts: NOW - 5 })
    await recoverLines(tx, { now: NOW, all: true })
    expect(await counted(tx, campaign)).toEqual(['dropped 2', 'expired 1', 'unknown 2'])
  })
})

test('a paused campaign rests without a trace of it in what is due, and wakes at its own times', async () => {
  const store = await freshStore()
  const [one, other] = [await withCampaign(store), await withCampaign(store)]
  await store.tx(async tx => {
    await addLines(tx, [lineOf(one, { due: NOW + 5 }), lineOf(one), lineOf(one), lineOf(other)])
    expect(await pauseLines(tx, { campaign: one, limit: 2 })).toBe(2)
    expect(await pauseLines(tx, { campaign: one, limit: 2 })).toBe(1)
    expect(await states(tx)).toEqual(['paused', 'paused', 'paused', 'pending'])
    expect(await pausedCampaigns(tx)).toEqual([{ campaign: one, state: 'running' }])
    expect(await wakeLines(tx, { campaign: one, limit: 100 })).toBe(3)
    const dues = (await tx.selectFrom('outbox').select('due').execute()).map(({ due }) => due)
    expect(dues.toSorted()).toEqual([NOW, NOW, NOW, NOW + 5])
    expect(await delayLines(tx, NOW + 2, { campaign: one, run: 1, limit: 100 })).toBe(2)
    expect(await delayLines(tx, NOW + 2, { campaign: one, run: 1, limit: 100 })).toBe(0)
  })
})

test('lines are dropped in pages, but for what is on the wire; an operator’s no drops all that waits', async () => {
  const store = await freshStore()
  const campaign = await withCampaign(store)
  await store.tx(async tx => {
    const sending = lineOf(campaign)
    await addLines(tx, [sending, lineOf(campaign), lineOf(campaign, { state: 'held' }), lineOf(campaign)])
    await markSending(tx, [sending.id])
    expect(await dropLines(tx, 'dropped', { campaign, limit: 2 })).toBe(2)
    expect(await dropLines(tx, 'expired', { campaign, run: 1, limit: 2 })).toBe(1)
    expect(await dropLines(tx, 'dropped', { campaign, limit: 2 })).toBe(0)
    expect(await counted(tx, campaign)).toEqual(['dropped 2', 'expired 1'])
    await addLines(tx, [lineOf(campaign, { state: 'held' }), lineOf(campaign, { state: 'paused' }), line()])
    await dropWaiting(tx)
    expect(await counted(tx, campaign)).toEqual(['dropped 4', 'expired 1'])
    expect(await states(tx)).toEqual(['pending', 'sending'])
  })
})

test('refs come back in pages, of the runs that are asked for, and go with time and with the person', async () => {
  const store = await freshStore()
  const campaign = await withCampaign(store)
  const person = newPerson()
  await store.tx(async tx => {
    const ref = (run: number, at: number, who = newPerson()) => ({
      ...{ id: id<LineId>(), campaign, run, person: who, channel: 'telegram', lang: 'en', body: sealed(), at },
    })
    await keepRefs(tx, [ref(1, NOW), ref(1, NOW), ref(1, NOW, person), ref(2, NOW - 9)])
    const first = await refsOf(tx, { campaign, runs: [1], limit: 2 })
    const second = await refsOf(tx, { campaign, runs: [1], limit: 2, after: first.at(-1)?.id })
    expect([first.length, second.length]).toEqual([2, 1])
    expect(new Set([...first, ...second].map(it => it.id)).size).toBe(3)
    await removeRefsOf(tx, person)
    expect(await pruneRefs(tx, NOW)).toBe(1)
    expect(await refsOf(tx, { campaign, runs: [1, 2], limit: 9 })).toHaveLength(2)
  })
})

test('hours are kept by person, for a week; ceilings as they were set', async () => {
  const store = await freshStore()
  const [one, other] = [newPerson(), newPerson()]
  await store.tx(async tx => {
    await saveQuotas(tx, [
      { person: one, hours: [500_170, 500_000] },
      { person: other, hours: [500_001] },
    ])
    expect([...(await quotasOf(tx, [one, other])).values()].toSorted()).toEqual([[500_001], [500_170, 500_000]])
    expect(await pruneQuotas(tx, 500_002)).toBe(1)
    await saveQuotas(tx, [{ person: one, hours: [] }])
    expect(await tx.selectFrom('quotas').selectAll().execute()).toEqual([])
    expect(await readCeilings(tx)).toBeUndefined()
    await saveCeilings(tx, { hour: 2, day: 4, week: 9 })
    expect(await readCeilings(tx)).toEqual({ hour: 2, day: 4, week: 9 })
  })
})
