import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoff } from '../../src/delivery/landing.ts'
import { arrival, bookableAt, createWindow, slotsAhead, spacing } from '../../src/delivery/pace.ts'

test('slots are booked a quarter of a second ahead, and again when one is near', () => {
  const now = 1_000_000
  expect(slotsAhead(now, now, 30)).toBe(8)
  expect(slotsAhead(now + 250, now, 30)).toBe(1)
  expect(slotsAhead(now + 251, now, 30)).toBe(0)
  expect(slotsAhead(now + 251, bookableAt(now + 251), 30)).toBe(1)
  expect(slotsAhead(now, now, 0.5)).toBe(1)
})

test('an arrival time in the past is now; one that no clock can mean is not believed', () => {
  expect(arrival(undefined, 50)).toBe(50)
  expect(arrival(10, 50)).toBe(50)
  expect(arrival(60, 50)).toBe(60)
  expect(arrival(2_000_000_000_000, 50)).toBe(50)
})

test('whatever the lateness, no second holds more sends than the rate', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }),
      (perSecond, delays) => {
        const window = createWindow(perSecond)
        const sends: number[] = []
        let slot = 0
        let now = 0
        for (const delay of delays) {
          now = Math.max(now, slot + delay, window.opensAt())
          window.add(now)
          sends.push(now)
          slot += spacing(perSecond)
        }
        for (const [index, send] of sends.entries())
          expect((sends[index + perSecond] ?? Number.POSITIVE_INFINITY) - send).toBeGreaterThanOrEqual(1000)
      },
    ),
  )
})

test('pauses double up to five minutes, a quarter more or less', () => {
  expect([0, 1, 2, 3].map(attempts => backoff(attempts, 0.5))).toEqual([1000, 2000, 4000, 8000])
  expect(backoff(0, 0)).toBe(750)
  expect(backoff(0, 1)).toBe(1250)
  expect(backoff(500, 1)).toBe(375_000)
})
