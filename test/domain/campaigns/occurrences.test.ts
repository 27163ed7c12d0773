import fc from 'fast-check'
import { createTask } from 'node-cron'
import { expect, test } from 'vitest'
import { nextFive, readCron } from '../../../src/app/campaigns/cron.ts'
import { type CronFields, lastOccurrence, nextOccurrences } from '../../../src/domain/campaigns/occurrences.ts'
import { instantOf, localTime } from '../../../src/domain/local-time.ts'

const HOUR = 3_600_000
const ZONES = ['Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']
const fields = (cron: string): CronFields => {
  const read = readCron(cron)
  if (!read) throw new Error(cron)
  return read
}
const next = (cron: string, zone: string, from: string, count = 5): string[] =>
  nextOccurrences(fields(cron), zone, Date.parse(from), count).map(at => new Date(at).toISOString())

const cron = fc
  .record({
    minute: fc.constantFrom('0', '30', '15,45', '*/20'),
    hour: fc.constantFrom('9', '2', '0', '1,13', '*/6', '23'),
    day: fc.constantFrom('*', '1', '31', 'L', 'L-3', '15W', 'LW', '1W', '*/10', '29'),
    month: fc.constantFrom('*', '2', '3', '10', '*/4', 'jan-mar'),
    weekday: fc.constantFrom('*', '0', '7', '1-5', 'sun', '5L', '0#2', '7#1', '*'),
  })
  .map(it => Object.values(it).join(' '))
  // No 31 February.
  .filter(it => readCron(it) !== undefined)
const zone = fc.constantFrom(...ZONES)
const instant = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2032, 0) })

test('node-cron would run at each of them and at none between, but for hours that the clocks leave out', () => {
  fc.assert(
    fc.property(cron, zone, instant, (expression, timezone, from) => {
      const task = createTask(expression, () => undefined, {
        timezone,
        logger: { info() {}, warn() {}, error() {}, debug() {} },
      })
      const found = nextOccurrences(fields(expression), timezone, from, 4)
      void task.destroy()
      expect(found).toEqual([...new Set(found)].sort((a, b) => a - b))
      for (const at of found) {
        expect(at).toBeGreaterThan(from)
        // Jumped over: the wall clock a minute before shows more than a minute less.
        const jumped = localTime(timezone, at).minute !== (localTime(timezone, at - 60_000).minute + 1) % 1440
        if (!jumped) expect([expression, timezone, task.match(new Date(at))]).toEqual([expression, timezone, true])
      }
      // Hour by hour and quarter by quarter nothing is left out, up to the first that was found.
      const end = Math.min(found[0] ?? from + 90 * 24 * HOUR, from + 40 * 24 * HOUR)
      for (let at = Math.ceil((from + 1) / 300_000) * 300_000; at < end; at += 300_000) {
        if (!task.match(new Date(at))) continue
        // Shown for the second time when the clocks are set back.
        expect(instantOf(timezone, localTime(timezone, at))).toBeLessThan(at)
      }
    }),
    { numRuns: 60 },
  )
})

test('the clocks are set forward: the missing hour is the moment at which they jump; set back: the first of the two', () => {
  expect(next('30 2 * * *', 'Europe/Berlin', '2025-03-29T12:00:00Z', 2)).toEqual([
    '2025-03-30T01:00:00.000Z',
    '2025-03-31T00:30:00.000Z',
  ])
  expect(next('30 2 * * *', 'Europe/Berlin', '2025-10-25T12:00:00Z', 2)).toEqual([
    '2025-10-26T00:30:00.000Z',
    '2025-10-27T01:30:00.000Z',
  ])
  // Two times in the missing hour are one moment.
  expect(next('10,50 2 * * *', 'Europe/Berlin', '2025-03-29T12:00:00Z', 2)).toEqual([
    '2025-03-30T01:00:00.000Z',
    '2025-03-31T00:10:00.000Z',
  ])
})

test('the second Sunday, the last day, a leap day, and a day that never comes', () => {
  expect(next('0 18 * * 0#2', 'Asia/Tokyo', '2025-01-01T00:00:00Z', 2)).toEqual([
    '2025-01-12T09:00:00.000Z',
    '2025-02-09T09:00:00.000Z',
  ])
  expect(next('0 0 L 2 *', 'UTC', '2023-03-01T00:00:00Z', 2)).toEqual([
    '2024-02-29T00:00:00.000Z',
    '2025-02-28T00:00:00.000Z',
  ])
  expect(next('0 0 L-30 2 *', 'UTC', '2025-01-01T00:00:00Z')).toEqual([])
})

test('what a form may say', () => {
  const from = Date.UTC(2025, 0, 1)
  expect(nextFive('0 9 * * 1', 'Asia/Seoul', from)).toMatchObject({ ok: true, value: { length: 5 } })
  expect(nextFive('0 0 9 * * 1', 'Asia/Seoul', from)).toEqual({ ok: false, why: 'cron' })
  expect(nextFive('0 25 * * 1', 'Asia/Seoul', from)).toEqual({ ok: false, why: 'cron' })
  expect(nextFive('@daily', 'Asia/Seoul', from)).toEqual({ ok: false, why: 'cron' })
  expect(nextFive('0 9 * * 1', 'Asia/Nowhere', from)).toEqual({ ok: false, why: 'zone' })
  expect(nextFive('0 9 L-30 2 *', 'Asia/Seoul', from)).toEqual({ ok: false, why: 'never' })
  expect(nextFive('0,30 9 * * 1', 'Asia/Seoul', from)).toEqual({ ok: false, why: 'too-often' })
})

test('the last one that is not too old', () => {
  const daily = fields('0 9 * * *')
  const at = (text: string): number => Date.parse(text)
  const last = (since: string, now: string) =>
    lastOccurrence(daily, 'UTC', { since: at(since), now: at(now), late: 12 * HOUR })
  expect(last('2025-01-01T00:00Z', '2025-01-05T10:00Z')).toBe(at('2025-01-05T09:00Z'))
  expect(last('2025-01-01T00:00Z', '2025-01-05T08:59Z')).toBeUndefined()
  expect(last('2025-01-05T09:00Z', '2025-01-05T10:00Z')).toBeUndefined()
})

test('an instant reads back as what its clock shows, in every zone, unless the clocks left it out', () => {
  fc.assert(
    fc.property(zone, instant, (of, at) => {
      const minute = Math.floor(at / 60_000) * 60_000
      const back = instantOf(of, localTime(of, minute))
      expect(localTime(of, back)).toEqual(localTime(of, minute))
      expect(back === minute || minute - back === HOUR || minute - back === HOUR / 2).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
