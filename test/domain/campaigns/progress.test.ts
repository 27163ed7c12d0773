import fc from 'fast-check'
import { expect, test } from 'vitest'
import { briefOf, ENDS, finishOf, progressOf } from '../../../src/domain/campaigns/progress.ts'
import { outsideQuietHours } from '../../../src/domain/quiet-hours.ts'

const line = (what: string, n: number, lang = 'en', channel = 'telegram') => ({ what, lang, channel, n })

test('what is left is what no line has come to; a wait is no end', () => {
  const it = progressOf([
    line('frozen', 100),
    line('frozen', 20, 'ko', 'web'),
    line('sent', 60),
    line('failed:400', 3),
    line('failed:403', 9),
    line('gone', 2),
    line('put-off', 40),
    line('shown', 8, 'ko', 'web'),
  ])
  expect([it.frozen, it.left, it.putOff, it.ends.sent, it.ends.gone]).toEqual([120, 38, 40, 60, 2])
  expect(it.failed).toEqual([
    { code: '403', n: 9 },
    { code: '400', n: 3 },
  ])
  expect(it.byChannel.reached.lines).toEqual([
    { key: 'telegram', n: 60 },
    { key: 'web', n: 8 },
  ])
  expect(it.byLang.left).toEqual({
    lines: [
      { key: 'en', n: 26 },
      { key: 'ko', n: 12 },
    ],
    total: 38,
  })
})

test('in a line: a text that took the place of another, and one taken away, have arrived too', () => {
  const counts = [
    line('frozen', 100),
    line('failed:400', 3),
    line('failed:403', 4),
    line('gone', 5),
    line('expired', 6),
  ]
  const reached = [line('sent', 10), line('shown', 11), line('edited', 12), line('removed', 13)]
  expect(briefOf(progressOf([...counts, ...reached]))).toEqual({ frozen: 100, left: 36, sent: 46, failed: 7 })
})

test('by language and channel no number from 1 to 4 is told', () => {
  const count = fc.record({
    what: fc.constantFrom('frozen', 'failed:400', ...ENDS),
    lang: fc.constantFrom('en', 'fil', 'ja', 'ko'),
    channel: fc.constantFrom('telegram', 'web'),
    n: fc.nat(30),
  })
  fc.assert(
    fc.property(fc.array(count, { maxLength: 40 }), counts => {
      const { byLang, byChannel } = progressOf(counts)
      for (const list of [...Object.values(byLang), ...Object.values(byChannel)])
        for (const n of [list.total, ...list.lines.map(it => it.n)]) expect(n === null || n === 0 || n >= 5).toBe(true)
    }),
  )
})

const HOUR = 3_600_000
const TOKYO = 'Asia/Tokyo'
const night = { from: 21 * 60, to: 8 * 60 }
const awake = (at: number) => outsideQuietHours(at, TOKYO, night)
/** By the clock of Tokyo. */
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 0, day, hour - 9, minute)

test.each([
  ['at the permitted rate', 18_000, at(5, 10), at(5, 10, 10)],
  ['until the night, then from the morning on', 2 * 3600 * 30, at(5, 20), at(6, 9)],
  ['from the morning on', 30 * 60, at(5, 23), at(6, 8, 1)],
  ['over two nights', 20 * 3600 * 30, at(5, 15), at(7, 9)],
])('it is over %s', (_, left, from, end) => {
  expect(finishOf({ left, from, perSecond: 30, awake })).toBe(end)
})

test('nothing left has no end to tell of, and neither has what takes weeks', () => {
  const from = at(5, 10)
  expect(finishOf({ left: 0, from, perSecond: 30, awake })).toBeUndefined()
  expect(finishOf({ left: 14 * 24 * 3600 * 30, from, perSecond: 30, awake })).toBeUndefined()
  expect(finishOf({ left: 30, from, perSecond: 30, awake: () => from + 30 * 24 * HOUR })).toBeUndefined()
})
