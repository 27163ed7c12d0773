/** What was signed ahead goes out for half a day from its launch: no longer because it could be launched again, no shorter because it could not. */
import { expect, test } from 'vitest'
import { EVERYBODY } from '../../../src/domain/campaigns/audience.ts'
import { LAUNCH_LIFE } from '../../../src/domain/campaigns/hold.ts'
import type { Instant } from '../../../src/kit/ids.ts'
import { moveCampaign } from '../../../src/store/campaigns/index.ts'
import { sealLaunch } from '../../../src/store/campaigns/launches.ts'
import { planRun } from '../../../src/store/campaigns/runs.ts'
import { HOUR, NOON, openRuns } from './runs-rig.ts'

/** Launched at noon for one who gets it, and paused when the line was made. */
const paused = async (until: Instant) => {
  const rig = await openRuns()
  const { rooms, store } = rig
  await rig.subscribe('ana', { area: 'JP-13' })
  const audience = { ...EVERYBODY, areas: ['JP-13'] }
  const campaign = await rig.approve({ purpose: 'template', emergency: true, audience, until })
  await store.tx(async tx => {
    await tx.deleteFrom('campaign_runs').execute()
    const it = { campaign, sheet: 1, area: 'JP-13', at: NOON }
    await sealLaunch(tx, rooms, { ...it, run: await planRun(tx, { ...it, purpose: 'call' }) })
  })
  await rig.tick()
  expect(await rig.lines()).toHaveLength(1)
  await store.tx(tx => moveCampaign(tx, campaign, ['running'], 'paused'))
  return { ...rig, campaign }
}

test.each([
  ['could be launched for a month', 30 * 24 * HOUR],
  ['could be launched for one more hour', HOUR],
])('a launch of what %s is kept through a pause for half a day, and then dropped', async (_, life) => {
  const it = await paused(NOON + life)
  it.set(NOON + LAUNCH_LIFE - 1)
  await it.tick()
  expect([await it.states(it.campaign), (await it.lines()).length]).toEqual([['call sending'], 1])
  it.set(NOON + LAUNCH_LIFE)
  await it.tick()
  expect([await it.states(it.campaign), (await it.lines()).length]).toEqual([['call done'], 0])
  expect(await it.counts(it.campaign)).toContain('expired en telegram 1')
})
