import { isMain } from '../../domain/campaigns/newest.ts'
import type { CampaignId } from '../../kit/ids.ts'
import { type KeptSheet, sheetsOf } from '../../store/campaigns/index.ts'
import type { Tx } from '../../store/index.ts'

/** What the campaign itself says, as it was written last, in whatever state it is. */
export const mainSheet = async (tx: Tx, id: CampaignId): Promise<KeptSheet | undefined> =>
  (await sheetsOf(tx, id)).find(isMain)
