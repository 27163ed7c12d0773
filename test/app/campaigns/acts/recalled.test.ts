/** A call that is taken away from phones is not there in the chat either, for whoever still has its button or its link. */
import { expect, it } from 'vitest'
import { canRecall, recall } from '../../../../src/app/campaigns/course/recall.ts'
import type { CampaignId } from '../../../../src/kit/ids.ts'
import { approvalsOf } from '../../../../src/store/campaigns/approvals.ts'
import { moveCampaign } from '../../../../src/store/campaigns/index.ts'
import { moveRun, planRun } from '../../../../src/store/campaigns/runs.ts'
import { addStaff } from '../signed.ts'
import { type Acts, openActs, YES } from './rig.ts'

const recalled = async (acts: Acts, id: CampaignId) => {
  const began = acts.now()
  await acts.store.tx(async tx => {
    const run = await planRun(tx, { campaign: id, sheet: 1, purpose: 'call', at: began })
    await moveRun(tx, { campaign: id, run }, ['waits'], { state: 'done', began, ended: began })
  })
  const rooms = { ...acts, world: { now: acts.now }, demo: false, nudge: () => undefined }
  expect(await canRecall(rooms as never, id)).toBe(true)
  expect(await recall(rooms as never, await addStaff(acts), id)).toBe(true)
  // Once: a second tap plans no second taking away.
  acts.pass(1)
  expect(await canRecall(rooms as never, id)).toBe(false)
  expect(await recall(rooms as never, await addStaff(acts), id)).toBe(false)
}

it('its words, its deeds and its result are shown to nobody any more', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const [anna, binh] = [acts.person('anna'), acts.person('binh')]
  await anna.do(...YES)
  await anna.tap(id, 'sign')
  await recalled(acts, id)
  for (const act of ['open', 'sign', 'poll', 'calendar', 'back']) {
    const said = await anna.tap(id, act)
    expect(said, act).toContain('This call is not here any more')
    expect(said, act).not.toContain('pay on time')
  }
  // Somebody new, by a friend's link.
  const said = await binh.do({ kind: 'command', name: 'start', args: `c_${id}` }, 'English')
  expect(said).toContain('This call is not here any more')
  expect(said).not.toContain('pay on time')
  await acts.close()
})

it('nobody can put it back: not by writing to the database, and not with an older copy of it', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do(...YES)
  const approvals = await acts.store.tx(tx => tx.selectFrom('campaign_approvals').selectAll().execute())
  await recalled(acts, id)
  expect(await acts.store.tx(tx => approvalsOf(tx, id, 1))).toEqual([])
  await acts.store.tx(async tx => {
    await tx.deleteFrom('campaign_runs').where('purpose', '=', 'recall').execute()
    await tx.insertInto('campaign_approvals').values(approvals).execute()
    await moveCampaign(tx, id, ['ended'], 'running')
  })
  const said = await anna.tap(id, 'open')
  expect(said).toContain('This call is not here any more')
  expect(said).not.toContain('pay on time')
  await acts.close()
})
