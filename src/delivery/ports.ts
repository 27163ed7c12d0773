import type { LineEnd } from '../app/campaigns/deliver/index.ts'
import type { Address, CampaignId, ChannelName, Instant, Lang, LineId, PersonKey } from '../kit/ids.ts'
import type { Message } from '../kit/message.ts'

/** 0 answer, 1 notice, 2 alert or a call in an emergency, 3 other campaigns and digests: the smaller goes first. */
export type Priority = 0 | 1 | 2 | 3

/** A line of the outbox, as far as delivery looks at it. */
export type Line = {
  id: LineId
  person: PersonKey
  channel: ChannelName
  priority: Priority
  /** JSON, sealed for the use `outbox` with the line's id as context: a `Letter`; of campaigns and digests what theirs is made of. */
  body: Uint8Array
  /** In doubt (it may have been delivered): say it again, after a crash of ours only, or keep it as unknown for staff. */
  policy: 'repeat' | 'restart' | 'hold'
  /** How often it came back undelivered. */
  attempts: number
  due: Instant
  /** Of a line of a campaign: its letter is made and verified when it goes (`Campaigns`). */
  campaign?: { id: CampaignId; run: number; lang: Lang }
}

/** What a line says. `zone`: IANA time zone of the area it is for; with it the line waits out quiet hours. */
export type Letter = {
  to: Address
  message: Message
  zone?: string
  /** To be put in the place of a message that went out, or to take one away (`ref` as the channel gave it). Absent: to be said. */
  op?: Op
}
/** `of`: the row that knows where the message lies; `Campaigns` sees to it. */
export type Op = { edit: string; of: LineId } | { remove: string; of: LineId }

/** What became of a line. A line that was sent is deleted: its words and its address are gone. */
export type Finish = { id: LineId; count?: LineEnd } & (
  | { done: 'sent' | 'dropped' }
  /** Surely not sent, or to be repeated: pending again, not before `due`; `later`: it was not tried. */
  | { done: 'again' | 'later'; due: Instant }
  /** Set aside until its campaign goes on. */
  | { done: 'paused' }
  /** Final, or in doubt: kept for staff. */
  | { done: 'failed' | 'unknown'; code: number | null }
)

/** Which lines may be claimed. */
export type Claim = {
  channel: ChannelName
  now: Instant
  limit: number
  /** The instant until which the claim holds: after it another worker may take the line for lost. */
  lease: Instant
  /** Lines of a lower rank (a higher number) stay. */
  upTo: Priority
  /** People who were written to just now, or are being written to. */
  except: PersonKey[]
}

/**
 * The memory that delivery needs; `store/outbox.ts`, `store/outbox-claims.ts` and `store/pace.ts` fit as they stand.
 * `claimLines` gives due lines by priority, then age, one per person at most, and never a line while an earlier one of
 * the same person and priority waits or is on its way.
 */
export interface Outbox<Tx> {
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  claimLines(tx: Tx, claim: Claim): Promise<Line[]>
  markSending(tx: Tx, ids: LineId[]): Promise<void>
  finishLines(tx: Tx, results: Finish[]): Promise<void>
  /** Ranks of which a line is due, and those of `people` who are being written to or have an answer waiting. */
  obstacles(
    tx: Tx,
    it: { channel: ChannelName; people: PersonKey[]; now: Instant },
  ): Promise<{ ranks: Priority[]; people: Set<PersonKey> }>
  removeLinesOf(tx: Tx, person: PersonKey): Promise<void>
  recoverLines(tx: Tx, it: { now: Instant; all?: boolean }): Promise<{ repeated: number; unknown: number }>
  /** When the next line is due that is due after this instant. */
  nextDue(tx: Tx, channel: ChannelName, after: Instant): Promise<Instant | undefined>
  readPace(tx: Tx, token: string): Promise<number | undefined>
  writePace(tx: Tx, token: string, tat: number): Promise<void>
}

/** A line of a campaign that came back. `came`: to its end. `surely`: nothing of it went out. */
export type Landed = { line: Line; letter: Letter; came?: LineEnd; surely: boolean; ref?: string }

/**
 * What delivery must ask about campaigns, each time inside its own transaction; `app/campaigns/deliver/index.ts` fits. So what goes out was
 * verified in the very transaction that marked it as being sent.
 */
export interface Campaigns<Tx> {
  /** Before `recoverLines`: what goes out again after a crash is one message, not two. */
  recover(tx: Tx): Promise<void>
  /** The kill switch. */
  stopped(tx: Tx): Promise<boolean>
  /** Letters of those lines that may go now; what the others come to. `more`: others like them wait, look again at once. */
  letters(
    tx: Tx,
    lines: Line[],
    now: Instant,
  ): Promise<{ letters: Map<LineId, Letter>; finishes: Finish[]; more: boolean }>
  /** A weekly digest, whose words are made when it goes. `nothing`: it has none any more; `undefined`: the line is no digest. */
  digest(tx: Tx, line: Line, now: Instant): Promise<Letter | 'nothing' | undefined>
  /** These are marked as being sent. */
  leave(tx: Tx, flights: { line: Line; letter: Letter }[], now: Instant): Promise<void>
  /** These are taken in. */
  land(tx: Tx, landed: Landed[], now: Instant): Promise<void>
}

/** What a claimed line's worker gets to be done with it; then another one may take the line for lost. */
export const LEASE_MS = 120_000

/** Opens a line's body; `src/privacy` fits. */
export interface Opener {
  open(use: 'outbox', sealed: Uint8Array, context: string): Uint8Array | undefined
}

/** A message that went out, with the platform's id of it. */
export type Receipted = { person: PersonKey; channel: ChannelName; ref: string; at: Instant }

/** Does `work` after `ms`; what it returns calls that off. */
export type Timer = (ms: number, work: () => void) => () => void
