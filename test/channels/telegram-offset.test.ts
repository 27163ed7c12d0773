import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOffset } from '../../src/channels/telegram/offset.ts'

test('never passes what is not done, and reaches the end once all is', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([10, 11, 12, 13, 14, 15], { minLength: 6 }), fc.nat(63), (order, failing) => {
      const offset = createOffset()
      const open = new Set(order)
      for (const id of open) expect(offset.begin(id, undefined)).toBe(true)
      for (const id of order) {
        if (failing & (1 << (id - 10))) offset.failed(id)
        else {
          offset.done(id)
          open.delete(id)
        }
        expect(offset.value() ?? 10).toBe(Math.min(16, ...open))
      }
      // What failed comes again and is new; what was done is not.
      for (const id of order.filter(id => id >= (offset.value() ?? 0)))
        expect(offset.begin(id, offset.value())).toBe(open.has(id))
      for (const id of open) offset.done(id)
      expect(offset.value()).toBe(16)
      expect(offset.busy()).toBe(0)
    }),
  )
})

test('does not take for new what was done while the answer was under way', () => {
  const offset = createOffset()
  offset.begin(20, undefined)
  offset.begin(21, undefined)
  const asked = offset.value()
  offset.done(20)
  offset.done(21)
  expect([20, 21, 22].map(id => offset.begin(id, asked))).toEqual([false, false, true])
})

test('takes ids that start again at a lower number', () => {
  const offset = createOffset()
  offset.begin(900, undefined)
  offset.done(900)
  expect(offset.begin(3, offset.value())).toBe(true)
  offset.done(3)
  expect(offset.value()).toBe(4)
})
