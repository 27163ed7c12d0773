import type { Instant } from '../kit/ids.ts'
import { isKept } from './cases.ts'
import type { Urgency } from './categories.ts'
import { zoneOf } from './zones.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How many whole hours a concern may wait: until somebody says "we have it", and until there is an answer. */
export type Patience = { acknowledge: number; answer: number }

/** What the group has set, by category; for the others under `EVERY`, for emergencies under `EMERGENCY`. */
export type Promises = ReadonlyMap<string, Patience>
export const EVERY = '*'
export const EMERGENCY = '!'

/** Until somebody sets others: 3 and 14 days, and 4 hours where life or liberty is at risk. */
const ORDINARY: Patience = { acknowledge: 72, answer: 336 }
const HURRY: Patience = { acknowledge: 4, answer: 4 }

/** An emergency waits no longer than anything else of its category. */
export const patienceOf = (it: { category: string; urgency: Urgency }, promises: Promises): Patience => {
  const ordinary = promises.get(it.category) ?? promises.get(EVERY) ?? ORDINARY
  if (it.urgency !== 'emergency') return ordinary
  const hurry = promises.get(EMERGENCY) ?? HURRY
  return {
    acknowledge: Math.min(hurry.acknowledge, ordinary.acknowledge),
    answer: Math.min(hurry.answer, ordinary.answer),
  }
}

export const MOST_HOURS = 90 * 24

/** Why a promise cannot be made: `range`: not 1 hour to 90 days; `order`: answered before it is taken up. */
export const faultOf = ({ acknowledge, answer }: Patience): 'range' | 'order' | undefined => {
  const fits = (hours: number) => Number.isInteger(hours) && hours >= 1 && hours <= MOST_HOURS
  if (!fits(acknowledge) || !fits(answer)) return 'range'
  return acknowledge > answer ? 'order' : undefined
}

/** The day, `2025-02-14`, by which an answer is promised, in the time zone of the area (Japan's if nobody said where). */
export const deadlineDay = (it: { now: Instant; area: string | null; patience: Patience }): string =>
  dayIn(zoneOf(it.area), it.now + it.patience.answer * HOUR)

/**
 * The new promise when there is something to answer again: from today on after an answer, and where the day passed while the
 * person was waited for. `undefined`: the promise of before holds, for it was not kept yet.
 */
export const renewedDay = (
  it: { status: string; deadline: string; area: string | null },
  now: Instant,
  patience: Patience,
): string | undefined => {
  const done = it.status === 'answered' || it.status === 'closed'
  const passed = isKept(it.status) && it.deadline < dayIn(zoneOf(it.area), now)
  return done || passed ? deadlineDay({ now, area: it.area, patience }) : undefined
}

/** The calendar day of an instant in a time zone, `2025-02-14`. */
export const dayIn = (zone: string, at: Instant): string => {
  const known = formats.get(zone) ?? formatFor(zone)
  formats.set(zone, known)
  return known.format(at)
}

// Sweden writes dates as ISO 8601 does.
const formatFor = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })

/** Making one costs more than a whole turn. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** ISO 8601 week of an instant, `2025-W07`. In UTC: a week is all that is kept, so its edge says nothing about a zone. */
export const isoWeek = (at: Instant): string => {
  const date = new Date(at)
  const weekday = (date.getUTCDay() + 6) % 7
  // A week belongs to the year that its Thursday is in.
  const thursday = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3)
  const year = new Date(thursday).getUTCFullYear()
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY))
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** The Monday, `2025-02-10`, that an ISO 8601 week begins with: a date that a person can read. */
export const mondayOf = (week: string): string => {
  const [, year = '', number = ''] = /^(\d{4})-W(\d{2})$/.exec(week) ?? []
  // 4 January is always in week 1.
  const fourth = Date.UTC(Number(year), 0, 4)
  const first = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY
  return new Date(first + (Number(number) - 1) * 7 * DAY).toISOString().slice(0, 10)
}
