import type { Transaction } from 'kysely'
import type { ConcernId } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'
import type { Tables } from './tables.ts'

export type Tx = Transaction<Tables>
export type ShredStore = {
  put(rows: { id: ConcernId; half: Uint8Array }[]): Promise<void>
  get(ids: ConcernId[]): Promise<Map<ConcernId, Uint8Array>>
  erase(ids: ConcernId[]): Promise<void>
  orphans(): Promise<ConcernId[]>
}
export type Store = {
  readonly instance: string
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  checkpoint(): Promise<void>
  backup(folder: string): Promise<{ database: string; shred: string }>
  close(): Promise<void>
  readonly shred: ShredStore
}
export declare const openStore: (options: { folder: string; world: World }) => Promise<Store>
/** One person's failure inside a batch: what `work` wrote is undone if it throws, the rest of the transaction stands. */
export declare const savepoint: <T>(tx: Tx, work: () => Promise<T>) => Promise<T>
