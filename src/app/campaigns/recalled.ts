import type { CampaignId } from '../../kit/ids.ts'
import { runsOf } from '../../store/campaigns/runs.ts'
import type { Tx } from '../../store/index.ts'

/** What is being taken away from some, or was, is said and shown to nobody else. It is for good: a recalled call is never sent again. */
export const isRecalled = async (tx: Tx, campaign: CampaignId): Promise<boolean> =>
  (await runsOf(tx, campaign)).some(({ purpose, state }) => purpose === 'recall' && state !== 'cancelled')
