/**
 * What was done in a campaign how often, by area and by language: all that stays when it is over. Two lists and no table of the one by the
 * other: the only Nepali speaker of a small area would be found in it, also by whoever has no more than the file.
 */
import { sql } from 'kysely'
import type { Counted } from '../../domain/campaigns/actions.ts'
import type { ActTally, Every } from '../../domain/campaigns/figures.ts'
import type { CampaignId } from '../../kit/ids.ts'
import { toBytes } from '../ids.ts'
import type { Tx } from '../index.ts'
import { BLANK, blanks, perRows } from '../shapes.ts'

/** `answer` '': people. Of a poll each chosen answer is counted beside them; of an event who comes, who does not and who waits. */
type Counting = ActTally & { campaign: CampaignId; act: Counted }

/** `n` may be less than nothing: somebody has taken back what was counted. In the transaction of the deed itself. */
export const addTallies = async (tx: Tx, rows: readonly Counting[]): Promise<void> => {
  await add(tx, rows.flatMap(inLists))
  if (rows.some(({ n }) => n < 0)) await tx.deleteFrom('campaign_tallies').where('n', '=', 0).execute()
}

const EVERY: Every = '*'
const inLists = (row: Counting): Counting[] => [
  { ...row, lang: EVERY },
  { ...row, area: EVERY },
]

const add = perRows<Counting>(
  (tx, size) =>
    tx
      .insertInto('campaign_tallies')
      .values(blanks(size, { campaign: BLANK, act: BLANK, answer: BLANK, area: BLANK, lang: BLANK, n: BLANK }))
      .onConflict(conflict =>
        conflict
          .columns(['campaign', 'act', 'answer', 'area', 'lang'])
          .doUpdateSet(eb => ({ n: eb('campaign_tallies.n', '+', eb.ref('excluded.n')) })),
      ),
  row => [toBytes(row.campaign), row.act, row.answer, row.area, row.lang, row.n],
)

/** Of all areas and languages. */
export const countActs = async (tx: Tx, campaign: CampaignId, act: Counted, answer: string): Promise<number> =>
  Number((await sum(tx, [{ campaign, act, answer }]))[0]?.n ?? 0)

const sum = perRows<Pick<Counting, 'campaign' | 'act' | 'answer'>, { n: number | null }>(
  tx =>
    tx
      .selectFrom('campaign_tallies')
      .select(eb => eb.fn.sum<number | null>('n').as('n'))
      .where('campaign', '=', BLANK)
      .where('act', '=', BLANK)
      .where('answer', '=', BLANK)
      .where('lang', '=', sql.lit(EVERY)),
  row => [toBytes(row.campaign), row.act, row.answer],
)
