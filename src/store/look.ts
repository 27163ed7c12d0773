/** The data as they lie there, for whoever only looks: nothing is made, upgraded or finished, also beside a server that runs. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import type { Tx } from './index.ts'
import { MAIN, SHRED } from './migrations/index.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

/** How one of the two files stands. */
export type FileState = {
  name: string
  /** By `pragma integrity_check`. Then nothing else is read from it. */
  damaged: boolean
  /** Rows that point to nothing. */
  dangling: number
  journal: string
  /** Upgrades that this code has and the file has not; and those that this code does not know. */
  missing: string[]
  foreign: string[]
}

export type Look = {
  states: FileState[]
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Whose halves are there, as hex: `concerns.id`. */
  halves(): Set<string>
  close(): Promise<void>
}

/** Throws where a file is no database, or is not there. */
export const lookInto = (folder: string): Look => {
  const main = openFile(join(folder, 'tulay.db'))
  const shred = openFile(join(folder, 'shred.db'))
  const db = new Kysely<Tables>({ dialect: sqliteDialect(main, 'begin') })
  return {
    states: [stateOf('tulay.db', main, MAIN), stateOf('shred.db', shred, SHRED)],
    read: work => db.transaction().execute(work),
    halves: () => new Set(shred.prepare('select lower(hex(concern)) from shreds').pluck().all() as string[]),
    close: async () => {
      await db.destroy()
      shred.close()
    },
  }
}

const openFile = (path: string) => {
  const file = new Database(path, { readonly: true, fileMustExist: true })
  // Read at once: what is no database throws here and not later.
  file.prepare('select count(*) from sqlite_schema').get()
  return file
}

/** What it complains of names pages and tables, and may quote what stands in them: only whether there is something is told. */
const isDamaged = (file: ReturnType<typeof openFile>): boolean => {
  try {
    return file.pragma('integrity_check(1)', { simple: true }) !== 'ok'
  } catch {
    return true
  }
}

const stateOf = (name: string, file: ReturnType<typeof openFile>, rungs: readonly { name: string }[]): FileState => {
  if (isDamaged(file)) return { name, damaged: true, dangling: 0, journal: 'wal', missing: [], foreign: [] }
  const done = file.prepare('select name from rungs order by name').pluck().all() as string[]
  const known = rungs.map(rung => rung.name)
  return {
    name,
    damaged: false,
    dangling: (file.pragma('foreign_key_check') as unknown[]).length,
    journal: String(file.pragma('journal_mode', { simple: true })),
    missing: known.filter(rung => !done.includes(rung)),
    foreign: done.filter(rung => !known.includes(rung)),
  }
}
