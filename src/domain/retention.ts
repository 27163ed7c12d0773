import { addDays } from './calendar.ts'
import { isoWeek, mondayOf } from './deadlines.ts'

/** Statuses in which a case may be kept for a time of its own. */
export const KEPT_STATUSES = [
  'closed',
  'answered',
  'referred',
  'passed',
  'waiting',
  'working',
  'claimed',
  'written',
  'reopened',
  'new',
] as const

/** Days after which a case is erased, by status; 0: never. */
export type RetentionDays = ReadonlyMap<string, number>

/** Until somebody sets others: what is closed is kept for half a year, what is open stays. */
const ORDINARY_RETENTION: RetentionDays = new Map(KEPT_STATUSES.map(it => [it, it === 'closed' ? 180 : 0]))

/** With what the group has set. */
export const retentionWith = (set: RetentionDays): RetentionDays => new Map([...ORDINARY_RETENTION, ...set])

/** Cases of a status that is kept for so many days are due if they stand so since this day, or came in in this week, or before. */
export const erasureBound = (today: string, days: number): { day: string; week: string } => {
  const day = addDays(today, -days)
  // The last week whose Sunday is not after that day.
  return { day, week: isoWeek(Date.parse(addDays(day, -6))) }
}

/** A slip of the finger must leave time to notice it. */
export const FEWEST_DAYS = 7
export const MOST_DAYS = 3650

export const isRetention = (days: number): boolean =>
  days === 0 || (Number.isInteger(days) && days >= FEWEST_DAYS && days <= MOST_DAYS)

/**
 * The day on which a case is erased; `undefined`: none is set. `since`: of its last change of status; without one, the end of the week
 * in which it came in.
 */
export const erasureDay = (
  it: { status: string; week: string; since: string | undefined },
  days: RetentionDays,
): string | undefined => {
  const kept = days.get(it.status) ?? 0
  return kept === 0 ? undefined : addDays(it.since ?? addDays(mondayOf(it.week), 6), kept)
}
