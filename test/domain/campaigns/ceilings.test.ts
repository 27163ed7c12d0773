import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CEILINGS, freeAt, hourOf, oldestHour, withHour, withoutHour } from '../../../src/domain/campaigns/ceilings.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = (text: string) => Date.parse(text)

test('one within any hour, also where the clock strikes between them', () => {
  const hours = withHour([], at('2030-01-02T10:59Z'))
  expect(freeAt(hours, at('2030-01-02T11:01Z'), CEILINGS)).toBe(at('2030-01-02T12:00Z'))
  expect(freeAt(hours, at('2030-01-02T12:00Z'), CEILINGS)).toBe(at('2030-01-02T12:00Z'))
  expect(freeAt([], 5, CEILINGS)).toBe(5)
})

test('whoever is sent all that the ceilings allow gets no more than that in any hour, day or week', () => {
  fc.assert(
    fc.property(
      fc.record({ hour: fc.integer({ min: 1, max: 3 }), day: fc.integer({ min: 1, max: 6 }), week: fc.nat(12) }),
      fc.array(fc.integer({ min: 0, max: 9 * HOUR }), { minLength: 60, maxLength: 60 }),
      ({ week, ...some }, waits) => {
        const ceilings = { ...some, week: week + 1 }
        const sent: number[] = []
        let now = at('2030-01-01T00:00Z')
        let hours: number[] = []
        for (const wait of waits) {
          now = Math.max(now + wait, freeAt(hours, now + wait, ceilings))
          expect(freeAt(hours, now, ceilings), 'what was said is kept').toBe(now)
          hours = withHour(hours, now)
          sent.push(now)
        }
        for (const [span, most] of [
          [HOUR, ceilings.hour],
          [DAY, ceilings.day],
          [7 * DAY, ceilings.week],
        ] as const)
          for (const end of sent)
            expect(sent.filter(it => it > end - span && it <= end).length).toBeLessThanOrEqual(most)
        expect(hours.length).toBeLessThanOrEqual(ceilings.week + 1)
      },
    ),
  )
})

test('who is sent nothing for so long may be sent one at once, and no hour is kept for longer than it counts', () => {
  const start = at('2030-01-01T00:30Z')
  const hours = [start, start + 2 * HOUR, start + 4 * HOUR].reduce(withHour, [] as number[])
  expect(freeAt(hours, start + 6 * HOUR, CEILINGS)).toBe(at('2030-01-02T01:00Z'))
  expect(withHour(hours, start + 8 * DAY)).toEqual([hourOf(start + 8 * DAY)])
  expect(Math.max(...hours)).toBeLessThan(oldestHour(start + 8 * DAY))
})

test('a sending that came to nothing is taken back once', () => {
  expect(withoutHour([9, 9, 8], 9)).toEqual([9, 8])
  expect(withoutHour([9], 7)).toEqual([9])
})
