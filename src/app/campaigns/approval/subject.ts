import { newestEach } from '../../../domain/campaigns/newest.ts'
import { readSheet, type Sheet } from '../../../domain/campaigns/sheet.ts'
import { KNOWN, LIVE, OUT, type State } from '../../../domain/campaigns/states.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { type Campaign, campaignById, type KeptSheet, sheetsOf } from '../../../store/campaigns.ts'
import type { Tx } from '../../../store/index.ts'

/** A sheet before its signers. */
export type Subject = { campaign: Campaign; kept: KeptSheet; sheet: Sheet }

/** In which states a sheet of a purpose is signed: a call while nobody writes it, what comes after it as long as somebody has the call. */
const SIGNED_IN: Record<Sheet['purpose'], readonly State[]> = {
  call: ['signing', ...LIVE],
  template: ['signing', ...LIVE],
  result: OUT,
  correction: KNOWN,
}

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
