import type { CampaignId, ConcernId } from '../../../kit/ids.ts'
import { removeActionsIn } from '../../../store/campaign-actions.ts'
import { wordsOf } from '../../../store/campaign-words.ts'
import { eraseConcern } from '../../../store/concerns.ts'
import type { Tx } from '../../../store/index.ts'

const PAGE = 500

/**
 * A campaign is over and done: who did what goes, with every address, and only the tallies stay. Words that no moderator let pass go
 * too; what was passed is public by then, and no row says any more whose it was.
 * @returns whose halves of the key must be erased in their file (`store.shred.erase`) before the transaction commits.
 */
export const forgetActors = async (tx: Tx, campaign: CampaignId): Promise<ConcernId[]> => {
  await removeActionsIn(tx, campaign)
  const gone: ConcernId[] = []
  let after: ConcernId | undefined
  do {
    const page = await wordsOf(tx, campaign, { after, limit: PAGE })
    for (const { concern, state } of page) {
      if (state === 'passed') continue
      await eraseConcern(tx, concern)
      gone.push(concern)
    }
    after = page.length === PAGE ? page.at(-1)?.concern : undefined
  } while (after)
  return gone
}
