import type { Kysely } from 'kysely'
import { type Ddl, SQLITE_DDL } from './sqlite.ts'

/** One upgrade of what is stored. */
export type Rung = { name: string; up(db: Kysely<never>, ddl: Ddl): Promise<void> }

/** The data cannot be opened by this code. The message is a sentence for the person who runs the server. */
export class StoreRefusal extends Error {}

type RungTable = { rungs: { name: string } }

/**
 * Brings a database to the top of its ladder, rung by rung, each in a transaction of its own.
 * @param it.keep makes a copy; called once, before the first rung that changes a database that holds something.
 * @throws StoreRefusal if the database stands on a rung that this code does not know.
 */
export const climb = async (it: {
  db: Kysely<never>
  rungs: readonly Rung[]
  keep(next: string): void
}): Promise<{ from: number; to: number }> => {
  const db = it.db as unknown as Kysely<RungTable>
  const column = db.schema.createTable('rungs').ifNotExists().modifyEnd(SQLITE_DDL.table)
  await column.addColumn('name', 'text', name => name.primaryKey()).execute()
  const done = (await db.selectFrom('rungs').select('name').orderBy('name').execute()).map(row => row.name)
  const known = it.rungs.map(rung => rung.name)
  const foreign = done.find((name, at) => name !== known[at])
  if (foreign !== undefined)
    throw new StoreRefusal(
      `The data were written by a newer version of Tulay (step "${foreign}" is unknown to this one). ` +
        'Start the newer version, or restore a backup that this version made.',
    )
  const next = known[done.length]
  if (next !== undefined && done.length > 0) it.keep(next)
  for (const rung of it.rungs.slice(done.length))
    await db.transaction().execute(async tx => {
      await rung.up(tx as unknown as Kysely<never>, SQLITE_DDL)
      await tx.insertInto('rungs').values({ name: rung.name }).execute()
    })
  return { from: done.length, to: known.length }
}
