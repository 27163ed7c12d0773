/** Quiet hours: notices and alerts do not ring at night, in the time of the area that they are for. Pure. */
import type { Instant } from '../kit/ids.ts'
import { localTime } from './local-time.ts'

/** Minutes after midnight. `from` may be later than `to`: the night goes over midnight. */
export type QuietHours = Readonly<{ from: number; to: number }>

/** When most people sleep, where nobody has said otherwise. */
export const NIGHT: QuietHours = { from: 21 * 60, to: 8 * 60 }

const MINUTE = 60_000
const DAY = 1440

/**
 * The earliest instant, not before `at`, that lies outside the quiet hours of the IANA time zone; `at` itself if it does.
 * An unknown zone is read as UTC.
 */
export const outsideQuietHours = (at: Instant, zone: string, quiet: QuietHours): Instant => {
  const minute = minuteOfDay(at, zone)
  if (!isQuiet(minute, quiet)) return at
  const left = (quiet.to - minute + DAY) % DAY
  const counted = Math.floor(at / MINUTE) * MINUTE + left * MINUTE
  // In the night in which the clocks are changed, the wall clock shows something else than was counted.
  const early = (quiet.to - minuteOfDay(counted, zone) + DAY) % DAY
  const shift = early > DAY / 2 ? early - DAY : early
  return Math.max(at, counted + shift * MINUTE)
}

/** When the next quiet hours begin, later than `at`, which lies outside them. */
export const quietFrom = (at: Instant, zone: string, { from }: QuietHours): Instant => {
  const left = (from - minuteOfDay(at, zone) + DAY) % DAY || DAY
  return Math.floor(at / MINUTE) * MINUTE + left * MINUTE
}

/** @param minute after midnight */
export const isQuiet = (minute: number, { from, to }: QuietHours): boolean =>
  from <= to ? minute >= from && minute < to : minute >= from || minute < to

const minuteOfDay = (at: Instant, zone: string): number => localTime(zone, at).minute
