/** Lists of counts against somebody who knows the rule: all counts that give one list are made, and compared. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FEWEST, protect } from '../../src/domain/suppression.ts'

const asMap = (counts: readonly number[], name: string): Map<string, number> =>
  new Map(counts.map((n, at) => [`${name}${at}`, n]))
/** As it is shown, in its order. */
const seen = (counts: readonly number[], name = 'x'): string => JSON.stringify(protect(asMap(counts, name)))
const isSmall = (n: number): boolean => n > 0 && n < FEWEST

/** All lists of counts of that length that add up to at most so many. */
const lists = function* (length: number, most: number): Generator<number[]> {
  if (length === 0) return yield []
  for (let n = 0; n <= most; n++) for (const rest of lists(length - 1, most - n)) yield [n, ...rest]
}

/** What somebody can work out: the counts, of all that look the same, that have one value only, and a small one. */
const workedOut = (all: Iterable<number[]>, look: (counts: number[]) => string): number[][] => {
  const alike = Map.groupBy(all, look)
  return [...alike.values()].flatMap(group =>
    (group[0] ?? []).some((n, at) => isSmall(n) && group.every(it => it[at] === n)) ? [group[0] ?? []] : [],
  )
}

test.each([
  [1, 30],
  [2, 30],
  [3, 22],
  [4, 17],
  [5, 13],
])('of %i lines with up to %i in all no small count can be worked out', (length, most) => {
  expect(workedOut(lists(length, most), counts => seen(counts))).toEqual([])
})

test.each([
  [2, 2, 17],
  [2, 3, 12],
  [3, 3, 8],
])('nor from two lists about the same people, %i by %i', (rows, columns, most) => {
  const sums = (counts: number[], of: (at: number) => number, length: number): number[] =>
    Array.from({ length }, (_, line) => counts.reduce((sum, n, at) => sum + (of(at) === line ? n : 0), 0))
  const look = (counts: number[]): string =>
    seen(
      sums(counts, at => Math.floor(at / columns), rows),
      'row',
    ) + seen(sums(counts, at => at % columns, columns))
  const margins = [...lists(rows * columns, most)].map(counts => ({ counts, look: look(counts) }))
  // The cells of the table behind both, which nobody shows, and the lines of either list.
  const all = margins.map(({ counts }) => [
    ...counts,
    ...sums(counts, at => Math.floor(at / columns), rows),
    ...sums(counts, at => at % columns, columns),
  ])
  const by = new Map(all.map((it, at) => [it, margins[at]?.look ?? '']))
  expect(workedOut(all, it => by.get(it) ?? '')).toEqual([])
})

test('no small count is shown, and what is shown is true', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60), { maxLength: 50 }), counts => {
      const truth = asMap(counts, 'x')
      const { lines, total } = protect(truth)
      for (const { key, n } of lines) {
        expect(n === null || !isSmall(n)).toBe(true)
        if (n !== null) expect(n).toBe(truth.get(key))
      }
      expect(total === null || !isSmall(total)).toBe(true)
      // Whatever is hidden, at least two lines are, and five people.
      const hidden = lines.filter(({ n }) => n === null)
      const within = hidden.reduce((sum, { key }) => sum + (truth.get(key) ?? 0), 0)
      expect(hidden.length !== 1 && (hidden.length === 0 || within > FEWEST)).toBe(true)
    }),
  )
})

test('where nothing is small all is told, the largest first', () => {
  expect(protect(new Map(Object.entries({ en: 5, fil: 30, ja: 0, ko: 5 })))).toEqual({
    lines: [
      { key: 'fil', n: 30 },
      { key: 'en', n: 5 },
      { key: 'ko', n: 5 },
      { key: 'ja', n: 0 },
    ],
    total: 40,
  })
  expect(protect(new Map())).toEqual({ lines: [], total: 0 })
})

test('a small one takes the smallest of the others along, and all that are as small', () => {
  const { lines, total } = protect(new Map(Object.entries({ en: 3, fil: 30, ja: 7, ko: 7, id: 8 })))
  expect(lines.map(({ key, n }) => [key, n])).toEqual([
    ['fil', 30],
    ['id', 8],
    ['en', null],
    ['ja', null],
    ['ko', null],
  ])
  expect(total).toBe(55)
})
