/** A save loses nothing: a sheet becomes a form, and what a browser sends of that form the same sheet. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsFrom, type Pair } from '../../../src/console/campaigns/form/fields.ts'
import { readForm, writeForm } from '../../../src/console/campaigns/form/read.ts'
import { readSheet, type Sheet, writeSheet } from '../../../src/domain/campaigns/sheet.ts'
import { anySheet } from '../../domain/campaigns/arbitrary.ts'
import { sheetOf } from '../../domain/campaigns/sheets.ts'

const ZONE = 'Asia/Tokyo'
const read = (pairs: Pair[], before = sheetOf()) => readForm(fieldsFrom(pairs), before, ZONE)
/** As browsers write line ends. */
const sent = (pairs: Pair[]): Pair[] => pairs.map(([name, value]) => [name, value.replace(/\n/g, '\r\n')])

test('any sheet comes back from its form as it was', () => {
  fc.assert(
    fc.property(anySheet, sheet => {
      const { value, faults } = read(sent(writeForm(sheet, ZONE)))
      expect(faults).toEqual([])
      expect(writeSheet(value)).toBe(writeSheet(sheet))
      expect(readSheet(writeSheet(value))).toBeDefined()
    }),
    { numRuns: 500 },
  )
})

const changed = (name: string, ...values: string[]): { faults: string[]; sheet: Sheet } => {
  const pairs = writeForm(sheetOf(), ZONE).filter(([other]) => other !== name)
  const { value, faults } = read([...pairs, ...values.map((value): Pair => [name, value])])
  return { faults: faults.map(({ field, code }) => `${field} ${code}`), sheet: value }
}

test.each([
  ['title-en', 'x'.repeat(101), 'title-en long'],
  ['body-ja', 'x'.repeat(3001), 'body-ja long'],
  ['goal', 'x'.repeat(501), 'goal long'],
  ['until', '', 'until time'],
  ['until', '2026-02-30T10:00', 'until time'],
  ['ends', 'tomorrow', 'ends time'],
  ['sources', 'a\nb\nc\nd\ne\nf', 'sources many'],
  ['sources', 'x'.repeat(301), 'sources long'],
  ['how', 'whenever', 'how odd'],
  ['area', 'Tokyo', 'area odd'],
  ['took', 'all', 'took odd'],
  ['joined-from', '2026-13-01', 'joined-from time'],
  ['event-starts', '2026-02-01T10:00', 'event-zone odd'],
  ['poll-label-0-en', 'Yes', 'act-poll unticked'],
  ['comment-summary-en', 'A law', 'act-comment unticked'],
  ['fallback', '<b>', 'fallback odd'],
])('%s: %j is a fault, and the rest is kept', (name, value, fault) => {
  const { faults, sheet } = changed(name, value)
  expect(faults).toEqual([fault])
  expect(sheet.texts.en?.body ?? '').not.toBe('')
})

test.each([
  [
    [
      ['act', 'sign'],
      ['sign-target', '0'],
    ],
    'sign-target number',
  ],
  [
    [
      ['act', 'rsvp'],
      ['rsvp-places', 'many'],
    ],
    'rsvp-places number',
  ],
  [
    [
      ['act', 'poll'],
      ['poll-most', '11'],
    ],
    'poll-most number',
  ],
  [
    [
      ['act', 'poll'],
      ['poll-label-0-en', 'x'.repeat(41)],
    ],
    'poll-label-0-en long',
  ],
  [
    [
      ['how', 'cron'],
      ['cron', '* *'],
      ['cron-zone', 'UTC'],
    ],
    'cron odd',
  ],
  [
    [
      ['how', 'cron'],
      ['cron', '0 9 * * 1'],
      ['cron-zone', 'Nowhere'],
    ],
    'cron-zone odd',
  ],
  [
    [
      ['how', 'local'],
      ['local', '2026-02-30T10:00'],
    ],
    'local time',
  ],
  [
    [
      ['how', 'at'],
      ['at', ''],
    ],
    'at time',
  ],
  [
    [
      ['joined-from', '2026-02-02'],
      ['joined-before', '2026-02-08'],
    ],
    'joined-before order',
  ],
  [
    [
      ['event-zone', 'UTC'],
      ['event-starts', '2026-02-02T10:00'],
      ['event-ends', '2026-02-02T09:00'],
    ],
    'event-ends order',
  ],
  [
    [
      ['event-zone', 'UTC'],
      ['event-starts', '2026-02-02T10:00'],
    ],
    'event-ends time',
  ],
  [
    [
      ['event-zone', 'UTC'],
      ['event-starts', '2026-02-02T10:00'],
      ['event-ends', '2026-02-02T11:00'],
      ['remind-0', '337'],
    ],
    'remind-0 number',
  ],
] as [Pair[], string][])('%j is a fault', (pairs, fault) => {
  const rest = writeForm(sheetOf(), ZONE).filter(([name]) => !pairs.some(([other]) => other === name))
  expect(read([...rest, ...pairs]).faults.map(({ field, code }) => `${field} ${code}`)).toEqual([fault])
})

test('names that every object has are languages like others, and bring nothing of their own', () => {
  const { value } = read([...writeForm(sheetOf(), ZONE), ['title-constructor', 'Demo'], ['body-__proto__', 'Demo']])
  expect(value.texts.constructor).toEqual({ title: 'Demo', body: '' })
  expect(Object.keys(value.texts)).toEqual(['en', 'ja', 'constructor'])
})

test('an option keeps its code when others go and come', () => {
  const label = (at: number, text: string): Pair => [`poll-label-${at}-en`, text]
  const poll = (...pairs: Pair[]) => {
    const { value } = read([...writeForm(sheetOf(), ZONE), ['act', 'poll'], ...pairs])
    return value.actions.flatMap(it =>
      it.kind === 'poll' ? it.options.map(({ code, label }) => `${code} ${label.en}`) : [],
    )
  }
  expect(poll(label(0, 'Yes'), label(1, 'No'))).toEqual(['1 Yes', '2 No'])
  expect(poll(['poll-code-0', '1'], ['poll-code-1', '2'], label(1, 'No'), label(2, 'Perhaps'))).toEqual([
    '2 No',
    '3 Perhaps',
  ])
  expect(poll(['poll-code-0', '1'], ['poll-code-1', '1'], label(0, 'Yes'), label(1, 'No'))).toEqual(['1 Yes', '2 No'])
})
