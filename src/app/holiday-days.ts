import { createRequire } from 'node:module'
import type Holidays from 'date-holidays'
import type { HolidaysTypes } from 'date-holidays'
import { addDays, isoDay } from './wall-clock.ts'

const require = createRequire(import.meta.url)

/**
 * Public holidays of a country's year, `2026-05-06`, with substitute days; none for a country whose calendar is not known.
 * Loads date-holidays, which costs fifty megabytes: see holidays.ts for who may.
 */
export const holidayDays = (country: string, year: number): string[] => {
  const Calendar = require('date-holidays') as typeof Holidays
  // The year before too: a holiday of several days may run over New Year.
  const list = [year - 1, year].flatMap(one => new Calendar(country).getHolidays(one) ?? [])
  return list.filter(({ type }) => type === 'public').flatMap(it => daysOf(country, it))
}

/** Its days by the country's own calendar; `date` is written in it, so the zone of the process does not matter. */
const daysOf = (country: string, { date, start, end, rule }: HolidaysTypes.Holiday): string[] => {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number)
  const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
  // Seollal is New Year's Day with the day before and the day after; the package begins its three days a day late.
  const early = country === 'KR' && rule === 'korean 01-0-01 P3D' ? 1 : 0
  return Array.from({ length }, (_, at) => isoDay(addDays({ year, month, day }, at - early)))
}
