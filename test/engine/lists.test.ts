import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageOf, pagesOf } from '../../src/engine/lists.ts'

const items = (count: number) => Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Label ${at}` }))
const sizes = (count: number) =>
  Array.from({ length: pagesOf(items(count)) }, (_, page) => pageOf(items(count), page).length)

test('nobody turns a page for one or two', () => {
  expect([0, 1, 10, 11, 12, 13, 22, 23].map(sizes)).toEqual([
    [0],
    [1],
    [10],
    [11],
    [12],
    [10, 3],
    [10, 12],
    [10, 10, 3],
  ])
})

test('every item stands on one page, in order', () => {
  fc.assert(
    fc.property(fc.nat(200), count => {
      const all = items(count)
      expect(sizes(count).flatMap((_, page) => pageOf(all, page))).toEqual(all)
    }),
  )
})
