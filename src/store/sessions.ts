import type { Instant, PersonKey } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import type { Tx } from './index.ts'
export declare const loadSessions: (tx: Tx, people: PersonKey[]) => Promise<Map<PersonKey, Uint8Array>>
export declare const saveSessions: (tx: Tx, rows: { person: PersonKey; state: Sealed; due: Instant }[]) => Promise<void>
export declare const removeSessions: (tx: Tx, people: PersonKey[]) => Promise<void>
export declare const dueSessions: (
  tx: Tx,
  now: Instant,
  limit: number,
) => Promise<{ person: PersonKey; state: Uint8Array; due: Instant }[]>
