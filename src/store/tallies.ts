import type { Tx } from './index.ts'
export declare const count: (tx: Tx, day: string, tallies: Map<string, number>) => Promise<void>
export declare const tallies: (tx: Tx, from: string, to: string) => Promise<{ day: string; name: string; n: number }[]>
