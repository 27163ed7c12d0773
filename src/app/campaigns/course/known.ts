import { readSheet, type Sheet } from '../../../domain/campaigns/sheet.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { type Campaign, campaignById } from '../../../store/campaigns/index.ts'
import type { Tx } from '../../../store/index.ts'
import type { CampaignRooms } from '../index.ts'
import { mainSheet } from '../main-sheet.ts'

/** A campaign with the sheet of its call: the newest, which nobody writes anew once it is to be signed. */
export type Known = { campaign: Campaign; sheet: Sheet | undefined }

/** A demo knows the demo's, a group its own. */
export const knownCampaign = async (
  tx: Tx,
  { demo }: Pick<CampaignRooms, 'demo'>,
  id: CampaignId,
): Promise<Known | undefined> => {
  const campaign = await campaignById(tx, id)
  if (!campaign || campaign.demo !== demo) return undefined
  const call = await mainSheet(tx, id)
  return { campaign, sheet: call && readSheet(call.body) }
}
