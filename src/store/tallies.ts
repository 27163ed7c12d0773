/** Counts per day, without people: the ground of all statistics. */
import type { Tx } from './index.ts'
import { BLANK, blanks, perRows } from './shapes.ts'

type Tally = { day: string; name: string; n: number }

const add = perRows<Tally>(
  (tx, size) =>
    tx
      .insertInto('tallies')
      .values(blanks(size, { day: BLANK, name: BLANK, n: BLANK }))
      .onConflict(conflict =>
        conflict.columns(['day', 'name']).doUpdateSet(eb => ({ n: eb('tallies.n', '+', eb.ref('excluded.n')) })),
      ),
  row => [row.day, row.name, row.n],
)

/** Adds to the day's counts. `day`: `2025-02-14`. */
export const count = async (tx: Tx, day: string, tallies: Map<string, number>): Promise<void> =>
  void (await add(
    tx,
    Array.from(tallies, ([name, n]) => ({ day, name, n })),
  ))

/** All counts of the days from `from` to `to`, both included. */
export const tallies = (tx: Tx, from: string, to: string): Promise<Tally[]> =>
  tx
    .selectFrom('tallies')
    .selectAll()
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('name')
    .execute()
