/** How often campaigns may ring at somebody's phone. Pure. */
import type { Instant } from '../../kit/ids.ts'

/** At most so many campaigns to one person within any hour, any 24 hours, any 7 days. */
export type Ceilings = { hour: number; day: number; week: number }
export const CEILINGS: Ceilings = { hour: 1, day: 3, week: 7 }

const HOUR = 3_600_000
const SPANS = { hour: 1, day: 24, week: 24 * 7 } as const

export const hourOf = (at: Instant): number => Math.floor(at / HOUR)

/**
 * From when on this person may be sent another campaign; `now`, or the beginning of a later hour. It is kept in which hour something
 * was sent and no more, so it is taken for that hour's end: never two too near to each other, now and then a little later than might be.
 * @param hours in which they were sent one.
 */
export const freeAt = (hours: readonly number[], now: Instant, ceilings: Ceilings): Instant => {
  const latest = [...hours].sort((a, b) => b - a)
  const free = Object.entries(SPANS).map(([span, length]) => {
    const last = latest[ceilings[span as keyof Ceilings] - 1]
    return last === undefined ? 0 : last + length + 1
  })
  const hour = Math.max(...free)
  return hour <= hourOf(now) ? now : hour * HOUR
}

/** The hours that still count, with another one; the latest first. */
export const withHour = (hours: readonly number[], now: Instant): number[] =>
  [hourOf(now), ...stillCounts(hours, now)].sort((a, b) => b - a)

/** The same without one sending of that hour: it came to nothing. */
export const withoutHour = (hours: readonly number[], hour: number): number[] => {
  const at = hours.indexOf(hour)
  return at < 0 ? [...hours] : hours.toSpliced(at, 1)
}

/** Hours before this one count for nothing any more. */
export const oldestHour = (now: Instant): number => hourOf(now) - SPANS.week

const stillCounts = (hours: readonly number[], now: Instant): number[] => hours.filter(it => it >= oldestHour(now))
