/** Who has signed which sheet of a campaign. A row says nothing by itself: what counts is in app/campaigns/verdict.ts. */
import type { Selectable } from 'kysely'
import type { CampaignId, Instant } from '../../kit/ids.ts'
import { digestOf } from '../../privacy/approvals.ts'
import { toBytes, toId } from '../ids.ts'
import type { Tx } from '../index.ts'
import type { Ledger } from '../ledger.ts'
import type { Tables } from '../tables.ts'
import { sheetByNumber } from './index.ts'

/** `signature`: Ed25519 over `approvalBytes(body, at)`. */
export type Approval = { campaign: CampaignId; sheet: number; signer: string; at: Instant; signature: Uint8Array }

/** The oldest first. */
export const approvalsOf = async (tx: Tx, campaign: CampaignId, sheet: number): Promise<Approval[]> =>
  (
    await tx
      .selectFrom('campaign_approvals')
      .selectAll()
      .where('campaign', '=', toBytes(campaign))
      .where('sheet', '=', sheet)
      .orderBy('at')
      .execute()
  ).map(toApproval)

/** In place of what this signer has signed of this sheet before. */
export const keepApproval = async (tx: Tx, it: Approval): Promise<void> => {
  const { at, signature } = it
  await tx
    .insertInto('campaign_approvals')
    .values({ ...it, campaign: toBytes(it.campaign), signer: toBytes(it.signer) })
    .onConflict(conflict => conflict.columns(['campaign', 'sheet', 'signer']).doUpdateSet({ at, signature }))
    .execute()
}

/**
 * Takes back all that was signed of a campaign, or of one of its sheets. Written down outside of the database first: whoever kept the
 * rows and puts them back finds that they count no more.
 */
export const revokeApprovals = async (
  tx: Tx,
  ledger: Ledger,
  { campaign, sheet }: { campaign: CampaignId; sheet?: number },
): Promise<void> => {
  const rows = tx.selectFrom('campaign_approvals').select('sheet').distinct().where('campaign', '=', toBytes(campaign))
  const signed = (await rows.execute()).map(row => row.sheet).filter(it => sheet === undefined || it === sheet)
  for (const number of signed) {
    const kept = await sheetByNumber(tx, campaign, number)
    if (kept) ledger.write('revoked', digestOf(kept.body))
    await tx
      .deleteFrom('campaign_approvals')
      .where('campaign', '=', toBytes(campaign))
      .where('sheet', '=', number)
      .execute()
  }
}

const toApproval = ({
  campaign,
  sheet,
  signer,
  at,
  signature,
}: Selectable<Tables['campaign_approvals']>): Approval => ({
  campaign: toId(campaign),
  sheet,
  signer: toId(signer),
  at,
  signature,
})
