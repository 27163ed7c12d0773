import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswer, readFault } from '../../src/channels/telegram/answer.ts'
import { TEXT_LIMIT, toPages } from '../../src/channels/telegram/html.ts'
import { toCalls } from '../../src/channels/telegram/write.ts'
import type { Address } from '../../src/kit/ids.ts'
import { plain, type Span } from '../../src/kit/message.ts'
import { readReceipt } from '../../src/kit/text.ts'
import { sample } from '../contracts/rig.ts'
import { parseHtml } from '../fake/telegram/html.ts'
import type { Chat } from '../fake/telegram/phone.ts'
import { readMarkup } from '../fake/telegram/sending.ts'

const ana = '5123456789' as Address
const texts = {
  text: (lang: string, key: string) => `${lang}:${key}`,
  languages: () => [
    { tag: 'en', dir: 'ltr' as const },
    { tag: 'ar', dir: 'rtl' as const },
  ],
}
type Payload = {
  text: string
  protect_content?: boolean
  reply_markup?: { inline_keyboard?: { text: string; callback_data?: string; url?: string }[][]; keyboard?: unknown }
}
const payloads = (...args: Parameters<typeof sample>): Payload[] =>
  toCalls(ana, sample(...args), { texts, bot: 'tulay_bot' }).map(({ payload }) => payload as Payload)
const rows = (...args: Parameters<typeof sample>) =>
  (payloads(...args).at(-1)?.reply_markup?.inline_keyboard ?? []).map(row => row.map(({ text }) => text))
const choices = (...labels: string[]) => labels.map((label, index) => ({ token: `a.t.1.${index}`, label }))

describe('a message', () => {
  test('escapes what looks like markup and links what is a link', () => {
    const text: Span[] = ['1 < 2 & "x"', { strong: '<b>' }, { url: 'https://a.example/?a=1&b="', label: 'A & B' }]
    expect(payloads({ text })[0]).toMatchObject({
      chat_id: ana,
      text: '1 &lt; 2 &amp; &quot;x&quot;<b>&lt;b&gt;</b><a href="https://a.example/?a=1&amp;b=&quot;">A &amp; B</a>',
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    })
  })

  test('opens a page within Telegram where it may, else in the browser', () => {
    const links = [
      { label: 'Queue', url: 'https://help.example.org/staff/app', inside: true },
      { label: 'Plain', url: 'http://127.0.0.1:3000/staff', inside: true },
      { label: 'Outside', url: 'https://help.example.org/staff', inside: false },
    ]
    const [payload] = payloads({ text: ['Look'], choices: [], verbs: [], links })
    expect(payload?.reply_markup?.inline_keyboard).toEqual([
      [{ text: 'Queue', web_app: { url: 'https://help.example.org/staff/app' } }],
      [{ text: 'Plain', url: 'http://127.0.0.1:3000/staff' }],
      [{ text: 'Outside', url: 'https://help.example.org/staff' }],
    ])
    const private_ = { id: 1, type: 'private' } as Chat
    expect(readMarkup(payload?.reply_markup, private_)).toHaveLength(3)
    expect(readMarkup(payload?.reply_markup, { ...private_, type: 'supergroup' })).toHaveProperty('no')
    const plainApp = { inline_keyboard: [[{ text: 'x', web_app: { url: 'http://127.0.0.1/' } }]] }
    expect(readMarkup(plainApp, private_)).toHaveProperty('no')
  })

  test('prints telephone numbers as the desk does, and addresses that are no links in full', () => {
    const text: Span[] = [
      { tel: '+81335818777', label: '03-3581-8777' },
      ' ',
      { url: 'ftp://x.example', label: 'Files' },
    ]
    expect(payloads({ text })[0]?.text).toBe('03-3581-8777 Files ftp://x.example')
  })

  describe('from right to left', () => {
    const receipt = '0000 0000 0000 0000'
    const text: Span[] = [
      `رقم الإيصال:\n${receipt}\n\n`,
      { strong: 'في 2026-11-30' },
      { tel: '110', label: '03-5566-7788' },
    ]

    test('isolates groups of figures, which would change places', () => {
      expect(payloads({ lang: 'ar', text })[0]?.text).toBe(
        `رقم الإيصال:\n\u2066${receipt}\u2069\n\n<b>في \u20662026-11-30\u2069</b>\u206603-5566-7788\u2069`,
      )
      expect(payloads({ lang: 'en', text })[0]?.text).not.toMatch(/[\u2066-\u2069]/)
    })

    test('has receipts that are read again when they are copied', () => {
      const [, copied = ''] = payloads({ lang: 'ar', text })[0]?.text.split('\n') ?? []
      expect(copied).toContain('\u2066')
      expect(readReceipt(copied)).toBe(receipt.replaceAll(' ', ''))
      expect(readReceipt(receipt.replaceAll(' ', '\u2069 \u2066'))).toBe(receipt.replaceAll(' ', ''))
    })

    test('ends no page within a receipt', () => {
      const pages = payloads({ lang: 'ar', text: [`${'ا '.repeat(2040)}${receipt} ${'ا '.repeat(40)}`] })
      expect(pages.length).toBe(2)
      expect(pages.filter(page => page.text.includes(`\u2066${receipt}\u2069`)).length).toBe(1)
    })
  })

  test('protects what is personal', () => {
    expect(payloads({ personal: true })[0]?.protect_content).toBe(true)
    expect(payloads({ personal: false })[0]).not.toHaveProperty('protect_content')
  })

  test('with nothing to show is no call; with buttons only it has a sign', () => {
    expect(payloads({ text: ['  '], choices: [], verbs: [] })).toEqual([])
    expect(payloads({ text: [] })[0]?.text).toBe('⬇️')
  })

  test('never makes an entity of white space, which Telegram would refuse', () => {
    expect(toPages(['a', { strong: ' ' }, 'b'])).toEqual(['a b'])
  })
})

describe('buttons', () => {
  test('stand one in a row, or two where all are short, and the verbs in a last row', () => {
    expect(rows({ choices: choices('Yes', 'No') })).toEqual([
      ['1. Yes', '2. No'],
      ['Back', 'Help'],
    ])
    expect(rows({ choices: choices('Work and wages', 'Home') })).toEqual([
      ['1. Work and wages'],
      ['2. Home'],
      ['Back', 'Help'],
    ])
    expect(rows({ choices: choices('日本語', 'やさしい日本語です') })[0]).toEqual(['1. 日本語'])
  })

  test('carry short labels where a long one would be cut, and the text has them all', () => {
    const long = 'My employer or my broker keeps my passport or my card'
    const given = [
      { token: 'a', label: long, short: 'Passport kept', icon: '🛂' },
      { token: 'b', label: 'Other' },
    ]
    const [payload] = payloads({ choices: given })
    expect(payload?.text).toBe(`Where did it happen?\n\n1. 🛂 ${long}\n2. Other`)
    expect(rows({ choices: given }).slice(0, -1).flat()).toEqual(['1. 🛂 Passport kept', '2. Other'])
  })

  test('cut a long label without a short one between letters', () => {
    const [first] = rows({ choices: choices('👩🏽‍🌾'.repeat(40)) })
    expect(first?.[0]).toMatch(/^1\. (👩🏽‍🌾)+…$/u)
  })

  test('that came with a receipt have no number, but on the menu they have the one of the flow they stand for', () => {
    const news = { token: `n.${'A'.repeat(22)}`, label: 'Any news?', icon: '🔎' }
    expect(rows({ choices: [news], verbs: [] })).toEqual([['🔎 Any news?']])
    const menu = { token: 'f.report', label: 'Report' }
    expect(rows({ choices: [menu, news], verbs: [] })).toEqual([['1. Report', '2. 🔎 Any news?']])
  })

  test('of verbs fill several rows when they are many', () => {
    const verbs = ['Back', 'Skip this', 'Help', 'Stop', 'A person'].map((label, index) => ({
      token: `v${index}`,
      label,
    }))
    expect(rows({ choices: [], verbs })).toEqual([
      ['Back', 'Skip this', 'Help'],
      ['Stop', 'A person'],
    ])
  })

  test('stand below the last page', () => {
    const calls = payloads({ text: ['a '.repeat(3000)] })
    expect(calls.map(call => 'reply_markup' in call)).toEqual([false, true])
  })
})

describe('a question for a place', () => {
  test('tells in words how to share it where buttons stand', () => {
    expect(payloads({ input: 'place' })[0]?.text).toBe('Where did it happen?\n\nen:channels.telegram.place_hint')
  })
  test('offers the phone’s own button where there is none', () => {
    expect(payloads({ input: 'place', choices: [], verbs: [] })[0]?.reply_markup).toEqual({
      keyboard: [[{ text: 'en:channels.telegram.share_place', request_location: true }]],
      one_time_keyboard: true,
      resize_keyboard: true,
    })
  })
})

test('a group gets the link to the private chat, and no other button', () => {
  const [call] = toCalls('-100123' as Address, sample(), { texts, bot: 'tulay_bot' })
  const inline_keyboard = [[{ text: 'en:engine.group_button', url: 'https://t.me/tulay_bot?start=group' }]]
  expect(call?.payload).toMatchObject({ reply_markup: { inline_keyboard } })
})

describe('pages', () => {
  const words = fc.string({
    unit: fc.constantFrom('a', 'é', '한', '👩🏽‍🌾', 'ကျွန်', ' ', '\n', '. ', '<', '&'),
    maxLength: 60,
  })
  const span: fc.Arbitrary<Span> = fc.oneof(
    words,
    words.map(strong => ({ strong })),
    fc.stringMatching(/^[0-9][0-9 -]{4,12}[0-9]$/).map(label => ({ tel: label, label })),
    fc.tuple(fc.webUrl(), words).map(([url, label]) => ({ url, label })),
  )
  const squeeze = (text: string) => text.replace(/\s+/g, '')

  test('hold the whole text, each within the limit, each valid, and break no number, link or letter', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), fc.integer({ min: 40, max: 400 }), (spans, limit) => {
        const pages = toPages(spans, limit).map(page => parseHtml(page))
        const read = pages.map(page => (page.ok ? page.text : expect.unreachable(page.why)))
        for (const text of read) expect(text.length).toBeLessThanOrEqual(limit)
        const shown = spans.map(one =>
          typeof one === 'object' && 'url' in one && one.label === '' ? { ...one, label: one.url } : one,
        )
        expect(squeeze(read.join(''))).toBe(squeeze(plain(shown)))
        const numbers = spans.filter(one => typeof one === 'object' && 'tel' in one).map(one => plain([one]))
        for (const number of numbers) expect(read.some(text => text.includes(number))).toBe(true)
        const letters = new Intl.Segmenter()
        const count = (text: string) => [...letters.segment(squeeze(text))].length
        if (spans.length === 1 && plain(spans).length > limit)
          expect(read.reduce((sum, text) => sum + count(text), 0)).toBe(count(plain(shown)))
      }),
      { numRuns: 2000 },
    )
  })

  test('end at a paragraph, a line, a sentence or a word, in that order', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `Line ${index} with words.`)
    expect(toPages([lines.join('\n')], 100)[0]).toMatch(/words\.$/)
    expect(toPages([`${'Aa bb. '.repeat(9)}\n\n${'Cc dd '.repeat(9)}`], 100)[0]).toMatch(/bb\.$/)
    expect(toPages(['x'.repeat(TEXT_LIMIT + 1)])).toHaveLength(2)
  })
})

describe('what became of a call', () => {
  const answer = (error_code: number, description = '', parameters = {}) => ({
    ok: false,
    error_code,
    description,
    parameters,
  })
  test.each([
    [
      { ok: true, result: { message_id: 12 } },
      { ok: true, ref: '12' },
    ],
    [
      { ok: true, result: true },
      { ok: true, ref: '' },
    ],
    [
      answer(429, 'Too Many Requests: retry after 34', { retry_after: 34 }),
      { ok: false, why: 'slow-down', retryAfter: 34 },
    ],
    [answer(429), { ok: false, why: 'slow-down', retryAfter: 5 }],
    [answer(403, 'Forbidden: bot was blocked by the user'), { ok: false, why: 'gone' }],
    [answer(403, 'Forbidden: user is deactivated'), { ok: false, why: 'gone' }],
    [answer(400, 'Bad Request: chat not found'), { ok: false, why: 'gone' }],
    [answer(400, 'Bad Request: PEER_ID_INVALID'), { ok: false, why: 'gone' }],
    [answer(400, "Bad Request: can't parse entities"), { ok: false, why: 'refused', code: 400 }],
    [answer(413), { ok: false, why: 'refused', code: 413 }],
    [answer(401, 'Unauthorized'), { ok: false, why: 'unreachable' }],
    [answer(404, 'Not Found'), { ok: false, why: 'unreachable' }],
    [answer(500), { ok: false, why: 'in-doubt' }],
    [answer(502), { ok: false, why: 'in-doubt' }],
    [{}, { ok: false, why: 'in-doubt' }],
    ['<html>', { ok: false, why: 'in-doubt' }],
    [undefined, { ok: false, why: 'in-doubt' }],
  ])('%j is %j', (body, sent) => {
    expect(readAnswer(body)).toEqual(sent)
  })

  const fault = (over: object, cause?: unknown) => Object.assign(new Error('fetch failed', { cause }), over)
  test.each([
    ['a refused connection', fault({}, { code: 'ECONNREFUSED', syscall: 'connect' }), 'unreachable'],
    ['a name that is not known', fault({}, { code: 'ENOTFOUND' }), 'unreachable'],
    ['a connection that never came about', fault({}, { code: 'UND_ERR_CONNECT_TIMEOUT' }), 'unreachable'],
    [
      'all addresses refused',
      fault(
        {},
        Object.assign(new AggregateError([fault({ code: 'ETIMEDOUT', syscall: 'connect' })]), { code: 'ETIMEDOUT' }),
      ),
      'unreachable',
    ],
    ['a certificate that is wrong', fault({}, { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), 'unreachable'],
    ['node-fetch: refused', fault({ code: 'ECONNREFUSED', type: 'system' }), 'unreachable'],
    [
      'node-fetch: reset while connecting',
      fault({ code: 'ECONNRESET', message: 'request to x failed, reason: connect ECONNRESET' }),
      'unreachable',
    ],
    ['reset after the write', fault({}, { code: 'ECONNRESET', syscall: 'read' }), 'in-doubt'],
    ['closed by the other side', fault({}, { code: 'UND_ERR_SOCKET' }), 'in-doubt'],
    ['no answer in time', fault({ name: 'TimeoutError' }), 'in-doubt'],
    ['an answer that is no JSON', new SyntaxError('Unexpected token <'), 'in-doubt'],
    ['anything else', 'x', 'in-doubt'],
  ])('%s', (_what, error, why) => {
    expect(readFault(error)).toEqual({ ok: false, why })
  })
})
