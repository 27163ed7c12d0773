/** Half of each case key, in a file of its own: erasing it makes every older copy of the concern noise. */
import type { ConcernId } from '../kit/ids.ts'
import type { Database } from './database.ts'
import { toBytes, toId } from './ids.ts'
import { BLANK, blanks, perRows } from './shapes.ts'
import type { ShredTables, Tables } from './tables.ts'

export type ShredStore = {
  /** On the disk when this resolves. Call it before the concern is committed: a lost half cannot be made good, an orphan can. */
  put(rows: { id: ConcernId; half: Uint8Array }[]): Promise<void>
  get(ids: ConcernId[]): Promise<Map<ConcernId, Uint8Array>>
  /**
   * Gone from the file and its journal when this resolves. What stays is an empty mark that the case is being erased, until
   * `finish`: a crash before its rows are gone from the other file is seen by it.
   */
  erase(ids: ConcernId[]): Promise<void>
  /** Cases whose half was erased, and that may still have rows in the other file. */
  begun(): Promise<ConcernId[]>
  /** Takes the marks away: the rows are gone. */
  finish(ids: ConcernId[]): Promise<void>
  /** Halves whose concern was never committed, or is gone. Not those of the last hour: their concern may be on its way. */
  orphans(): Promise<ConcernId[]>
}

const insert = perRows<{ id: ConcernId; half: Uint8Array }, never, ShredTables>(
  (tx, size) => tx.insertInto('shreds').values(blanks(size, { concern: BLANK, half: BLANK })),
  row => [toBytes(row.id), row.half],
)

/** In place of a half that was erased. */
const MARK = new Uint8Array(0)
/** Longer than any transaction. */
const YOUNG_MS = 3_600_000
const PAGE = 500

export const createShredStore = (
  shred: Database<ShredTables>,
  main: Database<Tables>,
  now: () => number,
): ShredStore => {
  /** In memory, because the file holds no time; what a crash left behind is nobody's any more. */
  const young = new Map<ConcernId, number>()

  const page = (after: Uint8Array): Promise<Uint8Array[]> =>
    shred.tx(async tx => {
      const query = tx
        .selectFrom('shreds')
        .select('concern')
        .where('concern', '>', after)
        .where('half', '<>', MARK)
        .orderBy('concern')
        .limit(PAGE)
      return (await query.execute()).map(row => row.concern)
    })
  const filed = (ids: Uint8Array[]): Promise<Set<ConcernId>> =>
    main.tx(async tx => {
      const rows = await tx.selectFrom('concerns').select('id').where('id', 'in', ids).execute()
      return new Set(rows.map(row => toId<ConcernId>(row.id)))
    })

  return {
    put: rows =>
      shred.tx(async tx => {
        for (const { id } of rows) young.set(id, now())
        await insert(tx, rows)
      }),
    get: ids =>
      shred.tx(async tx => {
        const halves = new Map<ConcernId, Uint8Array>()
        for (const id of ids) {
          const query = tx
            .selectFrom('shreds')
            .select('half')
            .where('concern', '=', toBytes(id))
            .where('half', '<>', MARK)
          const row = await query.executeTakeFirst()
          if (row) halves.set(id, row.half)
        }
        return halves
      }),
    erase: async ids => {
      await shred.tx(async tx => {
        for (const id of ids)
          await tx
            .insertInto('shreds')
            .values({ concern: toBytes(id), half: MARK })
            .onConflict(conflict => conflict.column('concern').doUpdateSet({ half: MARK }))
            .execute()
      })
      await shred.checkpoint()
    },
    begun: () =>
      shred.tx(async tx => {
        const rows = await tx.selectFrom('shreds').select('concern').where('half', '=', MARK).execute()
        return rows.map(row => toId<ConcernId>(row.concern))
      }),
    finish: async ids => {
      await shred.tx(async tx => {
        for (const id of ids)
          await tx.deleteFrom('shreds').where('concern', '=', toBytes(id)).where('half', '=', MARK).execute()
      })
      await shred.checkpoint()
    },
    orphans: async () => {
      for (const [id, at] of young) if (Math.abs(now() - at) > YOUNG_MS) young.delete(id)
      const orphans: ConcernId[] = []
      let after: Uint8Array = new Uint8Array(0)
      for (let ids = await page(after); ids.length > 0; ids = await page(after)) {
        const known = await filed(ids)
        for (const id of ids.map(toId<ConcernId>)) if (!known.has(id) && !young.has(id)) orphans.push(id)
        after = ids.at(-1) ?? after
      }
      return orphans
    },
  }
}
