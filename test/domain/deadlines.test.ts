import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayIn, deadlineDay, isoWeek, patienceOf } from '../../src/domain/deadlines.ts'

const at = (text: string) => Date.parse(text)

describe('the promised day', () => {
  it('is two weeks ahead, or four hours in an emergency', () => {
    const now = at('2026-11-21T12:00:00+09:00')
    expect(deadlineDay({ now, urgency: 'soon', area: 'JP-11' })).toBe('2026-12-05')
    expect(deadlineDay({ now, urgency: 'urgent', area: null })).toBe('2026-12-05')
    expect(deadlineDay({ now, urgency: 'emergency', area: 'JP-11' })).toBe('2026-11-21')
    expect(patienceOf('routine').acknowledge).toBe(3 * 86_400_000)
    expect(patienceOf('emergency').acknowledge).toBe(4 * 3_600_000)
  })

  it('is a day where the person is', () => {
    const now = at('2026-11-21T23:30:00+09:00')
    expect(deadlineDay({ now, urgency: 'emergency', area: 'JP-11' })).toBe('2026-11-22')
    expect(deadlineDay({ now, urgency: 'emergency', area: 'BD-C' })).toBe('2026-11-22')
    expect(deadlineDay({ now: at('2026-11-21T21:00:00+09:00'), urgency: 'emergency', area: 'BD-C' })).toBe('2026-11-21')
    expect(dayIn('Asia/Kathmandu', at('2026-11-21T18:14:00Z'))).toBe('2026-11-21')
    expect(dayIn('Asia/Kathmandu', at('2026-11-21T18:15:00Z'))).toBe('2026-11-22')
  })
})

describe('the week that a concern came in', () => {
  // The examples of ISO 8601 itself.
  it.each([
    ['2005-01-01', '2004-W53'],
    ['2005-01-02', '2004-W53'],
    ['2005-12-31', '2005-W52'],
    ['2007-01-01', '2007-W01'],
    ['2008-12-29', '2009-W01'],
    ['2010-01-03', '2009-W53'],
    ['2026-11-21', '2026-W47'],
  ])('%s is in %s', (day, week) => expect(isoWeek(at(`${day}T00:00:00Z`))).toBe(week))

  it('lasts from Monday to Sunday and grows by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), weeks => {
        const monday = at('2001-01-01T00:00:00Z') + weeks * 7 * 86_400_000
        const sunday = monday + 7 * 86_400_000 - 1
        return isoWeek(monday) === isoWeek(sunday) && isoWeek(sunday) < isoWeek(sunday + 1)
      }),
    )
  })
})
