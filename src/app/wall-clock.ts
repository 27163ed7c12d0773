import type { WallTime } from '../domain/openness.ts'
import type { Instant } from '../kit/ids.ts'

/** A calendar day without a zone. */
export type Day = { year: number; month: number; day: number }

const formatters = new Map<string, Intl.DateTimeFormat>()

/** What a clock on a wall in `zone` shows at an instant, whatever zone the process lives in. */
export const wallClock = (zone: string, at: Instant): WallTime => {
  let formatter = formatters.get(zone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    formatters.set(zone, formatter)
  }
  const parts = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const day = { year: part('year'), month: part('month'), day: part('day') }
  return { ...day, weekday: weekdayOf(day), hour: part('hour'), minute: part('minute'), ahead: 0 }
}

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => utc(day).getUTCDay()

export const addDays = (day: Day, days: number): Day => {
  const date = utc({ ...day, day: day.day + days })
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** `2025-02-14`. */
export const isoDay = (day: Day): string => utc(day).toISOString().slice(0, 10)

const utc = ({ year, month, day }: Day): Date => new Date(Date.UTC(year, month - 1, day))
