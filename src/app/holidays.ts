import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { holidayDays } from './holiday-days.ts'
import { type Day, isoDay } from './wall-clock.ts'

/** What the child is asked, and what it answers. */
export type CountryYear = { country: string; year: number }
export type HolidayYear = CountryYear & { days: string[] }

export type HolidayCalendar = {
  /** `isHoliday('JP', { year: 2026, month: 5, day: 6 })`. Never for a country whose calendar is not known. */
  isHoliday(country: string, day: Day): boolean
  /** Works years out in a child process, so that this one need not hold the package. Resolves with how many it learnt. */
  learn(wanted: CountryYear[]): Promise<number>
}

const CHILD = fileURLToPath(new URL('./holidays-child.ts', import.meta.url))
const LIMIT_MS = 30_000

/** Each country's year is worked out once: ahead by `learn`, or here when somebody asks for one that was not learnt. */
export const createHolidays = (): HolidayCalendar => {
  const years = new Map<string, ReadonlySet<string>>()
  const keyOf = ({ country, year }: CountryYear) => `${country} ${year}`
  const keep = (it: HolidayYear) => {
    const days = new Set(it.days)
    years.set(keyOf(it), days)
    return days
  }
  return {
    isHoliday: (country, day) => {
      const year = { country, year: day.year }
      const days = years.get(keyOf(year)) ?? keep({ ...year, days: holidayDays(country, day.year) })
      return days.has(isoDay(day))
    },
    learn: wanted =>
      new Promise(resolve => {
        let learnt = 0
        const child = fork(CHILD, [JSON.stringify(wanted)], { env: {}, stdio: 'ignore', timeout: LIMIT_MS })
        child.on('message', (list: HolidayYear[]) => {
          for (const year of list) keep(year)
          learnt = list.length
        })
        // Without a child nothing is lost but memory: the years are worked out here.
        child.on('error', () => resolve(learnt))
        child.on('exit', () => resolve(learnt))
      }),
  }
}
