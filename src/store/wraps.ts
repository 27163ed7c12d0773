/** Half A of each case key, sealed to one keyholder each: who can open what, and how that spreads and ends. */
import { sql } from 'kysely'
import type { ConcernId } from '../kit/ids.ts'
import { WORDS } from './concerns.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

export type CaseWrap = { concern: ConcernId; sealed: Uint8Array }
/** `closed`: closed ones count too; what is on paper opens, and passes on, everything. */
type Pair = { from: string; to: string; closed?: boolean }

const lacking = (tx: Tx, { from, to, closed = false }: Pair) => {
  const all = tx
    .selectFrom('concern_wraps as mine')
    .innerJoin('concerns', 'concerns.id', 'mine.concern')
    .where('mine.holder', '=', toBytes(from))
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('concern_wraps as theirs')
            .select('theirs.concern')
            .whereRef('theirs.concern', '=', 'mine.concern')
            .where('theirs.holder', '=', toBytes(to)),
        ),
      ),
    )
  return closed ? all : all.where('concerns.status', '<>', 'closed')
}

/** What is sealed to `from`, and not to `to`, a page behind `after`. */
export const missingWraps = async (tx: Tx, pair: Pair, page: { after: string; limit: number }): Promise<CaseWrap[]> => {
  const rows = await lacking(tx, pair)
    .select(['mine.concern', 'mine.sealed'])
    .where('mine.concern', '>', toBytes(page.after))
    .orderBy('mine.concern')
    .limit(page.limit)
    .execute()
  return rows.map(({ concern, sealed }) => ({ concern: toId<ConcernId>(concern), sealed }))
}

export const countMissing = async (tx: Tx, pair: Pair): Promise<number> => {
  const { n } = await lacking(tx, pair).select(count).executeTakeFirstOrThrow()
  return Number(n)
}

/** Only of concerns that are sealed to `from`; one that `to` has already stays as it is. Returns how many were taken. */
export const addWraps = async (tx: Tx, { from, to }: Pair, wraps: CaseWrap[]): Promise<number> => {
  let taken = 0
  for (const { concern, sealed } of wraps) {
    const its = tx.selectFrom('concern_wraps').select('concern').where('concern', '=', toBytes(concern))
    if (!(await its.where('holder', '=', toBytes(from)).executeTakeFirst())) continue
    const row = { concern: toBytes(concern), holder: toBytes(to), sealed }
    const done = await tx
      .insertInto('concern_wraps')
      .values(row)
      .onConflict(it => it.columns(['concern', 'holder']).doNothing())
      .executeTakeFirstOrThrow()
    taken += Number(done.numInsertedOrUpdatedRows ?? 0n)
  }
  return taken
}

/** How many open concerns each holder can open. */
export const countReadable = async (tx: Tx): Promise<Map<string, number>> => {
  const rows = await tx
    .selectFrom('concern_wraps')
    .innerJoin('concerns', 'concerns.id', 'concern_wraps.concern')
    .select(['concern_wraps.holder', count])
    .where('concerns.status', 'not in', ['closed', WORDS])
    .groupBy('concern_wraps.holder')
    .execute()
  return new Map(rows.map(({ holder, n }) => [toId(holder), Number(n)]))
}

/** How many people can open each of these today: keyholders with an active key whom it is sealed to. Who cannot be opened is not named. */
export const countReaders = async (tx: Tx, concerns: ConcernId[]): Promise<Map<ConcernId, number>> => {
  if (concerns.length === 0) return new Map()
  const rows = await tx
    .selectFrom('concern_wraps')
    .innerJoin('keyholders', 'keyholders.id', 'concern_wraps.holder')
    .select(['concern_wraps.concern', count])
    .where('concern_wraps.concern', 'in', concerns.map(toBytes))
    .where('keyholders.active', '=', 1)
    .where('keyholders.role', '=', 'keyholder')
    .groupBy('concern_wraps.concern')
    .execute()
  return new Map(rows.map(({ concern, n }) => [toId<ConcernId>(concern), Number(n)]))
}

/** What stands without a holder: how many concerns nobody, or one other, of `others` could open. */
export type Loss = { openNone: number; openOne: number; closedNone: number }

export const lossWithout = async (tx: Tx, holder: string, others: string[]): Promise<Loss> => {
  // Never an empty list: no holder has an id of one byte.
  const readers = [new Uint8Array(1), ...others.map(toBytes)]
  const rows = await tx
    .selectFrom('concern_wraps as mine')
    .innerJoin('concerns', 'concerns.id', 'mine.concern')
    .select(eb => [
      sql<number>`concerns.status = 'closed'`.as('closed'),
      eb
        .selectFrom('concern_wraps as theirs')
        .select(it => it.fn.countAll<number>().as('readers'))
        .whereRef('theirs.concern', '=', 'mine.concern')
        .where('theirs.holder', 'in', readers)
        .as('left'),
      count,
    ])
    .where('mine.holder', '=', toBytes(holder))
    .groupBy(['closed', 'left'])
    .execute()
  const sum = (closed: number, readers: number): number =>
    rows.filter(row => row.closed === closed && row.left === readers).reduce((all, { n }) => all + Number(n), 0)
  return { openNone: sum(0, 0), openOne: sum(0, 1), closedNone: sum(1, 0) }
}

const count = sql<number>`count(*)`.as('n')
