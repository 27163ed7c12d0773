import { expect, test } from 'vitest'
import { EVERYBODY } from '../../../src/domain/campaigns/audience.ts'
import type { CampaignId } from '../../../src/kit/ids.ts'
import { campaignById, moveCampaign } from '../../../src/store/campaigns/index.ts'
import { cancelRuns, moveRun } from '../../../src/store/campaigns/runs.ts'
import { toBytes } from '../../../src/store/ids.ts'
import { writeMeta } from '../../../src/store/meta.ts'
import { removeSubscription } from '../../../src/store/subscriptions.ts'
import { DAY, HOUR, MINUTE, NOON, openRuns, type RunsRig } from './runs-rig.ts'

const many = async (rig: RunsRig, count: number): Promise<string[]> => {
  const all = Array.from({ length: count }, (_, n) => `chat ${n}`)
  for (const to of all) await rig.subscribe(to)
  return all
}
const addressees = async (rig: RunsRig) => (await rig.lines()).map(({ opened }) => opened.to).toSorted()

test('everybody who fits becomes one line, with an address and no words', async () => {
  const rig = await openRuns()
  await rig.subscribe('ana', { lang: 'ja', area: 'JP-13' })
  await rig.subscribe('ben', { lang: 'ko', channel: 'web' })
  await rig.subscribe('digest', { digest: true })
  const campaign = await rig.approve()
  expect(await rig.tick()).toBe(2)
  const [ben, ana] = (await rig.lines()).toSorted((a, b) => (a.channel < b.channel ? 1 : -1))
  expect(ana).toMatchObject({
    channel: 'telegram',
    state: 'pending',
    priority: 3,
    policy: 'restart',
    lang: 'ja',
    run: 1,
  })
  expect(ana?.opened).toEqual({ to: 'ana', campaign, run: 1, sheet: 1, lang: 'ja', area: 'JP-13', zone: 'Asia/Tokyo' })
  expect(ben).toMatchObject({ channel: 'web', state: 'held', due: NOON, lang: 'en' })
  expect(ben?.size).toBe(ana?.size)
  expect(await rig.counts(campaign)).toEqual(['frozen en web 1', 'frozen ja telegram 1'])
  expect(await rig.states(campaign)).toEqual(['call sending'])
})

test('whose language has no text gets the fallback, or nothing, not even a line', async () => {
  const rig = await openRuns()
  await rig.subscribe('ana', { lang: 'ko' })
  const campaign = await rig.approve({ fallback: null })
  await rig.tick()
  expect(await rig.lines()).toEqual([])
  await rig.tick()
  expect(await rig.states(campaign)).toEqual(['call done'])
})

test('an emergency reaches who wants one message a week too, rings at night and goes before calls', async () => {
  const rig = await openRuns()
  rig.set(NOON + 12 * HOUR)
  await rig.subscribe('ana', { digest: true, area: 'JP-13' })
  await rig.approve({ emergency: true, audience: { ...EVERYBODY, areas: ['JP-13'] } })
  await rig.tick()
  const [line] = await rig.lines()
  expect(line).toMatchObject({ priority: 2, due: rig.now(), policy: 'repeat' })
  expect(line?.opened.zone).toBeUndefined()
})

test('at night it is due in the morning of the person, and who cannot have it today has it tomorrow', async () => {
  const rig = await openRuns({ pace: () => ({ perSecond: 1 / 3600 }) })
  rig.set(NOON + 6 * HOUR)
  await many(rig, 5)
  await rig.subscribe('nepal', { area: 'NP', channel: 'web' })
  await rig.approve()
  await rig.tick()
  const dues = (await rig.lines()).map(({ due }) => (due - NOON) / HOUR)
  // 18:00: at one an hour three of five before 21:00, two from 8:00 on.
  expect(dues).toEqual([6, 6, 6, 6, 20, 20])
  const night = await openRuns()
  night.set(NOON + 11 * HOUR)
  await night.subscribe('tokyo', { area: 'JP-13' })
  await night.subscribe('kathmandu', { area: 'NP' })
  await night.approve()
  await night.tick()
  expect((await night.lines()).map(({ due }) => (due - NOON) / HOUR)).toEqual([11, 20])
})

test('many pages: nobody twice, nobody left out, wherever the process dies', async () => {
  const rig = await openRuns()
  const all = await many(rig, 1703)
  let seed = 7
  const dice = (): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % 4
  }
  let kills = 0
  const { tx } = rig.store
  // A quarter of the transactions dies before its commit, a quarter after it.
  const dying = {
    ...rig.store,
    tx: async <T>(work: (it: never) => Promise<T>): Promise<T> => {
      const fate = dice()
      const result = await tx(async it => {
        const done = await work(it as never)
        if (fate === 0) throw new Error('killed before the commit')
        return done
      })
      if (fate === 1) throw new Error('killed after the commit')
      return result
    },
  }
  const campaign = await rig.approve()
  const { createCampaignClock } = await import('../../../src/app/campaigns/runs/index.ts')
  for (let start = 0; start < 60; start++)
    await createCampaignClock({ ...rig.rooms, store: dying })
      .runCampaigns(rig.now())
      .catch(error => {
        kills++
        expect(String(error)).toMatch('killed')
      })
  expect(kills).toBeGreaterThan(20)
  expect(await addressees(rig)).toEqual(all.toSorted())
  expect(await rig.counts(campaign)).toEqual(['frozen en telegram 1703'])
})

test('nothing becomes a line while it is paused, held back, stopped or not approved any more', async () => {
  let held = true
  const rig = await openRuns({ hold: () => (held ? 'copy' : undefined) })
  await rig.subscribe('ana')
  const campaign = await rig.approve()
  await rig.tick()
  expect(await rig.states(campaign)).toEqual(['call waits'])
  held = false
  await rig.store.tx(tx => writeMeta(tx, 'campaigns', 'stopped'))
  await rig.tick()
  await rig.store.tx(tx => writeMeta(tx, 'campaigns', ''))
  await rig.store.tx(tx => moveCampaign(tx, campaign, ['approved'], 'paused'))
  await rig.tick()
  expect(await rig.states(campaign)).toEqual(['call waits'])
  await rig.store.tx(tx => moveCampaign(tx, campaign, ['paused'], 'approved'))
  await rig.store.tx(tx => tx.deleteFrom('campaign_approvals').execute())
  await rig.tick()
  expect(await rig.lines()).toEqual([])
  expect(await rig.states(campaign)).toEqual(['call waits'])
})

test('a pause in the middle of the pages stops them, and they go on where they were', async () => {
  const rig = await openRuns()
  const all = await many(rig, 700)
  const campaign = await rig.approve()
  const { fillPage } = await import('../../../src/app/campaigns/runs/fill.ts')
  const { beginRun } = await import('../../../src/app/campaigns/runs/begin.ts')
  const [run] = await rig.runs(campaign)
  if (!run) throw new Error('no run')
  await rig.store.tx(tx => beginRun(tx, rig.rooms, run, rig.now()))
  expect(await rig.store.tx(tx => fillPage(tx, rig.rooms, run, rig.now()))).toBe('more')
  await rig.store.tx(tx => moveCampaign(tx, campaign, ['running'], 'paused'))
  await rig.tick()
  expect(await rig.lines()).toHaveLength(500)
  await rig.store.tx(tx => moveCampaign(tx, campaign, ['paused'], 'running'))
  await rig.tick()
  expect(await addressees(rig)).toEqual(all.toSorted())
})

test('what was called off loses its lines, what is too late too, and both are counted', async () => {
  const rig = await openRuns()
  await many(rig, 3)
  const [off, late] = [await rig.approve(), await rig.approve({ until: NOON + DAY })]
  await rig.tick()
  await rig.store.tx(async tx => {
    await moveCampaign(tx, off, ['running'], 'cancelled')
    await cancelRuns(tx, off)
  })
  await rig.tick()
  expect(await rig.counts(off)).toEqual(['dropped en telegram 3', 'frozen en telegram 3'])
  expect(await rig.states(off)).toEqual(['call cancelled'])
  await rig.pass(DAY)
  expect(await rig.counts(late)).toEqual(['expired en telegram 3', 'frozen en telegram 3'])
  expect(await rig.states(late)).toEqual(['call done'])
  expect(await rig.lines()).toEqual([])
})

test('what stands still when its time is over is over too', async () => {
  const rig = await openRuns()
  await many(rig, 2)
  const campaign = await rig.approve({ until: NOON + DAY })
  await rig.tick()
  await rig.store.tx(tx => moveCampaign(tx, campaign, ['running'], 'paused'))
  await rig.pass(DAY - MINUTE)
  expect(await rig.lines()).toHaveLength(2)
  await rig.pass(MINUTE)
  expect(await rig.counts(campaign)).toEqual(['expired en telegram 2', 'frozen en telegram 2'])
})

test('a run is done when the last line is gone, and the campaign ends with its time', async () => {
  const rig = await openRuns()
  await rig.subscribe('ana')
  const campaign = await rig.approve({ until: NOON + 2 * DAY, ends: NOON + DAY })
  await rig.tick()
  await rig.tick()
  expect(await rig.states(campaign)).toEqual(['call sending'])
  await rig.store.tx(tx => tx.deleteFrom('outbox').execute())
  await rig.tick()
  expect(await rig.states(campaign)).toEqual(['call done'])
  const state = async () => (await rig.store.tx(tx => campaignById(tx, campaign)))?.state
  await rig.pass(DAY - 1)
  expect(await state()).toBe('running')
  await rig.pass(1)
  expect(await state()).toBe('ended')
})

test('rows that somebody writes begin nothing twice: a call is filled once', async () => {
  const rig = await openRuns()
  await rig.subscribe('ana')
  const campaign = await rig.approve()
  await rig.tick()
  await rig.tick()
  const again = {
    sheet: 1,
    purpose: 'call',
    state: 'waits',
    at: NOON - 1,
    area: null,
    cursor: null,
    began: null,
    ended: null,
  }
  const id = toBytes(campaign)
  await rig.store.tx(async tx => {
    await tx
      .insertInto('campaign_runs')
      .values({ ...again, campaign: id, run: 2 })
      .execute()
    await tx
      .insertInto('campaign_runs')
      .values({ ...again, campaign: id, run: 3, purpose: 'reminder' })
      .execute()
    await tx
      .insertInto('campaign_runs')
      .values({ ...again, campaign: id, run: 4, purpose: 'result' })
      .execute()
    await tx.updateTable('campaign_runs').set({ state: 'waits', cursor: null }).where('run', '=', 1).execute()
  })
  await rig.tick()
  expect(await rig.lines()).toHaveLength(1)
  expect(new Set(await rig.states(campaign))).toEqual(
    new Set(['call cancelled', 'reminder cancelled', 'result cancelled']),
  )
})

test('who stops and comes back while it is filled gets no second line', async () => {
  const rig = await openRuns()
  await rig.subscribe('ana')
  const campaign = await rig.approve()
  await rig.tick()
  await rig.store.tx(async tx => {
    await removeSubscription(tx, rig.personOf('ana'))
    await tx.deleteFrom('outbox').execute()
    await moveRun(tx, { campaign: campaign as CampaignId, run: 1 }, ['sending'], { state: 'sending' })
  })
  await rig.subscribe('ana')
  await rig.tick()
  expect(await rig.lines()).toEqual([])
})
