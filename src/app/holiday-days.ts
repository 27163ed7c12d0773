import { createRequire } from 'node:module'
import type Holidays from 'date-holidays'
import type { HolidaysTypes } from 'date-holidays'
import { addDays, type Day, isoDay, weekdayOf } from './wall-clock.ts'

const require = createRequire(import.meta.url)

/**
 * Public holidays of a country's year, `2026-05-06`, with substitute days; none for a country whose calendar is not known.
 * Loads date-holidays, which costs fifty megabytes: see holidays.ts for who may.
 */
export const holidayDays = (country: string, year: number): string[] => {
  const Calendar = require('date-holidays') as typeof Holidays
  // The year before too: a holiday of several days may run over New Year.
  const list = [year - 1, year].flatMap(one => new Calendar(country).getHolidays(one) ?? [])
  const known = list.filter(({ type }) => type === 'public').flatMap(it => daysOf(country, it))
  return country === 'KR' ? [...known, ...koreanDays(year, known)] : known
}

/**
 * What date-holidays 3.37 does not know of Korea: Labour Day, a public holiday since 1 May 2026 with a substitute day when it falls on
 * a weekend or another holiday, and days of elections. Presidential Decree 36290 of 30 April 2026, articles 2 and 3:
 * https://www.law.go.kr/LSW/lsInfoR.do?lsiSeq=285779&chrClsCd=010202&efYd=20260511
 */
const koreanDays = (year: number, known: readonly string[]): string[] => {
  const elections = ELECTIONS.filter(day => day.startsWith(`${year}-`))
  if (year < 2026) return elections
  const labour: Day = { year, month: 5, day: 1 }
  const isFree = (day: Day) => weekdayOf(day) % 6 === 0 || known.includes(isoDay(day))
  if (!isFree(labour)) return [isoDay(labour), ...elections]
  let substitute = addDays(labour, 1)
  while (isFree(substitute)) substitute = addDays(substitute, 1)
  return [isoDay(labour), isoDay(substitute), ...elections]
}

/** Elections at the end of a term are public holidays (article 2, number 11). Local elections of 2026. */
const ELECTIONS = ['2026-06-03']

/** Its days by the country's own calendar; `date` is written in it, so the zone of the process does not matter. */
const daysOf = (country: string, { date, start, end, rule }: HolidaysTypes.Holiday): string[] => {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number)
  const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
  // Seollal is New Year's Day with the day before and the day after; the package begins its three days a day late.
  const early = country === 'KR' && rule === 'korean 01-0-01 P3D' ? 1 : 0
  return Array.from({ length }, (_, at) => isoDay(addDays({ year, month, day }, at - early)))
}
