/** All that only SQLite has: opening, pragmas, checkpoints, copies, and the dialect that Kysely speaks to it with. */
import { chmodSync, closeSync, fsyncSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import { createDirect, createDriver, createPrepared, type Direct } from './sqlite-driver.ts'

export type Sqlite = InstanceType<typeof Database>

const BUSY_MS = 5000
/** Who wants to be alone learns soon that somebody is there. */
const ALONE_MS = 500

/** As SQLite reads them back. `secure_delete` and `synchronous` do not persist in the file, so every open sets them. */
const PRAGMAS: Record<string, { set: string; reads: string | number }> = {
  journal_mode: { set: 'WAL', reads: 'wal' },
  synchronous: { set: 'FULL', reads: 2 },
  secure_delete: { set: 'ON', reads: 1 },
  temp_store: { set: 'MEMORY', reads: 2 },
  foreign_keys: { set: 'ON', reads: 1 },
  trusted_schema: { set: 'OFF', reads: 0 },
  cell_size_check: { set: 'ON', reads: 1 },
  // 16 MB of journal instead of 4: hot pages are written back a quarter as often (10 % of a batch's time).
  wal_autocheckpoint: { set: '4000', reads: 4000 },
  busy_timeout: { set: String(BUSY_MS), reads: BUSY_MS },
}

/**
 * Opens or makes a database file that only its owner may read; journal and index files take over its mode.
 * @param alone the file is locked until it is closed (the system lets go of it when the process dies).
 * @throws SQLITE_BUSY if somebody else has it open or has locked it.
 */
export const openSqlite = (path: string, alone = false): Sqlite => {
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const sqlite = new Database(path, alone ? { timeout: ALONE_MS } : {})
  try {
    // Before the file is read for the first time, so that the lock is taken with the first read.
    if (alone) sqlite.pragma('locking_mode = EXCLUSIVE')
    for (const [name, { set }] of Object.entries(PRAGMAS)) sqlite.pragma(`${name} = ${set}`)
    if (alone) sqlite.exec('begin immediate; commit')
    assertPragmas(sqlite)
  } catch (error) {
    sqlite.close()
    throw error
  }
  return sqlite
}

/** Reads every pragma back. Throws with the name of the first that is not what the promise to the people needs. */
export const assertPragmas = (sqlite: Sqlite): void => {
  for (const [name, { reads }] of Object.entries(PRAGMAS)) {
    const found = sqlite.pragma(name, { simple: true })
    if (found !== reads) throw new Error(`SQLite: ${name} is ${found}, must be ${reads}`)
  }
}

/** Knows the short way to the only connection, for statements that were compiled before (shapes.ts). */
class DirectAdapter extends SqliteAdapter {
  readonly direct: Direct
  constructor(direct: Direct) {
    super()
    this.direct = direct
  }
}

/** @param begin how a transaction begins; who only reads must not ask for the write lock. */
export const sqliteDialect = (sqlite: Sqlite, begin: 'begin' | 'begin immediate' = 'begin immediate'): Dialect => {
  const prepared = createPrepared(sqlite)
  return {
    createDriver: () => createDriver(sqlite, prepared, begin),
    createAdapter: () => new DirectAdapter(createDirect(prepared)),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: db => new SqliteIntrospector(db),
  }
}

/** The words in which migrations differ between databases. */
export type Ddl = typeof SQLITE_DDL
export const SQLITE_DDL = {
  bytes: sql`blob`,
  /** 64 bits. */
  whole: sql`integer`,
  float: sql`real`,
  /** Random ids without a row number: the order of insertion links nothing. */
  table: sql`strict, without rowid`,
} as const

/**
 * Moves the journal into the database and empties it, so that what was erased is nowhere. Never waits: a reader in another
 * process (a backup) makes it do what it can, and the next one does the rest.
 * @returns whether the journal is empty now.
 */
export const truncateJournal = (sqlite: Sqlite): boolean => {
  sqlite.pragma('busy_timeout = 0')
  try {
    const [result] = sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    return result?.busy === 0
  } finally {
    sqlite.pragma(`busy_timeout = ${BUSY_MS}`)
  }
}

/** A consistent copy without free pages, at a path where nothing stands yet, readable by the owner only. */
export const copySqlite = (sqlite: Sqlite, path: string): void => {
  closeSync(openSync(path, 'wx', 0o600))
  sqlite.prepare('vacuum into ?').run(path)
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}
