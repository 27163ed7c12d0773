/** No preview promises more than a messenger shows, and none keeps words back. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LENGTHS, SHOWN_ON, smsSize } from '../../../src/domain/campaigns/lengths.ts'
import { pagesOf, wordsOf } from '../../../src/domain/campaigns/pages.ts'
import { type Bubble, type Preview, previewOf } from '../../../src/domain/campaigns/preview.ts'
import type { Choice, Media, Message, Span } from '../../../src/kit/message.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.lorem({ maxCount: 60 }),
  fc.constantFrom('한국어 문장입니다. ', 'x'.repeat(2100), 'にほんごの文。\n\n', '👩‍👩‍👧‍👦', '€uro [~] '),
)
const span: fc.Arbitrary<Span> = fc.oneof(
  text,
  text.map(strong => ({ strong })),
  text.map(label => ({ url: 'https://example.org/a?b=1', label })),
  fc.constant({ tel: '+81312345678', label: '03-1234-5678' }),
)
const choice = (n: number): fc.Arbitrary<Choice> =>
  fc.record({ token: fc.constant(`c.${n}`), label: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }) })
const media = fc.option(
  fc.record({
    kind: fc.constantFrom<Media['kind'][]>('photo', 'voice', 'document'),
    hash: fc.constant('h'.repeat(43)),
  }),
  { nil: undefined },
)
const message: fc.Arbitrary<Message> = fc
  .record({
    spans: fc.array(fc.oneof({ weight: 3, arbitrary: span }, { weight: 1, arbitrary: text }), { maxLength: 30 }),
    choices: fc.integer({ min: 0, max: 16 }).chain(n => fc.tuple(...Array.from({ length: n }, (_, at) => choice(at)))),
    media,
  })
  .map(({ spans, choices, media }) => ({
    lang: 'en',
    text: ['A title\n', ...spans],
    choices: choices as Choice[],
    verbs: [{ token: 'v.stop', label: 'Stop alerts' }],
    personal: false,
    ...(media ? { media } : {}),
  }))

const length = ({ text }: Bubble) => text.reduce((sum, it) => sum + wordsOf(it).length, 0)
const written = ({ bubbles }: Preview) =>
  bubbles
    .flatMap(({ text }) => text.map(wordsOf))
    .join('')
    .replace(/\s/g, '')

const limit: Record<(typeof SHOWN_ON)[number], (bubble: Bubble) => void> = {
  telegram: it => {
    expect(length(it)).toBeLessThanOrEqual(it.media ? 1024 : 4096)
    for (const label of it.labels) expect(label.length).toBeLessThanOrEqual(64)
  },
  messenger: it => {
    expect(length(it)).toBeLessThanOrEqual(it.media ? 0 : 2000)
    expect(it.labels.length).toBeLessThanOrEqual(13)
    for (const label of it.labels) expect(label.length).toBeLessThanOrEqual(20)
  },
  whatsapp: it => {
    expect(length(it)).toBeLessThanOrEqual(it.media ? 1024 : it.look === 'buttons' ? 1024 : 4096)
    if (it.media && it.labels.length > 0) expect(it.look).toBe('none')
    expect(it.labels.length).toBeLessThanOrEqual(it.look === 'buttons' ? 3 : 10)
    for (const label of it.labels) expect(label.length).toBeLessThanOrEqual(it.look === 'buttons' ? 20 : 24)
  },
  web: () => undefined,
  sms: it => {
    expect(smsSize(it.text.map(wordsOf).join('')).parts).toBeLessThanOrEqual(LENGTHS.sms.parts)
    expect(it.media).toBeUndefined()
  },
}

describe.each(SHOWN_ON)('%s', channel => {
  test('never shows more than it takes, tears no letter, and leaves no word out', () => {
    fc.assert(
      fc.property(message, it => {
        const shown = previewOf(it, channel)
        for (const bubble of shown.bubbles) {
          limit[channel](bubble)
          for (const part of bubble.text) expect(wordsOf(part).isWellFormed()).toBe(true)
          for (const label of bubble.labels) expect(label.isWellFormed()).toBe(true)
        }
        const whole = it.text
          .map(part => wordsOf(part))
          .join('')
          .replace(/\s/g, '')
        // A link whose address cannot hide behind its words has it beside them.
        const addresses = /(: ?)?https:\/\/example\.org\/a\?b=1/g
        expect(written(shown).replace(addresses, '')).toContain(whole.replace(addresses, ''))
      }),
      { numRuns: 150 },
    )
  })
})

const call = (changes: Partial<Message> = {}): Message => ({
  lang: 'en',
  text: [{ strong: 'Pay on time' }, '\n\nCome with us.'],
  choices: [{ token: 'c.x.sign', label: 'Sign the petition to the ministry', short: 'Sign', icon: '✍️' }],
  verbs: [{ token: 'v.stop', label: 'Stop alerts', short: 'Stop alerts' }],
  personal: false,
  ...changes,
})
const codes = ({ notes }: Preview) => notes.map(({ code }) => code)

test('a picture takes 1024 characters along on Telegram; with more it comes first and alone', () => {
  const photo = { kind: 'photo', hash: 'h'.repeat(43) } as const
  expect(previewOf(call({ media: photo }), 'telegram').bubbles).toMatchObject([{ media: 'photo', look: 'buttons' }])
  const long = previewOf(call({ media: photo, text: ['x'.repeat(1025)] }), 'telegram')
  expect(long.bubbles).toMatchObject([
    { media: 'photo', text: [], look: 'none' },
    { text: ['x'.repeat(1025)], look: 'buttons' },
  ])
  expect(codes(long)).toEqual(['uncaptioned'])
})

test('WhatsApp has three buttons under a short text, a list under a long one, and numbers where there are too many', () => {
  expect(previewOf(call(), 'whatsapp').bubbles).toMatchObject([{ look: 'buttons', labels: ['Sign', 'Stop alerts'] }])
  expect(previewOf(call({ text: ['x'.repeat(1025)] }), 'whatsapp').bubbles).toMatchObject([{ look: 'list' }])
  const choices = Array.from({ length: 11 }, (_, at) => ({ token: `${at}`, label: `Answer ${at}` }))
  const [many] = previewOf(call({ choices }), 'whatsapp').bubbles
  expect([many?.look, many?.text.map(wordsOf).join('')]).toEqual(['numbers', expect.stringContaining('11. Answer 10')])
})

test('an SMS counts letters as networks do', () => {
  expect(smsSize('')).toEqual({ alphabet: 'gsm', units: 0, parts: 0 })
  expect(smsSize('a'.repeat(160))).toEqual({ alphabet: 'gsm', units: 160, parts: 1 })
  expect(smsSize('a'.repeat(161))).toEqual({ alphabet: 'gsm', units: 161, parts: 2 })
  expect(smsSize(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toEqual({ alphabet: 'gsm', units: 306, parts: 3 })
  expect(smsSize(`${'a'.repeat(159)}€`)).toEqual({ alphabet: 'gsm', units: 161, parts: 2 })
  expect(smsSize('日'.repeat(70))).toEqual({ alphabet: 'ucs2', units: 70, parts: 1 })
  expect(smsSize('日'.repeat(71)).parts).toBe(2)
  expect(smsSize(`${'日'.repeat(66)}👍${'日'.repeat(66)}`)).toEqual({ alphabet: 'ucs2', units: 134, parts: 3 })
  expect(codes(previewOf(call({ media: { kind: 'voice', hash: 'h' } }), 'sms'))).toEqual(['sms', 'silent'])
})

test('a text of two messages says so, and its buttons stand under the last', () => {
  const long = previewOf(call({ text: ['word '.repeat(900)] }), 'telegram')
  expect(long.bubbles.map(({ look }) => look)).toEqual(['none', 'buttons'])
  expect(long.notes).toEqual([{ code: 'parts', count: 2 }])
})

test('no letter is torn, however many units it has', () => {
  for (const letter of ['👍', '👩‍👩‍👧‍👦', 'が', 'n̈']) {
    const pages = pagesOf([letter.repeat(50)], letter.length * 3 + 1).map(([page]) => wordsOf(page ?? ''))
    for (const page of pages) expect(page.replaceAll(letter, '')).toBe('')
    expect(pages.join('')).toBe(letter.repeat(50))
  }
})
