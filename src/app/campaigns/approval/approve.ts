import { goesFrom } from '../../../domain/campaigns/hold.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { isApproved } from '../../../privacy/approvals.ts'
import { addAudit } from '../../../store/audit.ts'
import { keepApproval } from '../../../store/campaigns/approvals.ts'
import { moveCampaign } from '../../../store/campaigns/index.ts'
import { planRun, runsOf } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import { planCall } from '../runs/plan.ts'
import { ableSigners } from '../signing/able-signers.ts'
import { signedAt, validApprovals } from '../verdict.ts'
import { findingsOf } from './findings.ts'
import type { ApprovalRooms } from './rooms.ts'
import { type Subject, subjectOf } from './subject.ts'

/** What a browser signed, and the moment that it signed along. */
export type Given = { sheet: number; at: Instant; signature: Uint8Array }
/**
 * `nothing`: there is no such sheet to sign any more. `not-ready`: it cannot be sent as it stands, such as after its end. `no-key`: this
 * person has no key that counts. `already`: has signed it. `late`: the moment is not now. `form`: the signature is not theirs over this.
 */
export type ApproveRefusal = 'nothing' | 'not-ready' | 'no-key' | 'already' | 'late' | 'form'

/** From the browser's signature to its arrival. A moment that is older would cut the time short in which it can be taken back. */
const FRESH = 20_000

/** Keeps a signature that holds. `enough`: from now on the hold runs, and then it goes out. */
export const approve = async (
  rooms: ApprovalRooms,
  staff: Staff,
  id: CampaignId,
  given: Given,
): Promise<Result<{ enough: boolean }, ApproveRefusal>> => {
  const done = await rooms.store.tx(async (tx): Promise<Result<{ enough: boolean }, ApproveRefusal>> => {
    const now = rooms.world.now()
    const subject = await subjectOf(tx, rooms, id, given.sheet)
    if (!subject) return no('nothing')
    if (findingsOf(rooms, subject.sheet).some(({ isWarning }) => !isWarning)) return no('not-ready')
    const able = await ableSigners(tx, rooms)
    const signer = able.find(it => it.staff === staff.id)
    if (!signer) return no('no-key')
    const signed = await validApprovals(tx, rooms, subject.kept, able)
    if (signed.some(it => it.signer.id === signer.id)) return no('already')
    if (given.at > now || given.at < now - FRESH) return no('late')
    const { body } = subject.kept
    if (!isApproved(signer.publicKey, { ...given, body })) return no('form')
    await keepApproval(tx, { ...given, campaign: id, signer: signer.id })
    await addAudit(tx, { at: now, staff: staff.id, action: 'campaign signed', code: `${id} ${given.sheet}` })
    return ok({ enough: await settle(tx, rooms, subject) })
  })
  if (done.ok && done.value.enough) rooms.nudge()
  return done
}

/**
 * With the last signature that was needed a call moves on, and what is said is planned, once: a further signature plans nothing anew. A
 * template waits for its launch.
 */
const settle = async (tx: Tx, rooms: ApprovalRooms, { campaign, kept, sheet }: Subject): Promise<boolean> => {
  const signed = await signedAt(tx, rooms, kept)
  if (signed === undefined) return false
  await moveCampaign(tx, campaign.id, ['signing'], 'approved')
  const planned = await runsOf(tx, campaign.id)
  if (planned.some(run => run.sheet === kept.number && run.state !== 'cancelled')) return true
  const at = goesFrom(sheet, signed)
  const { purpose } = sheet
  if (purpose === 'call') await planCall(tx, { campaign: campaign.id, sheet }, at)
  else if (purpose !== 'template') await planRun(tx, { campaign: campaign.id, sheet: kept.number, purpose, at })
  return true
}
