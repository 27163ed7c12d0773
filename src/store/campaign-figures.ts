/** What came of a campaign, in numbers; never about a person. */
import type { ActTally } from '../domain/campaigns/figures.ts'
import type { CampaignId } from '../kit/ids.ts'
import { toBytes } from './ids.ts'
import type { Tx } from './index.ts'

/** What people did how often. */
export const actTallies = (tx: Tx, campaign: CampaignId): Promise<ActTally[]> =>
  tx
    .selectFrom('campaign_tallies')
    .select(['act', 'answer', 'area', 'lang', 'n'])
    .where('campaign', '=', toBytes(campaign))
    .where('n', '>', 0)
    .execute()
