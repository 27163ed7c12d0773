import { expect, test } from 'vitest'
import type { CampaignId, StaffId } from '../../src/kit/ids.ts'
import { insertCampaign } from '../../src/store/campaigns/index.ts'
import { cancelRuns, moveRun, openRuns, planRun, runByNumber, runsOf } from '../../src/store/campaigns/runs.ts'
import type { Store } from '../../src/store/index.ts'
import { freshStore, NOW } from './fresh.ts'

const campaign = 'AAAAAAAAAAAAAAAAAAAAAA' as CampaignId
const call = { campaign, sheet: 1, purpose: 'call', at: NOW } as const

const begun = async (): Promise<Store> => {
  const store = await freshStore()
  const owner = 'BBBBBBBBBBBBBBBBBBBBBA' as StaffId
  const row = {
    id: campaign,
    owner,
    kind: 'call',
    title: 'Demo',
    state: 'approved',
    day: '2023-11-14',
    demo: true,
  } as const
  await store.tx(tx => insertCampaign(tx, row))
  return store
}

test('the same sending is planned once, another one gets the next number', async () => {
  const store = await begun()
  await store.tx(async tx => {
    expect(await planRun(tx, call)).toBe(1)
    expect(await planRun(tx, call)).toBe(1)
    expect(await planRun(tx, { ...call, at: NOW + 1 })).toBe(2)
    expect(await planRun(tx, { ...call, area: 'JP-11' })).toBe(3)
    expect(await planRun(tx, { ...call, sheet: 2, purpose: 'result' })).toBe(4)
    expect(await runByNumber(tx, { campaign, run: 3 })).toMatchObject({ area: 'JP-11', state: 'waits', cursor: null })
    expect((await openRuns(tx)).map(({ run }) => run)).toEqual([1, 3, 4, 2])
  })
})

test('a run moves from the states that were named; what was called off is planned anew', async () => {
  const store = await begun()
  await store.tx(async tx => {
    await planRun(tx, call)
    expect(await moveRun(tx, { campaign, run: 1 }, ['filling'], { state: 'sending' })).toBe(false)
    expect(await moveRun(tx, { campaign, run: 1 }, ['waits'], { state: 'filling', began: NOW })).toBe(true)
    expect(await cancelRuns(tx, campaign)).toBe(1)
    expect(await cancelRuns(tx, campaign)).toBe(0)
    // Until its lines are dropped.
    expect(await openRuns(tx)).toHaveLength(1)
    expect(await moveRun(tx, { campaign, run: 1 }, ['cancelled'], { ended: NOW + 5 })).toBe(true)
    expect(await openRuns(tx)).toEqual([])
    expect(await planRun(tx, call)).toBe(2)
    expect((await runsOf(tx, campaign)).map(({ state, ended }) => [state, ended])).toEqual([
      ['cancelled', NOW + 5],
      ['waits', null],
    ])
  })
})
