import type { Tx } from './index.ts'
/** `token`: a name for the bot token (a keyed hash), never the token itself. `tat`: theoretical arrival time, ms. */
export declare const readPace: (tx: Tx, token: string) => Promise<number | undefined>
export declare const writePace: (tx: Tx, token: string, tat: number) => Promise<void>
