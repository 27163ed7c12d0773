import type { Kysely } from 'kysely'
import type { Ddl } from '../sqlite.ts'

/** The second file: half of each case key. No time and no order, so that it says nothing by itself. */
export const up = async (db: Kysely<never>, { bytes, table }: Ddl): Promise<void> => {
  await db.schema
    .createTable('shreds')
    .modifyEnd(table)
    .addColumn('concern', bytes, it => it.primaryKey())
    .addColumn('half', bytes, it => it.notNull())
    .execute()
}
