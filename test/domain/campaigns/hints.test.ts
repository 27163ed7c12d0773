import { expect, test } from 'vitest'
import { CHECKS, unticked } from '../../../src/domain/campaigns/checklist.ts'
import { type Hint, hintsOf, type Known } from '../../../src/domain/campaigns/hints.ts'
import type { Sheet } from '../../../src/domain/campaigns/sheet.ts'
import { sheetOf } from './sheets.ts'

const known: Known = { isName: it => it === 'Tokyo Prefecture', isPhone: it => it === '0312345678' }
const hints = (body: string, changes: Partial<Sheet> = {}): (Hint | string)[] =>
  hintsOf(sheetOf({ texts: { en: { title: 'A title', body } }, ...changes }), known).map(it =>
    it.code === 'night' ? it.code : `${it.code} ${it.found}`,
  )

test.each([
  ['Maria Santos was not paid.', ['name Maria Santos']],
  ['In Tokyo Prefecture, come at noon. We Go.', ['name We Go']],
  ['People in Tokyo Prefecture come.', []],
  ['給料は期日に払われるべきです。', []],
  ['Call 090-1111-2222 now', ['phone 090-1111-2222']],
  ['Call 03-1234-5678, or +81 90 1111 2222', ['phone +81 90 1111 2222']],
  ['On 2026-11-30 we meet', ['figures 2026']],
  ['Wages fell by 7 %', ['figures 7 %']],
  ['Write [what happened] here', ['blank [what happened]']],
  ['See https://example.org/Maria-Santos/1234567', []],
  ['{{desk:jp-1234567}} helps', []],
  ['Jika Anda bekerja malam, datanglah.', []],
])('%s', (body, found) => expect(hints(body)).toEqual(found))

test('figures with a source are no hint, and neither is a decent hour', () => {
  expect(hints('Wages fell by 7 %', { sources: ['Ministry of Labour, 2025'] })).toEqual([])
  const at = (minute: number, emergency = false) =>
    hints('Come.', { when: { how: 'local', day: '2026-11-30', minute }, emergency })
  expect([at(9 * 60), at(22 * 60), at(7 * 60), at(22 * 60, true)]).toEqual([[], ['night'], ['night'], []])
})

test('the checklist says what nobody has ticked', () => {
  expect(unticked({ checks: [] })).toEqual(CHECKS)
  expect(unticked({ checks: [...CHECKS.slice(1), 'of an older list'] })).toEqual([CHECKS[0]])
})
