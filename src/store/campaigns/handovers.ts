/** To whom the signatures of a petition were handed over. */
import type { CampaignId, StaffId } from '../../kit/ids.ts'
import { toBytes, toId } from '../ids.ts'
import type { Tx } from '../index.ts'

/** `to`: words of staff. */
export type Handover = { day: string; to: string; n: number; staff: StaffId }

/** The oldest first. */
export const handoversOf = async (tx: Tx, campaign: CampaignId): Promise<Handover[]> => {
  const rows = await tx
    .selectFrom('campaign_handovers')
    .select(['day', 'to', 'n', 'staff'])
    .where('campaign', '=', toBytes(campaign))
    .orderBy('number')
    .execute()
  return rows.map(row => ({ ...row, staff: toId(row.staff) }))
}

export const addHandover = async (tx: Tx, campaign: CampaignId, { staff, ...it }: Handover): Promise<void> => {
  const id = toBytes(campaign)
  const { most } = await tx
    .selectFrom('campaign_handovers')
    .select(eb => eb.fn.max('number').as('most'))
    .where('campaign', '=', id)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('campaign_handovers')
    .values({ ...it, campaign: id, number: Number(most ?? 0) + 1, staff: toBytes(staff) })
    .execute()
}
