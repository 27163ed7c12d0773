import { expect, test } from 'vitest'
import { dueAt } from '../../../src/domain/campaigns/due.ts'

const HOUR = 3_600_000
const NIGHT = { from: 21 * 60, to: 8 * 60 }
const at = (text: string): number => Date.parse(text)
const ask = { when: { how: 'now' } as const, zone: 'Asia/Tokyo', quiet: NIGHT, ahead: 0 }

test('by day at once, at night in the morning, in the hours of the person', () => {
  const evening = at('2025-06-01T20:00+09:00')
  const night = at('2025-06-01T23:00+09:00')
  expect(dueAt({ ...ask, at: evening })).toBe(evening)
  expect(dueAt({ ...ask, at: night })).toBe(at('2025-06-02T08:00+09:00'))
  expect(dueAt({ ...ask, at: night, zone: 'Asia/Kathmandu' })).toBe(night)
  expect(dueAt({ ...ask, at: night, quiet: undefined })).toBe(night)
})

test('a local time comes in each zone when its clocks show it', () => {
  const when = { how: 'local', day: '2025-06-01', minute: 10 * 60 } as const
  const begin = at('2025-05-31T20:00Z')
  expect(dueAt({ ...ask, when, at: begin })).toBe(at('2025-06-01T10:00+09:00'))
  expect(dueAt({ ...ask, when, at: begin, zone: 'Asia/Manila' })).toBe(at('2025-06-01T10:00+08:00'))
  expect(dueAt({ ...ask, when, at: begin, zone: 'Asia/Kathmandu' })).toBe(at('2025-06-01T10:00+05:45'))
  // Approved too late for it: as soon as may be.
  expect(dueAt({ ...ask, when, at: at('2025-06-01T12:00+09:00') })).toBe(at('2025-06-01T12:00+09:00'))
})

test('what cannot go out before the evening is due in the morning, day after day', () => {
  const six = at('2025-06-01T18:00+09:00')
  expect(dueAt({ ...ask, at: six, ahead: 3 * HOUR - 1 })).toBe(six)
  expect(dueAt({ ...ask, at: six, ahead: 3 * HOUR })).toBe(at('2025-06-02T08:00+09:00'))
  expect(dueAt({ ...ask, at: six, ahead: 16 * HOUR - 1 })).toBe(at('2025-06-02T08:00+09:00'))
  expect(dueAt({ ...ask, at: six, ahead: 16 * HOUR })).toBe(at('2025-06-03T08:00+09:00'))
})
