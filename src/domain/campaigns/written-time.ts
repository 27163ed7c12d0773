/** Hours as forms write them, `2025-02-14T18:30`, on the clock of a time zone. */
import type { Instant } from '../../kit/ids.ts'
import { instantOf, localTime } from '../local-time.ts'

const MINUTE = 60_000

export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

/** Seconds and what is below them only where there are any. */
export const writtenTime = (zone: string, at: Instant): string => {
  const { year, month, day, minute } = localTime(zone, at)
  const whole = new Date(Date.UTC(year, month - 1, day, 0, minute, 0, at - Math.floor(at / MINUTE) * MINUTE))
  return whole
    .toISOString()
    .slice(0, -1)
    .replace(/\.000$/, '')
    .replace(/:00$/, '')
}

/** `undefined`: no hour of that form, or no such day. */
export const readTime = (zone: string, written: string): Instant | undefined => {
  const [, day] = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/.exec(written) ?? []
  const at = day === undefined ? Number.NaN : Date.parse(`${written}Z`)
  // `2025-02-30` would be taken for a day in March.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day || !isZone(zone)) return undefined
  const shown = localTime('UTC', at)
  return instantOf(zone, shown) + (at - Math.floor(at / MINUTE) * MINUTE)
}
