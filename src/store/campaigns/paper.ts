/** Signatures on paper, by number only: who counted them, and who saw it. The sheets themselves stay with the group. */
import type { CampaignId, StaffId } from '../../kit/ids.ts'
import { toBytes, toId } from '../ids.ts'
import type { Tx } from '../index.ts'

export type PaperCount = {
  number: number
  /** `2025-02-14` */
  day: string
  /** Less than none takes back what was counted wrongly. */
  n: number
  area: string | null
  staff: StaffId
  /** Counts from here on; `undefined`: nobody yet. */
  witness: StaffId | undefined
}

/** In the order in which they were typed in. */
export const paperOf = async (tx: Tx, campaign: CampaignId): Promise<PaperCount[]> => {
  const query = tx.selectFrom('campaign_paper').selectAll().where('campaign', '=', toBytes(campaign)).orderBy('number')
  return (await query.execute()).map(({ campaign: _, staff, witness, ...row }) => ({
    ...row,
    staff: toId(staff),
    witness: witness ? toId(witness) : undefined,
  }))
}

/** Signatures on paper that a second person has seen. */
export const countPaper = async (tx: Tx, campaign: CampaignId): Promise<number> => {
  const row = await tx
    .selectFrom('campaign_paper')
    .select(eb => eb.fn.sum<number | null>('n').as('n'))
    .where('campaign', '=', toBytes(campaign))
    .where('witness', 'is not', null)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

export const addPaper = async (tx: Tx, campaign: CampaignId, it: Omit<PaperCount, 'number'>): Promise<void> => {
  const number = ((await paperOf(tx, campaign)).at(-1)?.number ?? 0) + 1
  const { staff, witness, ...rest } = it
  const ids = { campaign: toBytes(campaign), staff: toBytes(staff), witness: witness ? toBytes(witness) : null }
  await tx
    .insertInto('campaign_paper')
    .values({ ...rest, ...ids, number })
    .execute()
}

/** Whether it was there and nobody had seen it yet. */
export const witnessPaper = async (tx: Tx, campaign: CampaignId, number: number, who: StaffId): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('campaign_paper')
    .set({ witness: toBytes(who) })
    .where('campaign', '=', toBytes(campaign))
    .where('number', '=', number)
    .where('witness', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Only what nobody has seen yet. */
export const removePaper = async (tx: Tx, campaign: CampaignId, number: number): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('campaign_paper')
    .where('campaign', '=', toBytes(campaign))
    .where('number', '=', number)
    .where('witness', 'is', null)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}
