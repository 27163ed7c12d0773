import { Worker } from 'node:worker_threads'
import { Kysely, type Transaction } from 'kysely'
import { climb, type Rung, StoreRefusal } from './ladder.ts'
import { copySqlite, openSqlite, sqliteDialect, truncateJournal } from './sqlite.ts'

/** One file: opened with its promises asserted, upgraded, and written to by one transaction at a time. */
export type Database<Tables> = {
  /**
   * One write transaction; the next begins when this one has ended. Rolled back if `work` throws, and then the error goes on.
   * Never open another one of the same database inside `work`: it would wait for itself.
   */
  tx<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>
  /** Empties the journal between two transactions. */
  checkpoint(): Promise<void>
  /** A consistent copy at `path`, made by another thread while work goes on. */
  copy(path: string): Promise<void>
  close(): Promise<void>
}

/**
 * @param options.keep where the copy before an upgrade goes; told the next rung's name, it returns a path.
 * @param options.alone see `openSqlite`.
 */
export const openDatabase = async <Tables>(options: {
  path: string
  rungs: readonly Rung[]
  keep(next: string): string
  alone?: boolean
}): Promise<Database<Tables>> => {
  const { path, rungs, keep } = options
  const sqlite = openOrRefuse(path, options.alone)
  const db = new Kysely<Tables>({ dialect: sqliteDialect(sqlite) })
  try {
    await climb({ db: db as unknown as Kysely<never>, rungs, keep: next => copySqlite(sqlite, keep(next)) })
  } catch (error) {
    sqlite.close()
    throw error
  }
  return {
    // Kysely lends its only connection to one transaction at a time; that is the queue.
    tx: work => db.transaction().execute(work),
    checkpoint: () => db.connection().execute(async () => void truncateJournal(sqlite)),
    copy: to => copyAside(path, to),
    close: async () => {
      await db.connection().execute(async () => void truncateJournal(sqlite))
      await db.destroy()
    },
  }
}

const openOrRefuse = (path: string, alone = false): ReturnType<typeof openSqlite> => {
  try {
    return openSqlite(path, alone)
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error
    throw new StoreRefusal(
      alone
        ? 'Tulay is running, or another command is at work on the data. Stop it first (SIGTERM, or Ctrl+C).'
        : 'A command has the data to itself just now. Try again when it is done.',
    )
  }
}

const copyAside = (from: string, to: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./copy-worker.ts', import.meta.url), { workerData: { from, to } })
    worker.once('error', reject)
    worker.once('exit', code => (code === 0 ? resolve() : reject(new Error(`the copy ended with code ${code}`))))
  })
