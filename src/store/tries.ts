import type { Tx } from './index.ts'
/** Counts one try and gives how many there were in this hour, this one included. */
export declare const countTry: (tx: Tx, key: Uint8Array, hour: number) => Promise<number>
export declare const pruneTries: (tx: Tx, beforeHour: number) => Promise<number>
