/**
 * Pacing. The permitted rate is kept by GCRA (the leaky bucket as a meter, ITU-T I.371), whose whole state is one number,
 * the theoretical arrival time (`tat`): it lives in the database, so that all workers of one bot token share it.
 * No burst is allowed: slots are spaced evenly. Pure, but for the window's own memory.
 */
import type { Instant } from '../kit/ids.ts'

/** Slots are a little wider than the rate asks for, so that the network's jitter makes no second too full at the far end. */
const MARGIN = 1.005

/** How far ahead slots are booked. A line waiting for its slot is in doubt after a crash, so not far. */
const AHEAD_MS = 250

/** A `retry_after` or a clock beyond this is not believed. */
const LONGEST_PAUSE_MS = 86_400_000

/** Milliseconds between two sends. */
export const spacing = (perSecond: number): number => (1000 * MARGIN) / perSecond

/** The `tat` read from the database, or now where it is past or unbelievable (a clock that was a day ahead). */
export const arrival = (tat: number | undefined, now: Instant): Instant =>
  tat === undefined || tat < now || tat > now + LONGEST_PAUSE_MS ? now : tat

/** How many slots may be booked now, beginning at `tat`. */
export const slotsAhead = (tat: Instant, now: Instant, perSecond: number): number => {
  const room = now + AHEAD_MS - tat
  return room < 0 ? 0 : 1 + Math.floor(room / spacing(perSecond))
}

/** When to look again if `tat` leaves no slot to book. */
export const bookableAt = (tat: Instant): Instant => tat - AHEAD_MS

/**
 * No second above the rate, also when timers come late and sends bunch up: the n-th last send must be a second ago.
 * Lateness does not add up, because slots stay where they are. Rates above 1,000 are not watched by the second.
 */
export const createWindow = (perSecond: number) => {
  const size = perSecond > 1000 ? 0 : Math.max(1, Math.floor(perSecond))
  let sends: Instant[] = []
  return {
    /** The earliest instant at which the next send may begin. */
    opensAt: (): Instant => (size === 0 || sends.length < size ? 0 : (sends[0] ?? 0) + 1000 * MARGIN),
    /** A send began. */
    add(now: Instant): void {
      if (size > 0) sends = [...sends.slice(sends.length < size ? 0 : 1), now]
    },
    /** The clock was set back by so much. */
    shift(by: number): void {
      sends = sends.map(send => send - by)
    },
  }
}
