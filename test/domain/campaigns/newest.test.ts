import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMain, newestEach } from '../../../src/domain/campaigns/newest.ts'
import { PURPOSES } from '../../../src/domain/campaigns/sheet.ts'

const sheets = fc
  .array(fc.constantFrom(...PURPOSES), { maxLength: 12 })
  .map(purposes => purposes.map((purpose, at) => ({ purpose, number: purposes.length - at })))

test('of whatever was written, what a campaign itself says is one sheet: the last', () => {
  fc.assert(
    fc.property(sheets, all => {
      const kept = newestEach(all).filter(isMain)
      const numbers = all.filter(isMain).map(({ number }) => number)
      expect(kept.map(({ number }) => number)).toEqual(numbers.length === 0 ? [] : [Math.max(...numbers)])
    }),
  )
})

test('a correction and a result are each looked at as they were written last, beside the call', () => {
  const written = ['call', 'template', 'correction', 'result', 'correction'] as const
  const all = written.map((purpose, at) => ({ purpose, number: at + 1 })).reverse()
  expect(newestEach(all).map(({ purpose, number }) => `${purpose} ${number}`)).toEqual([
    'correction 5',
    'result 4',
    'template 2',
  ])
})
