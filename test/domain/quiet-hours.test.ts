import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outsideQuietHours } from '../../src/domain/quiet-hours.ts'

const NIGHT = { from: 21 * 60, to: 8 * 60 }
const MINUTE = 60_000
const at = (text: string): number => Date.parse(text)
const wall = (instant: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(instant)

test('by day at once; at night when the morning comes, where the person is', () => {
  const day = at('2030-01-02T12:00+09:00')
  expect(outsideQuietHours(day, 'Asia/Tokyo', NIGHT)).toBe(day)
  expect(outsideQuietHours(at('2030-01-02T20:59+09:00'), 'Asia/Seoul', NIGHT)).toBe(at('2030-01-02T20:59+09:00'))
  expect(outsideQuietHours(at('2030-01-02T21:00+09:00'), 'Asia/Seoul', NIGHT)).toBe(at('2030-01-03T08:00+09:00'))
  expect(outsideQuietHours(at('2030-01-03T07:59:59+09:00'), 'Asia/Tokyo', NIGHT)).toBe(at('2030-01-03T08:00+09:00'))
  expect(outsideQuietHours(at('2030-01-02T12:00+09:00'), 'America/Sao_Paulo', NIGHT)).toBe(at('2030-01-02T08:00-03:00'))
})

test('quiet hours within one day (a siesta)', () => {
  const siesta = { from: 13 * 60, to: 15 * 60 + 30 }
  expect(outsideQuietHours(at('2030-01-02T14:00Z'), 'UTC', siesta)).toBe(at('2030-01-02T15:30Z'))
  expect(outsideQuietHours(at('2030-01-02T16:00Z'), 'UTC', siesta)).toBe(at('2030-01-02T16:00Z'))
})

test('the night in which clocks are changed still ends at eight', () => {
  // Berlin: 31 March 2030 is an hour short, 27 October 2030 an hour long.
  expect(outsideQuietHours(at('2030-03-30T23:00+01:00'), 'Europe/Berlin', NIGHT)).toBe(at('2030-03-31T08:00+02:00'))
  expect(outsideQuietHours(at('2030-10-26T23:00+02:00'), 'Europe/Berlin', NIGHT)).toBe(at('2030-10-27T08:00+01:00'))
})

test('an unknown zone is read as UTC', () => {
  expect(outsideQuietHours(at('2030-01-02T22:00Z'), 'Mars/Olympus', NIGHT)).toBe(at('2030-01-03T08:00Z'))
})

test('the result is never earlier, never more than a day later, and either now or the end of the night', () => {
  const zones = [
    'Asia/Tokyo',
    'Asia/Seoul',
    'Asia/Kathmandu',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'UTC',
  ]
  fc.assert(
    fc.property(
      fc.integer({ min: at('2029-01-01'), max: at('2031-01-01') }),
      fc.constantFrom(...zones),
      (now, zone) => {
        const then = outsideQuietHours(now, zone, NIGHT)
        expect(then).toBeGreaterThanOrEqual(now)
        expect(then).toBeLessThan(now + 25 * 60 * MINUTE)
        if (then !== now) expect(wall(then, zone)).toBe('08:00')
        else expect(Number(wall(now, zone).slice(0, 2))).toSatisfy((hour: number) => hour >= 8 && hour < 21)
      },
    ),
    { numRuns: 500 },
  )
})
