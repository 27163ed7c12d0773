import { newestEach } from '../../../domain/campaigns/newest.ts'
import { readSheet, type Sheet } from '../../../domain/campaigns/sheet.ts'
import { SIGNED_IN } from '../../../domain/campaigns/states.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { type Campaign, campaignById, type KeptSheet, sheetsOf } from '../../../store/campaigns/index.ts'
import type { Tx } from '../../../store/index.ts'

/** A sheet before its signers. */
export type Subject = { campaign: Campaign; kept: KeptSheet; sheet: Sheet }

type SubjectRooms = { demo: boolean; store: { readonly instance: string } }

/** What can be signed now: of each purpose the newest sheet, the newest first. */
export const subjectsOf = async (tx: Tx, { demo, store }: SubjectRooms, id: CampaignId): Promise<Subject[]> => {
  const campaign = await campaignById(tx, id)
  if (!campaign || campaign.demo !== demo) return []
  return newestEach(await sheetsOf(tx, id)).flatMap(kept => {
    const sheet = SIGNED_IN[kept.purpose].includes(campaign.state) ? readSheet(kept.body) : undefined
    return sheet?.instance === store.instance ? [{ campaign, kept, sheet }] : []
  })
}

/** This one, if it can be signed now. */
export const subjectOf = async (
  tx: Tx,
  rooms: SubjectRooms,
  id: CampaignId,
  number: number,
): Promise<Subject | undefined> => (await subjectsOf(tx, rooms, id)).find(({ kept }) => kept.number === number)
