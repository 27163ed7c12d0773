/** The rate of each bot token in one row, so that all who send share one limit. */
import type { Tx } from './index.ts'
import { BLANK, perRows } from './shapes.ts'

const select = perRows<string, { tat: number }>(
  tx => tx.selectFrom('pace').select('tat').where('token', '=', BLANK),
  token => [token],
)

const upsert = perRows<{ token: string; tat: number }>(
  tx =>
    tx
      .insertInto('pace')
      .values({ token: BLANK, tat: BLANK })
      .onConflict(conflict => conflict.column('token').doUpdateSet(eb => ({ tat: eb.ref('excluded.tat') }))),
  row => [row.token, row.tat],
)

/** @param token a name for the bot token, never the token itself. */
export const readPace = async (tx: Tx, token: string): Promise<number | undefined> =>
  (await select(tx, [token]))[0]?.tat

/** @param tat theoretical arrival time of the next message, in ms (GCRA). */
export const writePace = async (tx: Tx, token: string, tat: number): Promise<void> =>
  void (await upsert(tx, [{ token, tat }]))
