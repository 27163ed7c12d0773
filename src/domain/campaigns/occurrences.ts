/** When a recurring campaign goes out. Pure: the expression has been read already (app/campaigns/cron.ts). */
import type { Instant } from '../../kit/ids.ts'
import { addDays } from '../calendar.ts'
import { instantOf, localTime } from '../local-time.ts'

/**
 * node-cron's fields. Of days: a number; `L` the last, `L-2` two before it, `15W` the weekday next to it, `LW` the last weekday. Of weekdays:
 * a number from 0, Sunday; `5L` the last Friday of a month, `0#2` the second Sunday. A day must fit both (unlike Vixie's cron).
 */
export type CronFields = {
  minute: number[]
  hour: number[]
  dayOfMonth: (number | string)[]
  month: number[]
  dayOfWeek: (number | string)[]
}

/** 29 February on a Sunday comes once in 28 years, or 40 over a century. */
const DAYS = 366 * 41

/**
 * The next instants after `from`. An hour that the clocks leave out counts as the instant at which they jump over it; one that they
 * show twice counts once, the first time. Fewer than `count`: there are no more.
 */
export const nextOccurrences = (cron: CronFields, zone: string, from: Instant, count: number): Instant[] => {
  const found: Instant[] = []
  const minutes = cron.hour.flatMap(hour => cron.minute.map(minute => hour * 60 + minute)).sort((a, b) => a - b)
  const start = localTime(zone, from)
  let day = dayText(start.year, start.month, start.day)
  for (let looked = 0; looked < DAYS && found.length < count; looked++) {
    if (isOn(cron, day))
      for (const minute of minutes) {
        const at = instantOf(zone, { ...partsOf(day), minute })
        if (at > Math.max(from, found.at(-1) ?? from) && found.length < count) found.push(at)
      }
    day = addDays(day, 1)
  }
  return found
}

/** The last one after `since` that is not after `now`, of the last `late` milliseconds; `undefined`: all are older, or to come. */
export const lastOccurrence = (
  cron: CronFields,
  zone: string,
  { since, now, late }: { since: Instant; now: Instant; late: number },
): Instant | undefined => {
  let last: Instant | undefined
  for (let after = Math.max(since, now - late - 1); ; ) {
    const [next] = nextOccurrences(cron, zone, after, 1)
    if (next === undefined || next > now) return last
    after = next
    last = next
  }
}

const isOn = ({ dayOfMonth, month, dayOfWeek }: CronFields, day: string): boolean => {
  const at = partsOf(day)
  if (!month.includes(at.month)) return false
  const last = new Date(Date.UTC(at.year, at.month, 0)).getUTCDate()
  const weekdayOf = (date: number): number => new Date(Date.UTC(at.year, at.month - 1, date)).getUTCDay()
  return (
    dayOfMonth.some(field => dateOf(field, last, weekdayOf) === at.day) &&
    dayOfWeek.some(field => isWeekday(field, at.day, last, weekdayOf))
  )
}

/** The day of the month that a field means; -1: none in this month. */
const dateOf = (field: number | string, last: number, weekdayOf: (date: number) => number): number => {
  if (typeof field === 'number') return field
  const [, base = '', near] = /^(L|\d+)(W)?$/.exec(field) ?? []
  if (near) return nearestWeekday(base === 'L' ? last : Number(base), last, weekdayOf)
  if (base === 'L') return last
  const [, before] = /^L-(\d+)$/.exec(field) ?? []
  return before === undefined ? -1 : last - Number(before)
}

/** Within the month: from a Saturday the Friday before, from a Sunday the Monday after, unless that is another month's. */
const nearestWeekday = (date: number, last: number, weekdayOf: (date: number) => number): number => {
  if (date < 1 || date > last) return -1
  if (weekdayOf(date) === 6) return date === 1 ? 3 : date - 1
  if (weekdayOf(date) === 0) return date === last ? date - 2 : date + 1
  return date
}

const isWeekday = (
  field: number | string,
  date: number,
  last: number,
  weekdayOf: (date: number) => number,
): boolean => {
  const weekday = weekdayOf(date)
  if (typeof field === 'number') return weekday === field % 7
  const [, of, mark, nth] = /^(\d)(L|#(\d))$/.exec(field) ?? []
  if (of === undefined || weekday !== Number(of) % 7) return false
  return mark === 'L' ? date + 7 > last : Math.ceil(date / 7) === Number(nth)
}

const dayText = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)

const partsOf = (day: string) => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return { year, month, day: date }
}
