import type { Address, ChannelName, DraftId, Instant, Lang, UpdateKey } from './ids.ts'

export type MediaKind = 'photo' | 'voice' | 'video' | 'document'

/** What a person (or a clock) did, after a channel has parsed it. Nobody checks its shape again. */
export type Deed =
  /** Typed words, at most `LIMITS.text` characters; the channel refuses longer ones as `unreadable: 'too-long'`. */
  | { kind: 'text'; text: string }
  /** A button of ours, its token verbatim. Hostile until the engine has read it. */
  | { kind: 'tap'; token: string }
  /** A slash command without slash and bot name, in lower case: `report`. `args` is what stood behind it. */
  | { kind: 'command'; name: string; args: string }
  /** A shared location, already rounded to 0.1 degree by the channel. */
  | { kind: 'place'; lat: number; lon: number }
  /** A file that the channel has fetched, cleaned and put aside as a draft. `caption` may be empty. */
  | { kind: 'file'; media: MediaKind; draft: DraftId; bytes: number; caption: string }
  /** Something that we cannot take; the person gets a sentence that helps. */
  | {
      kind: 'unreadable'
      /** `edited`: an earlier message was changed on the phone; what was answered stands. */
      why: 'sticker' | 'contact' | 'edited' | 'too-long' | 'too-large' | 'wrong-type' | 'not-fetched' | 'other'
    }
  /** A due timer of a conversation. Stale unless `seq` is the session's. */
  | { kind: 'timer'; what: 'remind' | 'expire'; seq: number }
  /** The person stopped or blocked the bot on their messenger: all subscriptions end. */
  | { kind: 'blocked' }
  /** Spoken to in a group: only "write to me privately" is answered. */
  | { kind: 'group' }

export type Inbound = {
  channel: ChannelName
  /** Where the answer goes. */
  address: Address
  update: UpdateKey
  /** The platform's guess of the person's language, if it gives one. */
  guess?: Lang
  /** The platform's id of the incoming message, only to be able to delete it when the person asks. */
  ref?: string
  /** Size-limited raw file, when `it` is not yet a draft: see app/drafts. */
  at: Instant
  it: Deed
}

/**
 * Limits at every door. A channel refuses more with a sentence, before anything is stored. `text` is what Telegram's apps cut a
 * long message into (4096), so that a story pasted in one piece arrives in parts that are all taken.
 */
export const LIMITS = { text: 4096, photo: 10_000_000, voice: 10_000_000, token: 64 } as const
