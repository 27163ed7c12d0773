import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Urgency } from '../../src/domain/categories.ts'
import {
  dayIn,
  deadlineDay,
  faultOf,
  isoWeek,
  type Promises,
  patienceOf,
  renewedDay,
} from '../../src/domain/deadlines.ts'

const at = (text: string) => Date.parse(text)

const promises = (it: Record<string, [number, number]>): Promises =>
  new Map(Object.entries(it).map(([category, [acknowledge, answer]]) => [category, { acknowledge, answer }]))
const dayOf = (now: number, urgency: Urgency, area: string | null, set: Promises = promises({})) =>
  deadlineDay({ now, area, patience: patienceOf({ category: 'wages', urgency }, set) })

describe('the promised day', () => {
  it('is two weeks ahead, or four hours in an emergency, until somebody sets others', () => {
    const now = at('2026-11-21T12:00:00+09:00')
    expect(dayOf(now, 'soon', 'JP-11')).toBe('2026-12-05')
    expect(dayOf(now, 'urgent', null)).toBe('2026-12-05')
    expect(dayOf(now, 'emergency', 'JP-11')).toBe('2026-11-21')
    expect(patienceOf({ category: 'wages', urgency: 'routine' }, promises({})).acknowledge).toBe(3 * 24)
  })

  it('is a day where the person is', () => {
    const now = at('2026-11-21T23:30:00+09:00')
    expect(dayOf(now, 'emergency', 'JP-11')).toBe('2026-11-22')
    expect(dayOf(now, 'emergency', 'BD-C')).toBe('2026-11-22')
    expect(dayOf(at('2026-11-21T21:00:00+09:00'), 'emergency', 'BD-C')).toBe('2026-11-21')
    expect(dayIn('Asia/Kathmandu', at('2026-11-21T18:14:00Z'))).toBe('2026-11-21')
    expect(dayIn('Asia/Kathmandu', at('2026-11-21T18:15:00Z'))).toBe('2026-11-22')
  })

  it('is the category’s own, else the one for all; an emergency waits no longer than either', () => {
    const set = promises({ '*': [24, 48], wages: [2, 24], '!': [6, 30] })
    const of = (category: string, urgency: Urgency) => patienceOf({ category, urgency }, set)
    expect(of('wages', 'soon')).toEqual({ acknowledge: 2, answer: 24 })
    expect(of('housing', 'soon')).toEqual({ acknowledge: 24, answer: 48 })
    expect(of('housing', 'emergency')).toEqual({ acknowledge: 6, answer: 30 })
    expect(of('wages', 'emergency')).toEqual({ acknowledge: 2, answer: 24 })
  })

  it.each([
    [1, 1, undefined],
    [72, 336, undefined],
    [90 * 24, 90 * 24, undefined],
    [0, 4, 'range'],
    [4, 90 * 24 + 1, 'range'],
    [1.5, 4, 'range'],
    [Number.NaN, 4, 'range'],
    [5, 4, 'order'],
  ] as const)('of %s and %s hours: %s', (acknowledge, answer, fault) =>
    expect(faultOf({ acknowledge, answer })).toBe(fault),
  )
})

describe('a promise when there is something to answer again', () => {
  const now = at('2026-11-21T12:00:00+09:00')
  const renewed = (status: string, deadline: string) =>
    renewedDay({ status, deadline, area: 'JP-11' }, now, { acknowledge: 72, answer: 336 })
  it.each([
    ['answered', '2026-11-30', '2026-12-05'],
    ['closed', '2026-01-01', '2026-12-05'],
    // Whoever was waited for is not late, and is not promised less.
    ['waiting', '2026-11-20', '2026-12-05'],
    ['waiting', '2026-11-21', undefined],
    ['referred', '2026-11-20', '2026-12-05'],
    // What was not kept is not promised anew.
    ['working', '2026-11-20', undefined],
    ['written', '2026-11-20', undefined],
    ['new', '2026-11-20', undefined],
  ])('%s, %s: %s', (status, deadline, expected) => expect(renewed(status, deadline)).toBe(expected))
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
