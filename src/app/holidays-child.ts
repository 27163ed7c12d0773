/** The child of holidays.ts: works out the years that it is given, says them, and takes the package's memory with it. */
import { holidayDays } from './holiday-days.ts'
import type { CountryYear, HolidayYear } from './holidays.ts'

const wanted = JSON.parse(process.argv[2] ?? '[]') as CountryYear[]
const years: HolidayYear[] = wanted.map(it => ({ ...it, days: holidayDays(it.country, it.year) }))
process.send?.(years, () => process.disconnect())
