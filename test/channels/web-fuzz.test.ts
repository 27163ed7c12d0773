import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWebChat } from '../../src/channels/web/index.ts'
import type { Inbound } from '../../src/kit/inbound.ts'
import { createStub, message, serveWeb, world } from './web-stub.ts'

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
/** The same for a command. */
const command = fc
  .string({ minLength: 1, maxLength: 20 })
  .map(it => Buffer.from(new URLSearchParams({ text: `/start${it}` }).toString()))
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
  body: fc.oneof(urlencoded, urlencoded, multipart, place, file, command, raw),
  type: fc.oneof(fc.constantFrom(TYPES[0], TYPES[2]), fc.constantFrom(...TYPES)),
  cookie,
  site,
  language: fc.oneof(fc.constant('en'), fc.string({ unit: fc.constantFrom(...'aE-_,;q=*0.19 '), maxLength: 40 })),
})

type Post = typeof post extends fc.Arbitrary<infer P> ? P : never
const headersOf = (it: Post): Record<string, string> => ({
  'accept-language': it.language,
  ...(it.type ? { 'content-type': it.type } : {}),
  ...(it.cookie ? { cookie: it.cookie } : {}),
  ...(it.site ? { 'sec-fetch-site': it.site } : {}),
})

/** Answers every post within the promise: a whole page, a sentence, no trace of the code. */
const check = async (response: Response, statuses: Map<number, number>): Promise<void> => {
  const html = await response.text()
  statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
  if (![200, 400, 403, 415].includes(response.status)) throw new Error(`status ${response.status}`)
  if (!html.startsWith('<!doctype html>') || !html.endsWith('</html>')) throw new Error('no whole page')
  if (/\bat .*\.ts:\d|node_modules|<script>alert/.test(html)) throw new Error('shows the code')
}

const script = () => [
  message(['First'], { input: 'place' }),
  message(['Then'], { input: 'text', accept: ['text', 'photo', 'voice'] }),
]

/** It did reach the far side of the door, and not only its lintel. */
const reachedAll = (heard: Inbound[], statuses: Map<number, number>) => {
  for (const status of [200, 400, 403, 415]) expect(statuses.get(status) ?? 0).toBeGreaterThan(100)
  const kinds = new Set(heard.map(({ it }) => it.kind))
  expect([...kinds].sort()).toEqual(['command', 'file', 'place', 'tap', 'text', 'unreadable'])
  for (const { it } of heard) if (it.kind === 'tap') expect(it.token).toMatch(/^[!-~]{1,64}$/)
}

const numRuns = Number(process.env.FUZZ_RUNS ?? 100_000)
const AT_ONCE = 100

test('hostile posts, without a socket: each gets a page with a sentence, none a stack', {
  timeout: 600_000,
}, async () => {
  const app = createStub(script())
  const rate = { perMinute: 1e9, burst: 1e9 }
  const { routes } = createWebChat({ app, world, secure: false, demo: false, exit: 'https://www.example.org/', rate })
  const statuses = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(post, { minLength: AT_ONCE, maxLength: AT_ONCE }), async posts => {
      await Promise.all(
        posts.map(async it => {
          const init = { method: 'POST', body: new Uint8Array(it.body), headers: { host: 'a', ...headersOf(it) } }
          await check(await routes.request('http://a/', init), statuses)
        }),
      )
    }),
    { numRuns: Math.ceil(numRuns / AT_ONCE) },
  )
  reachedAll(app.heard, statuses)
})

test('5,000 hostile posts through a socket: the same', { timeout: 120_000 }, async () => {
  const app = createStub(script())
  const served = await serveWeb(app)
  const statuses = new Map<number, number>()
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(post, { minLength: 25, maxLength: 25 }), async posts => {
        await Promise.all(
          posts.map(async it => {
            const init = { method: 'POST', headers: headersOf(it), body: new Uint8Array(it.body) }
            await check(await fetch(`${served.url}/`, init), statuses)
          }),
        )
      }),
      { numRuns: 200 },
    )
  } finally {
    await served.close()
  }
  reachedAll(app.heard, statuses)
})
