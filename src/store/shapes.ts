import type { CompiledQuery, DialectAdapter } from 'kysely'
import type { Tx } from './index.ts'

/** Rows per statement. Any number is a sum of few of these, so five prepared statements serve every batch. */
const SIZES = [256, 64, 16, 4, 1]

/**
 * A statement over many rows, compiled once per database and size; later calls only change the parameters. Compiling a
 * query costs more than running it, and a batch is the same few queries every time.
 * @param build the query for `size` rows, with any value in place of each parameter.
 * @param values a row's parameters, in the order in which they stand in the query.
 * @returns what runs it over any number of rows; `lead` are the parameters that stand before those of the rows.
 */
export const perRows = <Row, Result = never>(
  build: (tx: Tx, size: number) => { compile(): CompiledQuery },
  values: (row: Row) => readonly unknown[],
) => {
  const known = new WeakMap<DialectAdapter, Map<number, CompiledQuery>>()
  const compiled = (tx: Tx, size: number): CompiledQuery => {
    const { adapter } = tx.getExecutor()
    const sizes = known.get(adapter) ?? new Map<number, CompiledQuery>()
    const query = sizes.get(size) ?? build(tx, size).compile()
    known.set(adapter, sizes.set(size, query))
    return query
  }
  return async (tx: Tx, rows: readonly Row[], lead: readonly unknown[] = []): Promise<Result[]> => {
    const results: Result[] = []
    let at = 0
    for (const size of SIZES)
      for (; rows.length - at >= size; at += size) {
        const query = compiled(tx, size)
        const parameters = [...lead, ...rows.slice(at, at + size).flatMap(values)]
        if (parameters.length !== query.parameters.length) throw new Error('a statement and its values do not fit')
        const found = await tx.executeQuery({ ...query, parameters })
        for (const row of found.rows) results.push(row as Result)
      }
    return results
  }
}

/** `size` times the same stand-in, for `build`. */
export const blanks = <T>(size: number, blank: T): T[] => new Array<T>(size).fill(blank)

/** A stand-in for a parameter of any type. */
export const BLANK = 0 as never
