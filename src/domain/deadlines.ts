import type { Instant } from '../kit/ids.ts'
import type { Urgency } from './categories.ts'
import { zoneOf } from './zones.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long a concern may wait: until somebody says "we have it", and until there is an answer. */
export type Patience = { acknowledge: number; answer: number }

const ORDINARY: Patience = { acknowledge: 3 * DAY, answer: 14 * DAY }
const EMERGENCY: Patience = { acknowledge: 4 * HOUR, answer: 4 * HOUR }

export const patienceOf = (urgency: Urgency): Patience => (urgency === 'emergency' ? EMERGENCY : ORDINARY)

/** The day, `2025-02-14`, by which an answer is promised, in the time zone of the area (Japan's if nobody said where). */
export const deadlineDay = (it: { now: Instant; urgency: Urgency; area: string | null }): string =>
  dayIn(zoneOf(it.area), it.now + patienceOf(it.urgency).answer)

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
