import { createRequire } from 'node:module'
import type Holidays from 'date-holidays'
import type { HolidaysTypes } from 'date-holidays'
import { addDays, type Day, isoDay } from './wall-clock.ts'

const require = createRequire(import.meta.url)

/** `isHoliday('JP', { year: 2026, month: 5, day: 6 })`. Never for a country whose calendar is not known. */
export type HolidayCalendar = { isHoliday(country: string, day: Day): boolean }

/**
 * Public holidays by date-holidays, with substitute days. The package is large: it is loaded when first asked, and each
 * country's year is worked out once.
 */
export const createHolidays = (): HolidayCalendar => {
  let Calendar: typeof Holidays | undefined
  const years = new Map<string, ReadonlySet<string>>()

  const yearOf = (country: string, year: number): ReadonlySet<string> => {
    const key = `${country} ${year}`
    let days = years.get(key)
    if (!days) {
      Calendar ??= require('date-holidays') as typeof Holidays
      // The year before too: a holiday of several days may run over New Year.
      const list = [year - 1, year].flatMap(one => new (Calendar as typeof Holidays)(country).getHolidays(one) ?? [])
      days = new Set(list.filter(({ type }) => type === 'public').flatMap(it => daysOf(country, it)))
      years.set(key, days)
    }
    return days
  }
  return { isHoliday: (country, day) => yearOf(country, day.year).has(isoDay(day)) }
}

/** Its days by the country's own calendar; `date` is written in it, so the zone of the process does not matter. */
const daysOf = (country: string, { date, start, end, rule }: HolidaysTypes.Holiday): string[] => {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number)
  const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
  // Seollal is New Year's Day with the day before and the day after; the package begins its three days a day late.
  const early = country === 'KR' && rule === 'korean 01-0-01 P3D' ? 1 : 0
  return Array.from({ length }, (_, at) => isoDay(addDays({ year, month, day }, at - early)))
}
