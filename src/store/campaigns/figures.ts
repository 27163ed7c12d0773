/** What came of a campaign, in numbers; never about a person. */
import type { ActTally } from '../../domain/campaigns/figures.ts'
import type { CampaignId } from '../../kit/ids.ts'
import { toBytes } from '../ids.ts'
import type { Tx } from '../index.ts'

/** What people did how often. */
export const actTallies = (tx: Tx, campaign: CampaignId): Promise<ActTally[]> =>
  tx
    .selectFrom('campaign_tallies')
    .select(['act', 'answer', 'area', 'lang', 'n'])
    .where('campaign', '=', toBytes(campaign))
    .where('n', '>', 0)
    .execute()

/** Changes with everything that pages about running campaigns show, and with nothing else. */
export const figuresMark = async (tx: Tx): Promise<string> => {
  const open = tx.selectFrom('campaigns').select('id').where('state', 'not in', ['draft', 'template', 'ended'])
  const sum = (table: 'campaign_counts' | 'campaign_tallies') =>
    tx
      .selectFrom(table)
      .select(eb => [eb.fn.sum<number>('n').as('n'), eb.fn.countAll<number>().as('rows')])
      .where('campaign', 'in', open)
      .executeTakeFirst()
  const states = await tx.selectFrom('campaigns').select(['id', 'state']).orderBy('id').execute()
  const runs = await tx.selectFrom('campaign_runs').select(['run', 'state']).where('campaign', 'in', open).execute()
  const [lines, acts] = [await sum('campaign_counts'), await sum('campaign_tallies')]
  const stopped = await tx.selectFrom('meta').select('value').where('key', '=', 'campaigns').executeTakeFirst()
  return JSON.stringify([lines, acts, states.map(({ state }) => state), runs, stopped?.value])
}
