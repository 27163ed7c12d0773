import type { Instant, PersonKey } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import type { Tx } from './index.ts'
export declare const addTraces: (tx: Tx, rows: { person: PersonKey; ref: Sealed; at: Instant }[]) => Promise<void>
export declare const tracesOf: (tx: Tx, person: PersonKey) => Promise<{ ref: Uint8Array; at: Instant }[]>
export declare const removeTraces: (tx: Tx, person: PersonKey) => Promise<void>
export declare const pruneTraces: (tx: Tx, before: Instant) => Promise<number>
