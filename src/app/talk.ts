import type { Session, Values } from '../engine/types.ts'
import type { Address, ChannelName, Instant, Lang, LineId, PersonKey, Receipt } from '../kit/ids.ts'
import type { Inbound } from '../kit/inbound.ts'
import type { Choice, Message } from '../kit/message.ts'

/** A receipt code with what Argon2id made of it: where it is found, and the key that it wraps with. */
export type StretchedReceipt = { receipt: Receipt; lookup: Uint8Array; wrapKey: Uint8Array }

/** One update on its way through a batch. */
export type Job = {
  inbound: Inbound
  person: PersonKey
  /** Keyed hash of the update's id; what the inbox knows it by. */
  hash: Uint8Array
  /** Set before the batch when the text is a receipt, so that no slow work happens inside the transaction. `wait`: too many tries. */
  receipt?: { receipt: Receipt; keys: { lookup: Uint8Array; wrapKey: Uint8Array }[] } | 'wait'
}

/** What is known about one person while a batch runs: changed in memory, written once at the batch's end. */
export type Talk = {
  readonly person: PersonKey
  readonly channel: ChannelName
  readonly address: Address
  lang: Lang | undefined
  consent: boolean
  /** ISO week of the yes; empty without one. */
  since: string
  session: Session | undefined
  /** There is a row to update or remove. */
  stored: boolean
  changed: boolean
  /** Message ids that may still be cleared after an erasure; in memory only. */
  refs: string[]
}

/** What somebody without consent is remembered by: in memory only, gone after an hour or a restart. */
export type Volatile = { session: Session | undefined; lang: Lang | undefined; refs: string[]; until: Instant }

/** Words on their way into the outbox. */
export type Said = {
  id: LineId
  person: PersonKey
  channel: ChannelName
  to: Address
  message: Message
  cause: Uint8Array
  order: number
}

/** Thrown by a commit that cannot be done in this batch: the update is taken again, in the next one, after `ready`. */
export class Later extends Error {
  readonly ready: () => Promise<void>
  constructor(ready: () => Promise<void>) {
    super('later')
    this.ready = ready
  }
}

/** What a commit step came to; goes back into the engine. */
export type Done = { outcome: string; values?: Values; buttons?: Choice[] }
