import { newestEach } from '../../../domain/campaigns/newest.ts'
import { readSheet, type Sheet } from '../../../domain/campaigns/sheet.ts'
import { SIGNED_IN } from '../../../domain/campaigns/states.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { type Campaign, campaignById, type KeptSheet, sheetsOf } from '../../../store/campaigns/index.ts'
import type { Tx } from '../../../store/index.ts'

/** A sheet before its signers. */
export type Subject = { campaign: Campaign; kept: KeptSheet; sheet: Sheet }

/** The newest of its purpose that can be signed now; `number`: that one and no other. */
export const subjectOf = async (
  tx: Tx,
  { demo, store }: { demo: boolean; store: { readonly instance: string } },
  id: CampaignId,
  number?: number,
): Promise<Subject | undefined> => {
  const campaign = await campaignById(tx, id)
  if (!campaign || campaign.demo !== demo) return undefined
  const kept = newestEach(await sheetsOf(tx, id)).find(
    it => SIGNED_IN[it.purpose].includes(campaign.state) && (number === undefined || it.number === number),
  )
  const sheet = kept && readSheet(kept.body)
  return kept && sheet?.instance === store.instance ? { campaign, kept, sheet } : undefined
}
