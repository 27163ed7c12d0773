/** Whoever writes to the database rings nobody's phone again by what people have signed once. */
import { expect, test } from 'vitest'
import type { CampaignId } from '../../../src/kit/ids.ts'
import { toBytes } from '../../../src/store/ids.ts'
import { DAY, NOON, openRuns, type RunsRig } from './runs-rig.ts'

type Row = { run: number; purpose?: string; at?: number; state?: string }
const write = ({ store }: RunsRig, campaign: CampaignId, { run, ...changes }: Row) =>
  store.tx(tx =>
    tx
      .insertInto('campaign_runs')
      .values({
        ...{ campaign: toBytes(campaign), run, sheet: 1, purpose: 'call', state: 'filling', at: NOON },
        ...{ area: null, cursor: null, began: NOON, ended: null, ...changes },
      })
      .execute(),
  )
const sent = async (rig: RunsRig) => {
  await rig.subscribe('ana')
  await rig.subscribe('weekly', { digest: true })
  return rig.approve({ until: NOON + 30 * DAY })
}

test('a run that was over is set back to its first page', async () => {
  const rig = await openRuns()
  const campaign = await sent(rig)
  await rig.tick()
  await rig.tick()
  await rig.store.tx(tx => tx.deleteFrom('outbox').execute())
  await rig.tick()
  expect(await rig.states(campaign)).toEqual(['call done'])
  await rig.store.tx(tx =>
    tx.updateTable('campaign_runs').set({ state: 'filling', cursor: null, ended: null }).execute(),
  )
  await rig.tick()
  await rig.tick()
  expect(await rig.lines()).toEqual([])
})

test.each<[string, Row]>([
  ['once more', { run: 2 }],
  ['as a digest', { run: 2, purpose: 'digest' }],
  ['as a reminder', { run: 2, purpose: 'reminder' }],
  ['before its time', { run: 2, at: NOON + DAY }],
])('a run that nobody planned is being filled: %s', async (_, row) => {
  const rig = await openRuns()
  const campaign = await sent(rig)
  await rig.tick()
  await rig.tick()
  await rig.store.tx(tx => tx.deleteFrom('outbox').execute())
  await write(rig, campaign, row)
  await rig.tick()
  await rig.tick()
  expect(await rig.lines()).toEqual([])
})

test('a call that recurs is filled for an hour that is still to come', async () => {
  const rig = await openRuns()
  await rig.subscribe('ana')
  const when = { how: 'cron' as const, cron: '0 12 * * *', zone: 'Asia/Tokyo' }
  const campaign = await rig.approve({ when, until: NOON + 30 * DAY })
  await rig.tick()
  for (const day of [2, 3, 4]) await write(rig, campaign, { run: day, at: NOON + day * DAY })
  await rig.tick()
  expect(await rig.lines()).toEqual([])
})
