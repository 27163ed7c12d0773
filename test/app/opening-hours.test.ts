import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createHolidays } from '../../src/app/holidays.ts'
import { createOpeningHours, expressionFor, type Hours } from '../../src/app/opening-hours.ts'
import { addDays } from '../../src/app/wall-clock.ts'
import { content } from '../domain/world.ts'

const hours = createOpeningHours()
const office: Hours = {
  hours: 'Mo-Fr 09:00-12:00,13:00-17:00; PH off; Dec 29-Jan 03 off',
  publicHolidays: 'closed',
  timezone: 'Asia/Tokyo',
  country: 'JP',
}
const said = (it: Partial<Hours>, when: string) => {
  const openness = hours.openness({ ...office, ...it }, Date.parse(when))
  const { holiday } = openness
  const clock = (wall: { hour: number; minute: number; ahead: number }) =>
    `+${wall.ahead} ${wall.hour}:${String(wall.minute).padStart(2, '0')}`
  if (openness.state === 'open')
    return ['open', openness.until === 'always' ? 'always' : clock(openness.until), holiday]
  if (openness.state === 'closed')
    return [
      'closed',
      openness.opens ? clock(openness.opens) : 'never',
      ...(openness.perhaps ? ['perhaps'] : []),
      holiday,
    ]
  return ['unknown', holiday]
}

describe('hours, to the minute', () => {
  // 25 November 2026 is a Wednesday.
  it.each([
    ['2026-11-25T08:59:59+09:00', ['closed', '+0 9:00', 'no']],
    ['2026-11-25T09:00:00+09:00', ['open', '+0 12:00', 'no']],
    ['2026-11-25T11:59:59+09:00', ['open', '+0 12:00', 'no']],
    ['2026-11-25T12:00:00+09:00', ['closed', '+0 13:00', 'no']],
    ['2026-11-25T16:59:00+09:00', ['open', '+0 17:00', 'no']],
    ['2026-11-25T17:00:00+09:00', ['closed', '+1 9:00', 'no']],
    ['2026-11-27T17:00:00+09:00', ['closed', '+3 9:00', 'no']],
    ['2026-11-25T00:00:00+09:00', ['closed', '+0 9:00', 'no']],
    ['2026-11-24T23:59:59+09:00', ['closed', '+1 9:00', 'no']],
    // Seen from elsewhere it is the same minute.
    ['2026-11-24T19:00:00-05:00', ['open', '+0 12:00', 'no']],
    // Year's end: closed from 29 December to 3 January, which is a Sunday.
    ['2026-12-28T17:30:00+09:00', ['closed', '+7 9:00', 'no']],
  ])('%s', (when, expected) => expect(said({}, when)).toEqual(expected))

  it('beyond midnight, round the clock, unknown, unreadable, and never', () => {
    const at = '2026-11-25T23:30:00+09:00'
    expect(said({ hours: '24/7' }, at)).toEqual(['open', 'always', 'no'])
    expect(said({ hours: 'Mo-Su 00:00-24:00' }, at)).toEqual(['open', 'always', 'no'])
    expect(said({ hours: 'Mo-Su 22:00-02:00' }, at)).toEqual(['open', '+1 2:00', 'no'])
    expect(said({ hours: 'Mo-Su 22:00-02:00' }, '2026-11-26T01:59:00+09:00')).toEqual(['open', '+0 2:00', 'no'])
    expect(said({ hours: 'Mo-Su 09:00-24:00' }, at)).toEqual(['open', '+1 0:00', 'no'])
    expect(said({ hours: 'We 09:00-24:00; Th 00:00-03:00' }, at)).toEqual(['open', '+1 3:00', 'no'])
    expect(said({ hours: null }, at)).toEqual(['unknown', 'no'])
    expect(said({ hours: 'when the moon is full' }, at)).toEqual(['unknown', 'no'])
    expect(said({ hours: 'Feb 01-Feb 02 09:00-10:00' }, at)).toEqual(['closed', 'never', 'no'])
    expect(said({ hours: 'Th[2,4] 13:00-16:00; PH off' }, '2026-11-20T10:00:00+09:00')).toEqual([
      'closed',
      '+6 13:00',
      'no',
    ])
  })
})

describe('public holidays', () => {
  const holidays = createHolidays()
  const days = (country: string, year: number) => {
    const found: string[] = []
    for (let at = 0; at < 366; at++) {
      const day = addDays({ year, month: 1, day: 1 }, at)
      if (day.year === year && holidays.isHoliday(country, day)) found.push(`${day.month}/${day.day}`)
    }
    return found
  }

  it('of Japan, as the Cabinet Office prints them, with substitute days', () => {
    // https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html
    expect(days('JP', 2026)).toEqual(
      '1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23'.split(' '),
    )
    expect(days('JP', 2027)).toEqual(
      '1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23'.split(' '),
    )
  })

  it('of Korea, with the day before and after New Year and Chuseok, and substitute days', () => {
    const year = days('KR', 2026)
    expect(year).toEqual(
      expect.arrayContaining([
        '2/16',
        '2/17',
        '2/18',
        '3/2',
        '5/5',
        '5/25',
        '8/17',
        '9/24',
        '9/25',
        '9/26',
        '10/5',
        '12/25',
      ]),
    )
    expect(year).not.toContain('2/19')
    expect(days('KR', 2027)).toEqual(
      expect.arrayContaining(['2/6', '2/7', '2/8', '2/9', '8/16', '9/14', '9/15', '9/16', '10/4']),
    )
  })

  it('are the same when a child process has worked them out', async () => {
    const learnt = createHolidays()
    const wanted = ['JP', 'KR', 'NP'].flatMap(country => [2026, 2027].map(year => ({ country, year })))
    expect(await learnt.learn(wanted)).toBe(6)
    for (const { country, year } of wanted)
      for (let at = 0; at < 365; at++) {
        const day = addDays({ year, month: 1, day: 1 }, at)
        expect(learnt.isHoliday(country, day)).toBe(holidays.isHoliday(country, day))
      }
  })

  it('of a country without a calendar: none', () => {
    expect(days('NP', 2026)).toEqual([])
    expect(days('XX', 2026)).toEqual([])
  })

  it('close a desk that says so, and open it after the last of them', () => {
    // 3 to 6 May 2026: Constitution, Greenery, Children's Day on Sunday to Tuesday, and the substitute on Wednesday.
    expect(said({}, '2026-05-06T10:00:00+09:00')).toEqual(['closed', '+1 9:00', 'yes'])
    expect(said({}, '2026-05-01T18:00:00+09:00')).toEqual(['closed', '+6 9:00', 'no'])
    expect(said({ hours: 'Mo-Fr 09:00-17:00' }, '2026-05-06T10:00:00+09:00')).toEqual(['closed', '+1 9:00', 'yes'])
  })

  it('may close a desk that does not say', () => {
    const silent: Partial<Hours> = { hours: 'Mo-Fr 09:00-17:00', publicHolidays: 'not stated' }
    expect(said(silent, '2026-05-06T10:00:00+09:00')).toEqual(['open', '+0 17:00', 'maybe'])
    // Friday after work before Monday, 23 November, Labour Thanksgiving Day.
    expect(said(silent, '2026-11-20T18:00:00+09:00')).toEqual(['closed', '+3 9:00', 'perhaps', 'no'])
  })

  it('have hours of their own where the desk says so', () => {
    const hotline: Partial<Hours> = {
      hours: 'Mo-Fr 17:00-22:00; Sa-Su,PH 09:00-21:00; Dec 29-Jan 03 off',
      publicHolidays: 'open',
    }
    expect(said(hotline, '2026-05-06T10:00:00+09:00')).toEqual(['open', '+0 21:00', 'yes'])
    expect(said(hotline, '2026-05-07T10:00:00+09:00')).toEqual(['closed', '+0 17:00', 'no'])
    expect(said(hotline, '2026-01-01T10:00:00+09:00')).toEqual(['closed', '+3 9:00', 'yes'])
  })

  it('do not close a line that never closes', () => {
    expect(said({ hours: '24/7', publicHolidays: 'not stated' }, '2026-01-01T03:00:00+09:00')).toEqual([
      'open',
      'always',
      'no',
    ])
  })

  it.each([
    ['Sa-Su,PH 09:00-21:00', 'Sa-Su 09:00-21:00', '09:00-21:00'],
    ['PH,Sa 10:00-12:00', 'Sa 10:00-12:00', '10:00-12:00'],
    ['Mo-Fr 09:00-17:00; PH off; Dec 29-Jan 03 off', 'Mo-Fr 09:00-17:00; Dec 29-Jan 03 off', 'off; Dec 29-Jan 03 off'],
    ['Mo-Fr 09:00-17:00; PH 10:00-12:00', 'Mo-Fr 09:00-17:00', '10:00-12:00'],
  ])('%s is, on another day, %s', (rules, ordinary, holiday) => {
    expect(expressionFor({ ...office, hours: rules }, false)).toBe(ordinary)
    expect(expressionFor({ ...office, hours: rules }, true)).toBe(holiday)
  })
})

describe('the real desks', () => {
  it('have hours that can be read, all of them', () => {
    const unread = content.desks
      .flatMap(desk => [desk, ...desk.phones.map(phone => ({ ...desk, hours: phone.hours }))])
      .filter(
        it => it.hours !== null && hours.openness(it, Date.parse('2026-11-25T10:00:00+09:00')).state === 'unknown',
      )
    expect(unread.map(({ id }) => id)).toEqual([])
  })

  const run = async (zone: string, ...args: string[]) => {
    const script = new URL('openness-in-zone.ts', import.meta.url).pathname
    const env = { ...process.env, TZ: zone }
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { env, maxBuffer: 1e9 })
    return stdout
  }

  it('are open at the same minutes wherever the process stands, also where an hour is lost or comes twice', async () => {
    const zones = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Asia/Beirut']
    const prints = []
    for (const zone of zones)
      prints.push(
        createHash('sha256')
          .update(await run(zone))
          .digest('hex'),
      )
    expect(new Set(prints).size).toBe(1)
  })

  it('are open when opening_hours says so of the day itself', async () => {
    const { compared, wrong } = JSON.parse(await run('Asia/Tokyo', 'peer'))
    expect(compared).toBeGreaterThan(1000)
    expect(wrong).toEqual([])
  })
})
