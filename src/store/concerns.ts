import type { ChannelName, ConcernId } from '../kit/ids.ts'
import type { SealedConcern } from '../privacy/case-keys.ts'
import type { Tx } from './index.ts'
export const URGENCIES = ['emergency', 'urgent', 'soon', 'routine'] as const
export type Urgency = (typeof URGENCIES)[number]
/** All that stands in clear about a concern. */
export type ConcernRow = {
  id: ConcernId
  category: string
  area: string | null
  urgency: Urgency
  status: string
  channel: ChannelName
  /** ISO week, `2025-W07`. */
  week: string
  /** Day, `2025-02-14`. */
  deadline: string
  demo: boolean
}
export declare const insertConcern: (
  tx: Tx,
  row: ConcernRow & { capability: Uint8Array; receipt: Uint8Array; sealed: SealedConcern },
) => Promise<void>
export declare const concernByCapability: (tx: Tx, hash: Uint8Array) => Promise<ConcernRow | undefined>
export declare const concernByReceipt: (tx: Tx, lookup: Uint8Array) => Promise<ConcernRow | undefined>
export declare const eraseConcern: (tx: Tx, id: ConcernId) => Promise<boolean>
export declare const queue: (tx: Tx, page: { limit: number; offset: number }) => Promise<ConcernRow[]>
export declare const countQueue: (tx: Tx) => Promise<number>
/** What a moderator's browser (or the recovery drill) needs to open a concern, besides the shred half. */
export declare const sealedConcern: (tx: Tx, id: ConcernId) => Promise<SealedConcern | undefined>
