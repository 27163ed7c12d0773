import type { ChannelName, ConcernId, Instant } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import type { Tx } from './index.ts'
export type Notice = { concern: ConcernId; owner: Uint8Array; channel: ChannelName; address: Uint8Array; until: Instant }
export declare const saveNotice: (tx: Tx, row: Notice & { address: Sealed }) => Promise<void>
export declare const noticeOfConcern: (tx: Tx, concern: ConcernId) => Promise<Notice | undefined>
export declare const countNoticesOf: (tx: Tx, owner: Uint8Array) => Promise<number>
export declare const removeNoticesOf: (tx: Tx, owner: Uint8Array) => Promise<void>
export declare const removeNoticeOfConcern: (tx: Tx, concern: ConcernId) => Promise<void>
export declare const pruneNotices: (tx: Tx, now: Instant) => Promise<number>
