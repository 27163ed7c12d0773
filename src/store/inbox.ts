import type { Tx } from './index.ts'
export declare const claimUpdates: (tx: Tx, hashes: Uint8Array[], hour: number) => Promise<Set<string>>
export declare const pruneInbox: (tx: Tx, beforeHour: number) => Promise<number>
