/** The rate of each bot token in one row, so that all who send share one limit. */
import type { Tx } from './index.ts'

/** @param token a name for the bot token, never the token itself. */
export const readPace = async (tx: Tx, token: string): Promise<number | undefined> =>
  (await tx.selectFrom('pace').select('tat').where('token', '=', token).executeTakeFirst())?.tat

/** @param tat theoretical arrival time of the next message, in ms (GCRA). */
export const writePace = async (tx: Tx, token: string, tat: number): Promise<void> => {
  await tx
    .insertInto('pace')
    .values({ token, tat })
    .onConflict(conflict => conflict.column('token').doUpdateSet({ tat }))
    .execute()
}
