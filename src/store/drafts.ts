import type { DraftId, Instant, PersonKey } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import type { Tx } from './index.ts'
export type Draft = { id: DraftId; person: PersonKey; body: Uint8Array; until: Instant }
export declare const keepDraft: (tx: Tx, row: Draft & { body: Sealed }) => Promise<void>
export declare const loadDrafts: (tx: Tx, ids: DraftId[]) => Promise<Map<DraftId, Draft>>
export declare const removeDrafts: (tx: Tx, ids: DraftId[]) => Promise<void>
export declare const removeDraftsOf: (tx: Tx, person: PersonKey) => Promise<void>
export declare const pruneDrafts: (tx: Tx, now: Instant) => Promise<number>
