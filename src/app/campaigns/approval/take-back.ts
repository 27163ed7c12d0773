import { isMain } from '../../../domain/campaigns/newest.ts'
import { LIVE } from '../../../domain/campaigns/states.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { addAudit } from '../../../store/audit.ts'
import { revokeApprovals } from '../../../store/campaigns/approvals.ts'
import { campaignById, moveCampaign } from '../../../store/campaigns/index.ts'
import { cancelRuns, moveRun, runsOf } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import { ableSigners } from '../signing/able-signers.ts'
import { validApprovals } from '../verdict.ts'
import type { ApprovalRooms } from './rooms.ts'
import { type Subject, subjectOf } from './subject.ts'

/**
 * What was signed is signed no more. A call goes back to who writes it: by anybody who signs while signatures are missing, afterwards by
 * those who have signed it, until it begins. Of a result or a correction only the signatures go.
 * `not-yours`: it is approved, and not by this one. `begun`: it is on its way, and can only be cancelled.
 */
export const takeBack = (
  rooms: ApprovalRooms,
  staff: Staff,
  id: CampaignId,
  number: number,
): Promise<Result<null, 'nothing' | 'not-yours' | 'begun'>> =>
  rooms.store.tx(async (tx): Promise<Result<null, 'nothing' | 'not-yours' | 'begun'>> => {
    const subject = await subjectOf(tx, rooms, id, number)
    if (!subject) return no('nothing')
    const { campaign, kept } = subject
    const signed = await validApprovals(tx, rooms, kept, await ableSigners(tx, rooms))
    const isOne = signed.some(({ signer }) => signer.staff === staff.id)
    if (campaign.state !== 'signing' && !isOne) return no('not-yours')
    if (!(await stopIn(tx, subject, rooms.world.now()))) return no('begun')
    await revokeApprovals(tx, rooms.store.ledger, { campaign: id, sheet: kept.number })
    await addAudit(tx, {
      at: rooms.world.now(),
      staff: staff.id,
      action: 'campaign taken back',
      code: `${id} ${number}`,
    })
    return ok(null)
  })

/** Whether nothing of it has begun; then nothing begins. */
const stopIn = async (tx: Tx, { campaign, kept, sheet }: Subject, now: number): Promise<boolean> => {
  const mine = (await runsOf(tx, campaign.id)).filter(run => run.sheet === kept.number && run.state !== 'cancelled')
  if (mine.some(({ state }) => state !== 'waits')) return false
  for (const run of mine) await moveRun(tx, run, ['waits'], { state: 'cancelled', ended: now })
  return !isMain(sheet) || moveCampaign(tx, campaign.id, ['signing', 'approved'], 'draft')
}

/** Stops it for good, wherever it stands. What is on phones stays there; a correction or a recall can follow. */
export const cancelCampaign = (rooms: ApprovalRooms, staff: Staff, id: CampaignId): Promise<Result<null, 'nothing'>> =>
  rooms.store.tx(async (tx): Promise<Result<null, 'nothing'>> => {
    const campaign = await campaignById(tx, id)
    if (campaign?.demo !== rooms.demo) return no('nothing')
    if (!(await moveCampaign(tx, id, ['draft', 'signing', ...LIVE], 'cancelled'))) return no('nothing')
    await cancelRuns(tx, id)
    await revokeApprovals(tx, rooms.store.ledger, { campaign: id })
    await addAudit(tx, { at: rooms.world.now(), staff: staff.id, action: 'campaign cancelled', code: id })
    return ok(null)
  })
