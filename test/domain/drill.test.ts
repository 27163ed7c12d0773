import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drillOf } from '../../src/domain/drill.ts'

const DAY = 86_400_000
const dayAt = (at: number): string => new Date(at).toISOString().slice(0, 10)
const days = fc.integer({ min: 0, max: 40_000 }).map(it => it * DAY)

test('a proof holds for 45 days and not one more, wherever the year or the month turns', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 92 }), (at, age) => {
      const { state, until } = drillOf(dayAt(at), dayAt(at + age * DAY))
      expect(state === 'over').toBe(age > 45)
      expect(state === 'due').toBe(age > 31 && age <= 45)
      expect(until).toBe(dayAt(at + 45 * DAY))
      // The last day itself still counts.
      expect(state === 'over').toBe(dayAt(at + age * DAY) > (until ?? ''))
    }),
    { numRuns: 1000 },
  )
})

test('a proof from a clock that ran ahead does not hold for ever', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 46, max: 20_000 }), (at, ahead) => {
      expect(drillOf(dayAt(at + ahead * DAY), dayAt(at)).state).toBe('over')
    }),
  )
})

test('who never proved it has not', () => {
  fc.assert(
    fc.property(days, at => {
      expect(drillOf(null, dayAt(at))).toEqual({ state: 'over', until: undefined })
    }),
  )
})
