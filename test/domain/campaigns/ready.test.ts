import { expect, test } from 'vitest'
import type { Action } from '../../../src/domain/campaigns/actions.ts'
import { EVERYBODY } from '../../../src/domain/campaigns/audience.ts'
import { FAULTS, readyFindings } from '../../../src/domain/campaigns/ready.ts'
import type { Sheet } from '../../../src/domain/campaigns/sheet.ts'
import { sheetOf } from './sheets.ts'

const NOW = 1_700_000_000_000
const HOUR = 3_600_000
const find = (changes: Partial<Sheet>, langs = ['en', 'ja']) =>
  readyFindings(sheetOf(changes), { now: NOW, langs }).map(
    it => `${it.isWarning ? 'warning ' : ''}${it.code}${it.lang ? ` ${it.lang}` : ''}`,
  )

const poll: Action = {
  kind: 'poll',
  ask: { en: 'Which?', ja: 'どれ' },
  options: [
    { code: 'a', label: { en: 'This', ja: 'これ' } },
    { code: 'b', label: { en: 'That', ja: 'あれ' } },
  ],
  most: 2,
  other: false,
}
const event: Sheet['event'] = { starts: NOW + HOUR, ends: NOW + 2 * HOUR, zone: 'Asia/Tokyo', place: {}, remind: [] }
const somewhere = { ...EVERYBODY, areas: ['JP-13'] }

const CASES: Record<(typeof FAULTS)[number], [changes: Partial<Sheet>, mended: Partial<Sheet>]> = {
  'no-text': [{ texts: {}, fallback: null }, {}],
  'half-text': [{ texts: { en: { title: 'Demo', body: ' ' } } }, { texts: { en: { title: 'Demo', body: 'Words' } } }],
  fallback: [{ fallback: 'ko' }, { fallback: 'ja' }],
  over: [{ until: NOW }, { until: NOW + HOUR }],
  past: [{ when: { how: 'at', at: NOW } }, { when: { how: 'at', at: NOW + HOUR } }],
  short: [{ until: NOW + 5 * 60_000 }, { until: NOW + 5 * 60_000 + 1 }],
  emergency: [{ emergency: true }, { emergency: true, audience: somewhere }],
  template: [
    { purpose: 'template', until: NOW + HOUR },
    { purpose: 'template', until: NOW + HOUR, emergency: true, audience: somewhere },
  ],
  'template-time': [
    {
      purpose: 'template',
      emergency: true,
      audience: somewhere,
      until: NOW + 9 * HOUR,
      when: { how: 'at', at: NOW + HOUR },
    },
    { purpose: 'template', emergency: true, audience: somewhere, until: NOW + 9 * HOUR },
  ],
  'template-year': [
    { purpose: 'template', emergency: true, audience: somewhere, until: NOW + 366 * 24 * HOUR + 1 },
    { purpose: 'template', emergency: true, audience: somewhere, until: NOW + 366 * 24 * HOUR },
  ],
  event: [{ kind: 'event' }, { kind: 'event', event }],
  'event-times': [{ event: { ...event, ends: event.starts } }, { event }],
  action: [{ kind: 'poll' }, { kind: 'poll', actions: [poll] }],
  gap: [
    { texts: { en: { title: 'Demo', body: 'We ask [whom] for it.' } } },
    { texts: { en: { title: 'Demo', body: 'We ask the [1] ministry (here) for it.' } } },
  ],
  'action-words': [{ actions: [{ ...poll, ask: { en: 'Which?', ja: '' } }] }, { actions: [poll] }],
  'action-twice': [{ actions: [poll, poll] }, { actions: [poll] }],
  'poll-most': [{ actions: [{ ...poll, most: 3 }] }, { actions: [poll] }],
  'poll-options': [{ actions: [{ ...poll, options: poll.options.slice(0, 1), most: 1 }] }, { actions: [poll] }],
  placeholder: [
    { texts: { en: { title: 'Demo', body: 'For {{name}}' } } },
    { texts: { en: { title: 'Demo', body: 'For {{area}}' } } },
  ],
  ends: [{ ends: NOW }, { ends: NOW + 1 }],
}

test.each(FAULTS)('%s stands against signing, until it is mended', fault => {
  const [wrong, mended] = CASES[fault]
  expect(find(wrong).map(it => it.split(' ')[0])).toEqual([fault])
  expect(find(mended)).toEqual([])
})

test('the language of a text or of an action’s words is named', () => {
  expect(find({ texts: { en: { title: '', body: 'Words' }, ja: { title: 'Demo', body: 'Words' } } })).toEqual([
    'half-text en',
  ])
  expect(find({ actions: [{ ...poll, ask: { en: 'Which?' } }] })).toEqual(['action-words ja'])
  expect(find({ actions: [{ ...poll, ask: { en: 'Which?', ja: '[何を]' } }] })).toEqual(['gap ja'])
})

test('a day and minute by the clock of each area is past when it is past in the last of them', () => {
  const local = (day: string) => find({ when: { how: 'local', day, minute: 540 } })
  // NOW is 22:13 of the 14th in Greenwich, 10:13 in the last area.
  expect(local('2023-11-14')).toEqual(['past'])
  expect(local('2023-11-15')).toEqual([])
})

test('who gets nothing is said, and stands against nothing', () => {
  expect(find({ fallback: null }, ['en', 'ja', 'ko'])).toEqual(['warning untold ko'])
  expect(find({ fallback: 'en' }, ['en', 'ja', 'ko'])).toEqual([])
})
