/**
 * store: the memory. One SQLite file for everything, a second one for halves of case keys. Whoever wants to remember
 * something opens a transaction with `store.tx` and calls the functions of the nouns beside this file.
 */
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CompiledQuery, type Transaction } from 'kysely'
import type { World } from '../kit/world.ts'
import { copyName, wipeOldCopies } from './copies.ts'
import { type Database, openDatabase } from './database.ts'
import { toId } from './ids.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { readMeta, writeMeta } from './meta.ts'
import { MAIN, SHRED } from './migrations/index.ts'
import { perRows } from './shapes.ts'
import { createShredStore, type ShredStore } from './shred.ts'
import type { ShredTables, Tables } from './tables.ts'

export { StoreRefusal } from './ladder.ts'
export type { ShredStore } from './shred.ts'
export type Tx = Transaction<Tables>

export type Store = {
  /** 16 random bytes as base64url, made with the database: tells it from another one, not from its own copy. */
  readonly instance: string
  /**
   * One write transaction; the next begins when this one has ended. Rolled back if `work` throws, and then the error goes on.
   * Never call it inside `work`: it would wait for itself.
   */
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Empties the journals of both files, so that what was erased is nowhere. Never inside `tx`. */
  checkpoint(): Promise<void>
  /**
   * Copies both files, under names with the time in them, into subfolders of their own, `database` and `shred`, because the second
   * must not be kept for long: copies of it that grow too old there are wiped (`old`: how many).
   */
  backup(folder: string): Promise<{ database: string; shred: string; old: number }>
  /** Waits for what is running, empties the journals, closes both files. */
  close(): Promise<void>
  readonly shred: ShredStore
  /** What no write to the database takes back. */
  readonly ledger: Ledger
}

/**
 * Opens or makes the store in `folder` (0700, its files 0600), upgraded to what this code knows.
 * @param options.alone nobody else may have the database open, and nobody can open it until this is closed.
 * @throws StoreRefusal with a sentence for the operator.
 */
export const openStore = async (options: { folder: string; world: World; alone?: boolean }): Promise<Store> => {
  const { folder, world, alone = false } = options
  privateFolder(folder)
  const main = await openDatabase<Tables>({
    path: join(folder, 'tulay.db'),
    rungs: MAIN,
    alone,
    // One copy, the last: it holds what has been erased since.
    keep: next => join(emptyFolder(copyBeforeUpgrade(folder)), `tulay-before-${next}.db`),
  })
  const shred = await openShred(folder).catch(async error => {
    await main.close()
    throw error
  })
  return {
    instance: await instanceOf(main, world),
    tx: work => main.tx(work),
    checkpoint: async () => {
      await main.checkpoint()
      await shred.checkpoint()
    },
    backup: async to => {
      const now = world.now()
      const database = join(privateFolder(join(to, 'database')), copyName('tulay', now))
      const shreds = join(privateFolder(join(to, 'shred')), copyName('shred', now))
      // In this order: every concern that the first copy holds has its half in the second, unless it was erased meanwhile.
      await main.copy(database)
      await shred.copy(shreds)
      await main.tx(tx => writeMeta(tx, 'backup', JSON.stringify({ at: now, folder: to })))
      return { database, shred: shreds, old: wipeOldCopies(join(to, 'shred'), now) }
    },
    close: async () => {
      await main.close()
      await shred.close()
    },
    shred: createShredStore(shred, main, () => world.now()),
    ledger: openLedger(join(folder, 'ledger')),
  }
}

/** One person's failure inside a batch: what `work` wrote is undone if it throws, the rest of the transaction stands. */
export const savepoint = async <T>(tx: Tx, work: () => Promise<T>): Promise<T> => {
  await setMark(tx, ONCE)
  try {
    const result = await work()
    await dropMark(tx, ONCE)
    return result
  } catch (error) {
    await goBack(tx, ONCE)
    await dropMark(tx, ONCE)
    throw error
  }
}

const plain = (text: string) =>
  perRows<null>(
    () => ({ compile: () => CompiledQuery.raw(text) }),
    () => [],
  )
const setMark = plain('savepoint one')
const dropMark = plain('release savepoint one')
const goBack = plain('rollback to savepoint one')
const ONCE = [null]

/** Where the last upgrade left a copy of the database as it was. */
export const copyBeforeUpgrade = (folder: string): string => join(folder, 'before-upgrade')

/** A copy of the halves lives no longer than the upgrade that it is for: kept, it would undo erasures. */
const openShred = async (folder: string): Promise<Database<ShredTables>> => {
  const aside = join(folder, 'before-upgrade-shred')
  const keep = (next: string) => join(emptyFolder(aside), `shred-before-${next}.db`)
  const shred = await openDatabase<ShredTables>({ path: join(folder, 'shred.db'), rungs: SHRED, keep })
  rmSync(aside, { recursive: true, force: true })
  return shred
}

const emptyFolder = (path: string): string => {
  rmSync(path, { recursive: true, force: true })
  return privateFolder(path)
}

const privateFolder = (path: string): string => {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  return path
}

const instanceOf = (main: Database<Tables>, world: World): Promise<string> =>
  main.tx(async tx => {
    const known = await readMeta(tx, 'instance')
    if (known) return known
    const value = toId(world.random(16))
    await writeMeta(tx, 'instance', value)
    return value
  })
