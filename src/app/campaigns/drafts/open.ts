import { isMain } from '../../../domain/campaigns/newest.ts'
import { readSheet, type Sheet } from '../../../domain/campaigns/sheet.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { type Campaign, campaignById, type KeptSheet, sheetsOf } from '../../../store/campaigns/index.ts'
import type { Tx } from '../../../store/index.ts'
import { mediaByHash } from '../../../store/media.ts'
import { activeStaff } from '../../../store/staff.ts'
import type { CampaignRooms } from '../index.ts'
import { WRITTEN } from './save.ts'

/** A saved state; `who`: none, if they have left. */
export type Saving = { number: number; at: Instant; who: string | undefined }
export type DraftView = {
  campaign: Campaign
  who: string | undefined
  /** The newest of what is to be sent, or the one that was asked for. */
  sheet: Sheet
  /** The newest first. */
  history: Saving[]
  /** Whether one may still write. */
  open: boolean
  /** What staff called the files, by hash. */
  files: Map<string, string>
}

/** `number` undefined: the newest. */
export const openDraft = (
  { store, demo }: Pick<CampaignRooms, 'store' | 'demo'>,
  id: CampaignId,
  number?: number,
): Promise<DraftView | undefined> =>
  store.tx(async tx => {
    const campaign = await campaignById(tx, id)
    if (!campaign || campaign.demo !== demo) return undefined
    const sheets = await draftsOf(tx, id)
    const kept = number === undefined ? sheets[0] : sheets.find(it => it.number === number)
    const sheet = kept && readSheet(kept.body)
    if (!sheet) return undefined
    const names = new Map((await activeStaff(tx)).map(it => [it.id, it.name]))
    const files = new Map<string, string>()
    for (const { hash } of Object.values(sheet.media)) files.set(hash, (await mediaByHash(tx, hash))?.name ?? '')
    return {
      campaign,
      who: names.get(campaign.owner),
      sheet,
      history: sheets.map(({ number, at, staff }) => ({ number, at, who: names.get(staff) })),
      open: WRITTEN.includes(campaign.state),
      files,
    }
  })

/** Corrections and results are written elsewhere. */
export const draftsOf = async (tx: Tx, id: CampaignId): Promise<KeptSheet[]> => (await sheetsOf(tx, id)).filter(isMain)
