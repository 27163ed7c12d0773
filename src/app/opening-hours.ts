import { createRequire } from 'node:module'
import type { opening_hours as Evaluator } from 'opening_hours'
import type { Desk } from '../domain/desk.ts'
import type { Openness, WallTime } from '../domain/openness.ts'
import type { Instant } from '../kit/ids.ts'
import { createHolidays } from './holidays.ts'
import { addDays, type Day, isoDay, wallClock, weekdayOf } from './wall-clock.ts'

const require = createRequire(import.meta.url)

/** Hours of a desk, or of one of its lines (then with the desk's other fields). */
export type Hours = Pick<Desk, 'hours' | 'publicHolidays' | 'timezone' | 'country'>

export type OpeningHours = {
  /** Open until when, closed until when, or not known; by the clock and the calendar where the desk is. */
  openness(hours: Hours, now: Instant): Openness
  /**
   * Learns the calendars of these countries for this year and the next, ahead of the first question. Nothing breaks without
   * it; the first question is slower then, and the process larger.
   */
  warm(countries: readonly string[], now: Instant): Promise<void>
}

type Span = readonly [from: number, to: number]

const DAY = 24 * 60
/** How far ahead a closed desk's next opening is looked for, and an open one's closing. */
const AHEAD = 14
/** Answers kept: a few months of every desk. */
const KEPT = 20_000

export const createOpeningHours = (): OpeningHours => {
  const holidays = createHolidays()
  const evaluate = createEvaluator()
  const kept = new Map<string, readonly Span[] | undefined>()

  /** Open minutes of one day; `undefined` if the hours cannot be read. */
  const spansOn = (it: Hours & { hours: string }, day: Day): readonly Span[] | undefined => {
    const expression = expressionFor(it, holidays.isHoliday(it.country, day))
    if (expression === 'off') return []
    const key = `${isoDay(day)} ${expression}`
    if (!kept.has(key)) {
      if (kept.size >= KEPT) kept.clear()
      kept.set(key, evaluate(expression, day))
    }
    return kept.get(key)
  }

  const openness = (it: Hours, now: Instant): Openness => {
    // No calendar is asked where it would change nothing.
    if (it.hours === null) return { state: 'unknown', holiday: 'no' }
    if (it.hours === '24/7') return { state: 'open', until: 'always', holiday: 'no' }
    const wall = wallClock(it.timezone, now)
    const known = { ...it, hours: it.hours }
    const holiday = !holidays.isHoliday(it.country, wall) ? 'no' : saysHolidays(known) ? 'yes' : 'maybe'
    const minute = wall.hour * 60 + wall.minute
    for (let ahead = 0, end: number | undefined; ahead <= AHEAD; ahead++) {
      const day = addDays(wall, ahead)
      const spans = spansOn(known, day)
      if (!spans) return { state: 'unknown', holiday }
      if (ahead === 0) end = spans.find(([from, to]) => from <= minute && minute < to)?.[1]
      else if (end === DAY) end = spans.find(([from]) => from === 0)?.[1] ?? 0
      // A desk that shuts at midnight and opens at midnight has not shut.
      if (end !== undefined && end < DAY) return { state: 'open', until: at(day, end, ahead), holiday }
      if (end !== undefined) continue
      const next = spans.find(([from]) => ahead > 0 || from > minute)
      if (next) {
        const perhaps = ahead > 0 && !saysHolidays(known) && holidays.isHoliday(it.country, day)
        return { state: 'closed', opens: at(day, next[0], ahead), perhaps, holiday }
      }
      if (ahead === AHEAD) return { state: 'closed', holiday }
    }
    return { state: 'open', until: 'always', holiday }
  }

  return {
    openness,
    warm: async (countries, now) => {
      evaluate('Mo-Fr 09:00-17:00', { year: 2026, month: 1, day: 1 })
      const { year } = wallClock('UTC', now)
      await holidays.learn(countries.flatMap(country => [year, year + 1].map(one => ({ country, year: one }))))
    },
  }
}

const at = (day: Day, minute: number, ahead: number): WallTime => ({
  ...day,
  weekday: weekdayOf(day),
  hour: Math.floor(minute / 60),
  minute: minute % 60,
  ahead,
})

const saysHolidays = ({ hours, publicHolidays }: Hours & { hours: string }): boolean =>
  publicHolidays !== 'not stated' || /\bPH\b/.test(hours)

/**
 * `PH` is decided here, not by opening_hours, which knows holidays by the desk's coordinates and throws without them.
 * On a holiday the last rule that names `PH` counts, with what stands behind it; on another day `PH` is taken out.
 */
export const expressionFor = ({ hours, publicHolidays }: Hours & { hours: string }, holiday: boolean): string => {
  const rules = hours.split(';').map(rule => rule.trim())
  const named = rules.findLastIndex(rule => /\bPH\b/.test(rule))
  if (holiday && named < 0 && publicHolidays === 'closed') return 'off'
  if (holiday && named >= 0) return rules.slice(named).map(anyDay).join('; ')
  return rules
    .filter(rule => !/^PH\b(?!,)/.test(rule))
    .map(rule => rule.replace(/,PH\b|\bPH,/, ''))
    .join('; ')
}

/** `Sa-Su,PH 09:00-21:00` → `09:00-21:00`: on a holiday, whatever weekday it is. */
const anyDay = (rule: string): string => rule.replace(/(?<!\S)\S*\bPH\b\S*\s*/, '')

/**
 * opening_hours reads the local fields of a `Date`, in the zone of the process, where an hour may be missing or come twice.
 * The Gregorian calendar repeats after 400 years to the weekday, and before the 19th century no zone had summer time:
 * the day is therefore asked of the year 400 years ago, where every wall time exists exactly once.
 */
const createEvaluator = () => {
  let Hours: typeof Evaluator | undefined
  const parsed = new Map<string, Evaluator | undefined>()

  const parse = (expression: string): Evaluator | undefined => {
    Hours ??= require('opening_hours') as typeof Evaluator
    try {
      return new Hours(expression)
    } catch {
      return undefined
    }
  }
  return (expression: string, { year, month, day }: Day): readonly Span[] | undefined => {
    if (!parsed.has(expression)) parsed.set(expression, parse(expression))
    const hours = parsed.get(expression)
    if (!hours) return undefined
    const start = new Date(year - 400, month - 1, day)
    const end = new Date(year - 400, month - 1, day + 1)
    const minute = (date: Date) => (date >= end ? DAY : date <= start ? 0 : date.getHours() * 60 + date.getMinutes())
    return hours
      .getOpenIntervals(start, end)
      .filter(([, , unknown]) => !unknown)
      .map(([from, to]): Span => [minute(from), minute(to)])
  }
}
