import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createStub, message, serveWeb } from './web-stub.ts'

const TYPES = [
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-7',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'multipart/form-data; boundary=""',
  'MULTIPART/FORM-DATA; BOUNDARY=x; boundary=y',
  'text/plain',
  'application/json',
  '',
]
const NAMES = ['nonce', 'known', 'text', 'token', 'lat', 'lon', 'photo', 'voice', '__proto__', 'constructor', '', 'é']
const VALUES = [
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '\u0000',
  '\ud800',
  '%',
  '%00',
  '{{constructor}}',
  "'; DROP TABLE people;--",
  'a'.repeat(5000),
  'a.tags.0.en',
  'v.help.tags.1',
  `n.${'A'.repeat(22)}`,
  'A'.repeat(22),
  '1e309',
  '-0',
  '/start',
  `/${'x'.repeat(100)}`,
  '\u202e\u2066',
]

const value = fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: 'binary', maxLength: 60 }))
const field = fc.tuple(fc.constantFrom(...NAMES), value)
const urlencoded = fc.array(field, { maxLength: 8 }).map(fields => Buffer.from(new URLSearchParams(fields).toString()))
const multipart = fc
  .array(fc.tuple(field, fc.boolean(), fc.constantFrom('\r\n', '\n', '')), { maxLength: 5 })
  .map(parts =>
    Buffer.from(
      `${parts
        .map(
          ([[name, it], file, end]) =>
            `--x\r\nContent-Disposition: form-data; name="${name}"${file ? '; filename="a\\"b"' : ''}\r\n\r\n${it}${end}`,
        )
        .join('')}--x--`,
    ),
  )
/** Forms with nothing but a place, or a file: such a one gets through to the app. */
const number = fc.oneof(fc.double().map(String), fc.integer({ min: -200, max: 200 }).map(String))
const place = fc.tuple(number, number).map(([lat, lon]) => Buffer.from(`lat=${lat}&lon=${lon}`))
const file = fc
  .tuple(fc.constantFrom('photo', 'voice'), fc.string({ unit: 'binary-ascii', maxLength: 80 }))
  .map(([name, it]) =>
    Buffer.from(`--x\r\nContent-Disposition: form-data; name="${name}"; filename="f"\r\n\r\n${it}\r\n--x--\r\n`),
  )
const raw = fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes))
const cookie = fc.constantFrom(
  '',
  'tulay=',
  `tulay=${'B'.repeat(22)}`,
  'tulay=../..',
  'tulay=%ff',
  `x=${'y'.repeat(2000)}`,
  ';;;=',
)
const site = fc.constantFrom('same-origin', 'same-origin', 'same-origin', 'cross-site', 'none', '', 'nonsense')

const post = fc.record({
  body: fc.oneof(urlencoded, urlencoded, multipart, place, file, raw),
  type: fc.oneof(fc.constantFrom(TYPES[0], TYPES[2]), fc.constantFrom(...TYPES)),
  cookie,
  site,
  language: fc.oneof(fc.constant('en'), fc.string({ unit: fc.constantFrom(...'aE-_,;q=*0.19 '), maxLength: 40 })),
})

test('5,000 hostile posts: each gets a page with a sentence, none a stack', async () => {
  const app = createStub([
    message(['First'], { input: 'place' }),
    message(['Then'], { input: 'text', accept: ['text', 'photo', 'voice'] }),
  ])
  const served = await serveWeb(app)
  const statuses = new Map<number, number>()
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(post, { minLength: 25, maxLength: 25 }), async posts => {
        await Promise.all(
          posts.map(async it => {
            const headers: Record<string, string> = { 'accept-language': it.language }
            if (it.type) headers['content-type'] = it.type
            if (it.cookie) headers.cookie = it.cookie
            if (it.site) headers['sec-fetch-site'] = it.site
            const response = await fetch(`${served.url}/`, { method: 'POST', body: new Uint8Array(it.body), headers })
            const html = await response.text()
            statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
            expect([200, 400, 403, 415]).toContain(response.status)
            expect(html).toMatch(/^<!doctype html>.*<\/html>$/s)
            expect(html).not.toMatch(/\bat .*\.ts:\d|node_modules|<script>alert/)
          }),
        )
      }),
      { numRuns: 200 },
    )
  } finally {
    await served.close()
  }
  // It did reach the far side of the door, and not only its lintel.
  for (const status of [200, 400, 403, 415]) expect(statuses.get(status) ?? 0).toBeGreaterThan(100)
  const kinds = new Set(app.heard.map(({ it }) => it.kind))
  expect([...kinds].sort()).toEqual(['command', 'file', 'place', 'tap', 'text', 'unreadable'])
  for (const { it } of app.heard) if (it.kind === 'tap') expect(it.token).toMatch(/^[!-~]{1,64}$/)
})
