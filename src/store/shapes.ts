import type { CompiledQuery, DialectAdapter, Transaction } from 'kysely'
import type { Direct } from './sqlite-driver.ts'
import type { Tables } from './tables.ts'

/** Rows per statement. Any number is a sum of few of these, so seven prepared statements serve every batch. */
const SIZES = [256, 64, 16, 4, 3, 2, 1]

/** A query whose parameters change from call to call, compiled once per database and number of rows. */
type Shape = { sql: string; query: CompiledQuery; parameters: number }

/**
 * A statement over many rows, compiled once per database and size; later calls only change the parameters. Compiling a
 * query costs more than running it, and a batch is the same few queries every time.
 * @param build the query for `size` rows, with any value in place of each parameter. Where it sorts, a parameter stands in
 * `in (?)` and not behind `=`, and a limit as `cast(? as integer)`: SQLite plans such a query anew for each value (STAT4; another
 * one might make the sorting needless), which costs ten times what running it does.
 * @param values a row's parameters, in the order in which they stand in the query.
 * @returns what runs it over any number of rows; `lead` are the parameters that stand before those of the rows.
 */
export const perRows = <Row, Result = never, Of = Tables>(
  build: (tx: Transaction<Of>, size: number) => { compile(): CompiledQuery },
  values: (row: Row) => readonly unknown[],
) => {
  const known = new WeakMap<DialectAdapter, Map<number, Shape>>()
  const shapeOf = (tx: Transaction<Of>, adapter: DialectAdapter, size: number): Shape => {
    const sizes = known.get(adapter) ?? new Map<number, Shape>()
    known.set(adapter, sizes)
    const found = sizes.get(size)
    if (found) return found
    const query = build(tx, size).compile()
    const shape = { sql: query.sql, query, parameters: query.parameters.length }
    sizes.set(size, shape)
    return shape
  }
  return async (tx: Transaction<Of>, rows: readonly Row[], lead: readonly unknown[] = []): Promise<Result[]> => {
    const { adapter } = tx.getExecutor()
    const results: Result[] = []
    let at = 0
    for (const size of SIZES)
      for (; rows.length - at >= size; at += size) {
        const shape = shapeOf(tx, adapter, size)
        const parameters = [...lead]
        for (let row = at; row < at + size; row++) parameters.push(...values(rows[row] as Row))
        if (parameters.length !== shape.parameters) throw new Error('a statement and its values do not fit')
        const direct = directOf(adapter)
        const found = direct
          ? direct(shape.sql, parameters)
          : (await tx.executeQuery({ ...shape.query, parameters })).rows
        for (const row of found) results.push(row as Result)
      }
    return results
  }
}

/** A database whose connection is in this process lends the short way to it; one over the network has none. */
const directOf = (adapter: DialectAdapter): Direct | undefined => (adapter as { direct?: Direct }).direct

/** `size` times the same stand-in, for `build`. */
export const blanks = <T>(size: number, blank: T): T[] => new Array<T>(size).fill(blank)

/** A stand-in for a parameter of any type. */
export const BLANK = 0 as never
