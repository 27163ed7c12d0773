import { beforeAll, describe, expect, it } from 'vitest'
import { createHolidays } from '../../../src/app/holidays.ts'
import { createOpeningHours } from '../../../src/app/opening-hours.ts'
import { addDays, isoDay } from '../../../src/app/wall-clock.ts'
import { lineHours } from '../../../src/domain/phones.ts'
import { content, rawContent } from '../../domain/world.ts'
import { card, words } from '../directory-rig.ts'
import { isListed, LISTED } from './listed-holidays.ts'
import { type PlainLine, plainAnswer, plus } from './plain-hours.ts'

/** Hours east of Greenwich; none of these has summer time. */
const EAST: Record<string, number> = {
  'Asia/Tokyo': 9,
  'Asia/Seoul': 9,
  'Asia/Taipei': 8,
  'Asia/Hong_Kong': 8,
  'Asia/Singapore': 8,
  'Asia/Jakarta': 7,
  'Asia/Bangkok': 7,
  'Asia/Ho_Chi_Minh': 7,
  'Asia/Dhaka': 6,
  'Asia/Colombo': 5.5,
}
type Line = PlainLine & { country: string; timezone: string }
type RawDesk = Record<'country' | 'timezone' | 'public_holidays', string> & {
  opening_hours: string | null
  phones: { opening_hours: string | null }[]
}
const raw = (rawContent().desks as { desks: RawDesk[] }).desks

/** Each way of writing hours once per country. A line with hours of its own: see the rules in content/desks.json. */
const lines = new Map<string, Line>()
for (const { country, timezone, public_holidays, opening_hours, phones } of raw)
  for (const hours of new Set([opening_hours, ...phones.map(phone => phone.opening_hours)])) {
    if (hours === null) continue
    const stated = public_holidays as Line['holidays']
    const holidays = hours !== opening_hours && stated === 'open' ? 'not stated' : stated
    const line: Line = { hours, holidays, country, timezone, isHoliday: day => isListed(country, day) }
    lines.set(`${country} ${hours} ${holidays}`, line)
  }

const hours = createOpeningHours()
beforeAll(() => hours.warm(['JP', 'KR'], Date.parse('2026-11-22T00:00:00Z')))

const said = (line: Line, now: number): string => {
  const { holidays: publicHolidays, ...rest } = line
  const answer = hours.openness({ ...rest, publicHolidays }, now)
  const two = (number: number) => String(number).padStart(2, '0')
  const clock = (wall: { ahead: number; hour: number; minute: number }) =>
    // Until midnight is said as the next day's first minute.
    `+${wall.ahead} ${two(wall.hour)}:${two(wall.minute)}`
  if (answer.state === 'unknown') return 'unknown'
  if (answer.state === 'open')
    return answer.until === 'always'
      ? 'open always'
      : `${answer.holiday === 'maybe' ? 'perhaps ' : ''}open ${clock(answer.until)}`
  return answer.opens ? `closed ${clock(answer.opens)}${answer.perhaps ? ' perhaps' : ''}` : 'closed'
}

/** One minute before and at every opening and closing, and three moments between. */
const minutesOf = (line: Line): number[] => {
  const edges = [...line.hours.matchAll(/(\d\d):(\d\d)/g)].map(([, hour, minute]) => Number(hour) * 60 + Number(minute))
  return [...new Set([0, 12 * 60, 24 * 60 - 1, ...edges.flatMap(edge => [edge - 1, edge])])].filter(at => at < 24 * 60)
}

const compare = (days: (line: Line) => string[]) => {
  const wrong: string[] = []
  let compared = 0
  for (const line of lines.values())
    for (const day of days(line))
      for (const minute of minutesOf(line)) {
        const now = Date.parse(`${day}T00:00:00Z`) + (minute - (EAST[line.timezone] ?? Number.NaN) * 60) * 60_000
        const [expected, got] = [plainAnswer(line, day, minute), said(line, now)]
        compared++
        if (expected !== got) wrong.push(`${line.country} ${line.hours} | ${day} ${minute / 60} | ${expected} | ${got}`)
      }
  return { wrong: wrong.slice(0, 20), compared }
}
const isAtHome = ({ country }: Line): boolean => country === 'JP' || country === 'KR'

describe('every way of writing hours in the data, to the minute', () => {
  it('are many', () => {
    const strings = new Set([...lines.values()].map(line => line.hours))
    expect(strings.size).toBeGreaterThan(50)
    expect([...lines.values()].filter(line => EAST[line.timezone] === undefined)).toEqual([])
  })

  it('in an ordinary week: Monday to Sunday, 9 to 15 November 2026', () => {
    const { wrong, compared } = compare(() => Array.from({ length: 7 }, (_, at) => plus('2026-11-09', at)))
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(2000)
  })

  it.each([2026, 2027] as const)('on each public holiday of %i, and on the days before and after', year => {
    const around = (line: Line) => {
      const own = isAtHome(line) ? LISTED[line.country as 'JP' | 'KR'][year] : []
      const days = new Set(own.flatMap(day => [plus(day, -1), day, plus(day, 1)]))
      return [...days].filter(day => day.startsWith(`${year}`))
    }
    const { wrong, compared } = compare(around)
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(15_000)
  })

  it.each([2026, 2027])('at the end of %i: 28 December to 4 January', year => {
    const days = Array.from({ length: 8 }, (_, at) => plus(`${year}-12-28`, at))
    const { wrong, compared } = compare(line => (isAtHome(line) ? days : []))
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(2000)
  })
})

describe('the calendar', () => {
  it.each(['JP', 'KR'] as const)('of %s is the one that the government printed, no day more and none less', country => {
    const holidays = createHolidays()
    for (const year of [2026, 2027] as const) {
      const days = Array.from({ length: 365 }, (_, at) => addDays({ year, month: 1, day: 1 }, at))
      expect(days.filter(day => holidays.isHoliday(country, day)).map(isoDay)).toEqual(LISTED[country][year])
    }
  })

  it('has Labour Day of Korea from 2026 on, moved past a weekend and past other holidays', () => {
    const holidays = createHolidays()
    const free = (year: number, month: number, day: number) => holidays.isHoliday('KR', { year, month, day })
    expect(free(2025, 5, 1)).toBe(false)
    expect([free(2032, 5, 1), free(2032, 5, 2), free(2032, 5, 3)]).toEqual([true, false, true])
    expect([free(2028, 5, 1), free(2028, 5, 2)]).toEqual([true, true])
  })
})

describe('the plain reader', () => {
  const isHoliday = (day: string) => day === '2026-11-03'
  it.each([
    // Written by hand: 2 November 2026 is a Monday, the 3rd a holiday.
    ['Mo-Fr 09:00-12:00,13:00-17:00; PH off', 'closed', '2026-11-02', 12 * 60, 'closed +0 13:00'],
    ['Mo-Fr 09:00-12:00,13:00-17:00; PH off', 'closed', '2026-11-02', 17 * 60, 'closed +2 09:00'],
    ['Mo-Fr 17:00-22:00; Sa-Su,PH 09:00-21:00', 'open', '2026-11-03', 9 * 60, 'open +0 21:00'],
    ['Mo-Fr 10:00-17:00', 'not stated', '2026-11-03', 600, 'perhaps open +0 17:00'],
    ['Mo-Fr 10:00-17:00', 'not stated', '2026-11-02', 1020, 'closed +1 10:00 perhaps'],
    ['Mo-Fr 10:00-17:00', 'closed', '2026-11-03', 600, 'closed +1 10:00'],
    ['Th[2,4] 13:00-16:00; PH off', 'closed', '2026-11-05', 800, 'closed +7 13:00'],
    ['Mo-Fr 09:00-17:00; PH off; Dec 29-Jan 03 off', 'closed', '2026-12-28', 1020, 'closed +7 09:00'],
    ['24/7', 'open', '2026-11-03', 0, 'open always'],
  ] as const)('%s, %s, on %s at minute %i: %s', (hours, holidays, day, minute, expected) =>
    expect(plainAnswer({ hours, holidays, isHoliday }, day, minute)).toBe(expected),
  )
})

describe('a line with hours of its own', () => {
  const desk = (id: string) => content.desks.find(one => one.id === id) ?? expect.fail(id)
  const own = (id: string, lang: string) =>
    desk(id).phones.find(phone => phone.languages.includes(lang)) ?? expect.fail(`${id} ${lang}`)

  it('is not open on a holiday because its desk never closes', () => {
    expect(lineHours(desk('tw-1990'), own('tw-1990', 'vi')).publicHolidays).toBe('not stated')
    expect(lineHours(desk('kr-112'), own('kr-112', 'en'))).toEqual({ hours: '24/7', publicHolidays: 'open' })
  })

  it('says so on the card: the Filipino line on a Tuesday that is a holiday, and on one that is none', () => {
    const at = (wall: string) =>
      card('jp-mhlw-labour-standards-hotline', { lang: 'fil', now: Date.parse(`${wall}:00+09:00`) })
    const maybe = words.text('fil', 'desks.holiday_unknown')
    expect(at('2026-11-03T18:00')).toContain(maybe)
    expect(at('2026-11-10T18:00')).not.toContain(maybe)
  })

  it('closes when its desk closes, unless it says otherwise', () => {
    const of = (deskHours: string, hours: string) =>
      lineHours({ ...desk('jp-aichi'), hours: deskHours }, { ...own('jp-aichi', 'en'), hours }).hours
    const closing = 'Mo-Fr 09:00-17:00; PH off; Dec 29-Jan 03 off'
    expect(of(closing, 'Tu 10:00-12:00')).toBe('Tu 10:00-12:00; PH off; Dec 29-Jan 03 off')
    expect(of(closing, 'Tu,PH 10:00-12:00')).toBe('Tu,PH 10:00-12:00; Dec 29-Jan 03 off')
    expect(of(closing, 'Tu 10:00-12:00; Dec 31-Jan 01 off')).toBe('Tu 10:00-12:00; Dec 31-Jan 01 off; PH off')
    expect(of(closing, '24/7')).toBe('24/7')
    expect(of('Mo-Fr 09:00-17:00', 'Tu 10:00-12:00')).toBe('Tu 10:00-12:00')
  })
})
