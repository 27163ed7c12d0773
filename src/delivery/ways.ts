/** What a lane is given, and what it gives. */

import type { QuietHours } from '../app/quiet-hours.ts'
import type { Address, ChannelName, Instant, LineId, PersonKey } from '../kit/ids.ts'
import type { Log } from '../kit/log.ts'
import type { World } from '../kit/world.ts'
import type { Flight } from './flights.ts'
import type { Campaigns, Opener, Outbox, Priority, Receipted, Timer } from './ports.ts'

export type Ways<Tx> = {
  store: Outbox<Tx>
  privacy: Opener
  world: World
  log: Log
  timer: Timer
  quietHours: QuietHours | undefined
  /** Lines of a lower rank (a higher number) stay: this instance may be a copy of another one. Asked in every cycle. */
  upTo(): Priority
  /** Without them no line of a campaign goes out. */
  campaigns: Campaigns<Tx> | undefined
  /** Within the transaction that takes in successes: keeps what `clear` will need. */
  onSent(tx: Tx, sent: Receipted[]): Promise<void>
  /** The person blocked us; after the commit, and again whenever it shows again. */
  onGone(chat: { person: PersonKey; channel: ChannelName; address: Address }): Promise<void>
}

export type LaneState = {
  channel: ChannelName
  /** Lines that a crash would leave in doubt now. */
  inFlight: number
  /** The platform cannot be reached. */
  down: boolean
  /** Since the start. `dead`: kept for staff. */
  sent: number
  dead: number
}
/** Answers that go out as soon as the transaction they were written in is committed. */
export type Boarding = {
  lines: Set<LineId>
  /** What is to be written with them: the instant until which they are ours. */
  lease: Instant
  /** Exactly once, when the transaction has ended. */
  settle(committed: boolean): void
}
export type Lane<Tx> = {
  /** There may be something to send. */
  nudge(): void
  /**
   * The short way out: inside the transaction that writes these answers. Those that may go at once are to be written as `sending`,
   * so that one commit does for both. `undefined`: none of them, they go the long way.
   */
  board(tx: Tx, answers: Flight[]): Promise<Boarding | undefined>
  /** Claims nothing more and waits for what is on the wire; returns how many lines are still in doubt. */
  stop(limitMs: number): Promise<number>
  state(): LaneState
}
