import { LIVE } from '../../../domain/campaigns/states.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { addAudit } from '../../../store/audit.ts'
import { revokeApprovals } from '../../../store/campaigns/approvals.ts'
import { moveCampaign, sheetsOf } from '../../../store/campaigns/index.ts'
import { planRun, type Run, runsOf } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import type { CampaignRooms } from '../index.ts'
import { isRecalled } from '../recalled.ts'
import { knownCampaign } from './known.ts'

/** How long a message can be taken away again: as long as we know where it lies. */
const REACH = 48 * 3_600_000

/** The last sending of its words, if some of it can still lie on phones within reach. */
const recallable = async (tx: Tx, rooms: CampaignRooms, id: CampaignId): Promise<Run | undefined> => {
  // Once is for good.
  if (!(await knownCampaign(tx, rooms, id)) || (await isRecalled(tx, id))) return undefined
  const since = rooms.world.now() - REACH
  const sent = (await runsOf(tx, id)).filter(({ purpose, began }) => purpose === 'call' && began !== null)
  return sent.findLast(({ ended }) => ended === null || ended > since)
}

export const canRecall = (rooms: CampaignRooms, id: CampaignId): Promise<boolean> =>
  rooms.store.tx(async tx => (await recallable(tx, rooms, id)) !== undefined)

/** Ends the campaign, and takes its messages away from the phones that have them. False: there is nothing to take away any more. */
export const recall = async (rooms: CampaignRooms, me: Staff, id: CampaignId): Promise<boolean> => {
  const done = await rooms.store.tx(async tx => {
    const run = await recallable(tx, rooms, id)
    if (!run) return false
    const at = rooms.world.now()
    // What has not gone out must not go out behind it.
    await moveCampaign(tx, id, LIVE, 'ended')
    await planRun(tx, { campaign: id, sheet: run.sheet, purpose: 'recall', at })
    // Nor by whoever writes to the database, nor from an older copy of it. What came of it may be told all the same.
    for (const { number, purpose } of await sheetsOf(tx, id))
      if (purpose !== 'result') await revokeApprovals(tx, rooms.store.ledger, { campaign: id, sheet: number })
    await addAudit(tx, { at, staff: me.id, action: 'campaign recalled', code: id })
    return true
  })
  if (done) rooms.nudge()
  return done
}
