import { readSheet, writeSheet } from '../../../domain/campaigns/sheet.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { digestOf } from '../../../privacy/approvals.ts'
import { addAudit } from '../../../store/audit.ts'
import { campaignById, insertSheet, moveCampaign, sheetsOf } from '../../../store/campaigns/index.ts'
import { mainSheet } from '../main-sheet.ts'
import { findingsOf } from './findings.ts'
import type { ApprovalRooms } from './rooms.ts'

type Findings = ReturnType<typeof findingsOf>

/** From now on nobody writes it, and people sign. What could not be sent as it stands is not taken: `{ findings }` says why. */
export const submit = (
  rooms: ApprovalRooms,
  staff: Staff,
  id: CampaignId,
): Promise<Result<null, 'nothing' | { findings: Findings }>> =>
  rooms.store.tx(async (tx): Promise<Result<null, 'nothing' | { findings: Findings }>> => {
    const { store, world, demo } = rooms
    const [campaign, kept] = [await campaignById(tx, id), await mainSheet(tx, id)]
    const sheet = kept && readSheet(kept.body)
    if (!kept || !sheet || campaign?.state !== 'draft' || campaign.demo !== demo) return no('nothing')
    const findings = findingsOf(rooms, sheet).filter(({ isWarning }) => !isWarning)
    if (findings.length > 0) return no({ findings })
    // A sheet whose approvals were taken back is signed no more: the same words on a new one are.
    if (store.ledger.has('revoked', digestOf(kept.body))) {
      const number = ((await sheetsOf(tx, id))[0]?.number ?? 0) + 1
      const body = writeSheet({ ...sheet, number })
      await insertSheet(tx, { ...kept, number, body, staff: staff.id, at: world.now() })
    }
    await moveCampaign(tx, id, ['draft'], 'signing')
    await addAudit(tx, { at: world.now(), staff: staff.id, action: 'campaign to be signed', code: id })
    return ok(null)
  })
