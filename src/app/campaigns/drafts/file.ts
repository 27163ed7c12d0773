import { publicName } from '../../../domain/campaigns/media.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { sheetsOf } from '../../../store/campaigns/index.ts'
import { mediaByHash } from '../../../store/media.ts'
import type { CampaignRooms } from '../index.ts'

export type DraftFile = { mime: string; name: string; bytes: Uint8Array }

/** For staff, who look at what they wrote: a file that one of this campaign's sheets names. */
export const draftFile = (
  { store }: Pick<CampaignRooms, 'store'>,
  id: CampaignId,
  hash: string,
): Promise<DraftFile | undefined> =>
  store.tx(async tx => {
    const named = (await sheetsOf(tx, id)).some(({ body }) => body.includes(`"hash":"${hash}"`))
    const media = named ? await mediaByHash(tx, hash) : undefined
    return media && { mime: media.mime, name: publicName(media.kind, media.mime), bytes: media.bytes }
  })
