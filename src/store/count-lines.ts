/** Counts lines of campaigns by what they come to, in the transaction that settles them. */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { LineEnd } from '../domain/campaigns/progress.ts'
import type { LineId } from '../kit/ids.ts'
import { toBytes } from './ids.ts'
import type { Tx } from './index.ts'
import { BLANK, blanks, perRows } from './shapes.ts'
import type { Tables } from './tables.ts'

/** `frozen`: became a line; less all ends it is what is left. `put-off`: how often a ceiling made one wait. */
export type What = 'frozen' | LineEnd | 'put-off'

const COLUMNS = ['campaign', 'run', 'what', 'lang', 'channel', 'n'] as const
const KEY = ['campaign', 'run', 'what', 'lang', 'channel'] as const

const SUM = sql<number>`campaign_counts.n + excluded.n`

/** What the lines that fit are about to come to. To be called before they are changed, in the same transaction. */
export const countLines = async (tx: Tx, what: What, fits: Fits): Promise<void> => {
  await counting(tx, what, fits).execute()
}
type Builder = ExpressionBuilder<Tables, 'outbox'>
export type Fits = (eb: Builder) => Expression<SqlBool>

/** Counts lines back: they have not come to that after all. */
export const countBack = async (tx: Tx, what: What, ids: LineId[]): Promise<void> =>
  void (await backById(tx, ids, [what]))

/** The same for lines by their ids; of those that are gone already nothing is counted. */
export const countById = async (tx: Tx, what: What, ids: LineId[]): Promise<void> => void (await byId(tx, ids, [what]))

const counting = (tx: Tx, what: What, fits: Fits, sign: 1 | -1 = 1) =>
  tx
    .insertInto('campaign_counts')
    .columns(COLUMNS)
    .expression(eb =>
      eb
        .selectFrom('outbox')
        .select([
          sql<Uint8Array>`outbox.campaign`.as('campaign'),
          sql<number>`run`.as('run'),
          sql<string>`${what}`.as('what'),
          sql<string>`lang`.as('lang'),
          'channel',
          sql<number>`${sql.lit(sign)} * count(*)`.as('n'),
        ])
        // A campaign that is not there any more has no counts either.
        .where(sql<boolean>`exists (select 1 from campaigns where campaigns.id = outbox.campaign)`)
        .where(fits)
        .groupBy(['campaign', 'run', 'lang', 'channel']),
    )
    .onConflict(conflict => conflict.columns(KEY).doUpdateSet({ n: SUM }))

const byId = perRows<LineId>(
  (tx, size) => counting(tx, BLANK, eb => eb('id', 'in', blanks(size, BLANK))),
  id => [toBytes(id)],
)
const backById = perRows<LineId>(
  (tx, size) => counting(tx, BLANK, eb => eb('id', 'in', blanks(size, BLANK)), -1),
  id => [toBytes(id)],
)
