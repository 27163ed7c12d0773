/** Wall clocks and instants, by IANA time zones. Pure. */
import type { Instant } from '../kit/ids.ts'

/** `month` 1–12; `minute` after midnight. */
export type LocalTime = { year: number; month: number; day: number; minute: number }

const MINUTE = 60_000
const HALF_DAY = 12 * 60 * MINUTE

/** What the clocks of a zone show. An unknown zone is read as UTC. */
export const localTime = (zone: string, at: Instant): LocalTime => {
  const shown = new Date(Math.floor(at / MINUTE) * MINUTE + offsetAt(zone, at))
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    minute: shown.getUTCHours() * 60 + shown.getUTCMinutes(),
  }
}

/**
 * When the clocks of a zone show it. Where they show it twice (set back) the first time; where never (set forward) the instant at
 * which they jump over it.
 */
export const instantOf = (zone: string, { year, month, day, minute }: LocalTime): Instant => {
  const shown = Date.UTC(year, month - 1, day, 0, minute)
  const [before, after] = [offsetAt(zone, shown - HALF_DAY), offsetAt(zone, shown + HALF_DAY)]
  const [first, second] = [shown - Math.max(before, after), shown - Math.min(before, after)]
  if (first + offsetAt(zone, first) === shown) return first
  if (second + offsetAt(zone, second) === shown) return second
  return jumpBetween(zone, first, second)
}

/** The first minute of a stretch at the end of which another offset holds. */
const jumpBetween = (zone: string, from: Instant, to: Instant): Instant => {
  let [low, high] = [from, to]
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE
    if (offsetAt(zone, middle) === offsetAt(zone, from)) low = middle
    else high = middle
  }
  return high
}

/** Milliseconds by which the clocks of a zone are ahead of UTC. */
const offsetAt = (zone: string, at: Instant): number => {
  const clock = clocks.get(zone) ?? clockOf(zone)
  clocks.set(zone, clock)
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return shown - Math.floor(at / 1000) * 1000
}

/** Making one costs more than asking it a hundred times. */
const clocks = new Map<string, Intl.DateTimeFormat>()
const STYLE: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
}
const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { ...STYLE, timeZone })
  } catch {
    return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { ...STYLE, timeZone: 'UTC' })
  }
}
