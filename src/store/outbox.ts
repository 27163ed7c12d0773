import type { ChannelName, Instant, LineId, PersonKey } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import type { Tx } from './index.ts'
export type LineState = 'pending' | 'sending' | 'held' | 'unknown' | 'failed'
export type Line = {
  id: LineId
  person: PersonKey
  channel: ChannelName
  /** 0 answer, 1 notice, 2 alert, 3 campaign */
  priority: 0 | 1 | 2 | 3
  state: LineState
  due: Instant
  /** Within one person and priority, smaller goes first. */
  order: number
  body: Uint8Array
  cause: Uint8Array | null
  /** After a crash in the middle of sending: say it again, or keep it as unknown for staff. */
  policy: 'repeat' | 'hold'
  attempts: number
  code: number | null
}
export type Finish = { id: LineId } & (
  | { done: 'sent' }
  /** Surely not sent: pending again, not before `due`. */
  | { done: 'again'; due: Instant }
  /** Final, or in doubt: kept for staff. */
  | { done: 'failed' | 'unknown'; code: number | null }
)
export declare const addLines: (tx: Tx, lines: (Line & { body: Sealed })[]) => Promise<void>
/** `lease`: the instant until which the claim holds. */
export declare const claimLines: (
  tx: Tx,
  it: { channel: ChannelName; now: Instant; limit: number; lease: Instant },
) => Promise<Line[]>
export declare const markSending: (tx: Tx, ids: LineId[]) => Promise<void>
export declare const finishLines: (tx: Tx, results: Finish[]) => Promise<void>
/** `all`: also those whose lease still runs (at the start of the only process). */
export declare const recoverLines: (
  tx: Tx,
  it: { now: Instant; all?: boolean },
) => Promise<{ repeated: number; unknown: number }>
export declare const heldLines: (tx: Tx, person: PersonKey, cause?: Uint8Array) => Promise<Line[]>
export declare const dropHeld: (tx: Tx, person: PersonKey, exceptCause?: Uint8Array) => Promise<void>
export declare const removeLinesOf: (tx: Tx, person: PersonKey) => Promise<void>
export declare const deadLines: (tx: Tx, page?: { limit: number; after?: LineId }) => Promise<Line[]>
/** When the next pending line of a channel is due; undefined: nothing waits. */
export declare const nextDue: (tx: Tx, channel: ChannelName) => Promise<Instant | undefined>
