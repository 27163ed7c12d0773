import { readSheet, type Sheet } from '../../../domain/campaigns/sheet.ts'
import type { State } from '../../../domain/campaigns/states.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { type Campaign, campaignById, type KeptSheet, sheetsOf } from '../../../store/campaigns.ts'
import type { Tx } from '../../../store/index.ts'

/** A sheet before its signers. */
export type Subject = { campaign: Campaign; kept: KeptSheet; sheet: Sheet }

/** In which states a sheet of a purpose is signed: a call while nobody writes it, what comes after it as long as somebody has the call. */
const SIGNED_IN: Record<Sheet['purpose'], readonly State[]> = {
  call: ['signing', 'approved', 'running', 'paused'],
  template: ['signing', 'approved', 'running', 'paused'],
  result: ['approved', 'running', 'paused', 'ended'],
  correction: ['approved', 'running', 'paused', 'ended', 'cancelled'],
}

/** Call or template: what a campaign itself says. */
const isMain = ({ purpose }: Pick<KeptSheet, 'purpose'>): boolean => purpose === 'call' || purpose === 'template'

/** The newest of its purpose that can be signed now; `number`: that one and no other. */
export const subjectOf = async (
  tx: Tx,
  { demo, store }: { demo: boolean; store: { readonly instance: string } },
  id: CampaignId,
  number?: number,
): Promise<Subject | undefined> => {
  const campaign = await campaignById(tx, id)
  if (!campaign || campaign.demo !== demo) return undefined
  const all = await sheetsOf(tx, id)
  const newest = all.filter((it, at) => all.findIndex(other => isSame(other, it)) === at)
  const kept = newest.find(
    it => SIGNED_IN[it.purpose].includes(campaign.state) && (number === undefined || it.number === number),
  )
  const sheet = kept && readSheet(kept.body)
  return kept && sheet?.instance === store.instance ? { campaign, kept, sheet } : undefined
}

const isSame = (one: KeptSheet, other: KeptSheet): boolean =>
  one.purpose === other.purpose || (isMain(one) && isMain(other))

/** What the campaign itself says, as it was written last, in whatever state it is. */
export const mainSheet = async (tx: Tx, id: CampaignId): Promise<KeptSheet | undefined> =>
  (await sheetsOf(tx, id)).find(isMain)
