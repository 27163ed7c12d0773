import { expect, test } from 'vitest'
import type { WebChatOptions } from '../../src/channels/web/index.ts'
import { addressOf } from '../../src/channels/web/session.ts'
import { LIMITS } from '../../src/kit/inbound.ts'
import { webDriver } from '../browser/driver.ts'
import { createStub, message, REPORT, type Stub, serveWeb } from './web-stub.ts'

const OWN = { 'sec-fetch-site': 'same-origin' }
const using = async (
  work: (url: string, app: Stub) => Promise<void>,
  { app = createStub(), ...options }: Partial<Omit<WebChatOptions, 'app'>> & { app?: Stub } = {},
): Promise<void> => {
  const served = await serveWeb(app, options)
  try {
    await work(served.url, app)
  } finally {
    await served.close()
  }
}
const nonceOf = (html: string): string => /name="nonce" value="([^"]*)"/.exec(html)?.[1] ?? ''
const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = OWN): Promise<Response> =>
  fetch(`${url}/`, { method: 'POST', body: new URLSearchParams(fields), headers })

test('a visit leaves no cookie; the first post leaves one, of this browser session and site only', () =>
  using(async url => {
    const visit = await fetch(`${url}/`)
    expect(visit.headers.getSetCookie()).toEqual([])
    const first = await post(url, { nonce: nonceOf(await visit.text()), token: 'a.tags.0.en' })
    const [cookie = '', ...more] = first.headers.getSetCookie()
    expect(more).toEqual([])
    expect(cookie).toMatch(/^tulay=[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict$/)
  }))

test('over https the cookie can be set by nobody else', () =>
  using(
    async url => {
      const [cookie = ''] = (await post(url, { nonce: '', text: 'hello' })).headers.getSetCookie()
      expect(cookie).toMatch(/^__Host-tulay=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    },
    { secure: true },
  ))

test('a whole report works without a script, and each post sent twice files one concern with the same answer', () =>
  using(async (url, app) => {
    const person = webDriver(url)
    await person.open()
    const twice = async (act: Promise<void>): Promise<void> => {
      await act
      const once = await person.messages()
      const heard = app.heard.length
      await person.resend()
      expect(await person.messages()).toEqual(once)
      expect(app.heard).toHaveLength(heard)
    }
    for (const label of ['English', 'Yes, go on', 'Report a problem', 'Yes', 'Wages and working conditions'])
      await twice(person.tap(label))
    await twice(person.type('Saitama'))
    await twice(person.type('They did not pay me.\nNot once.'))
    await twice(person.photo(new Uint8Array([0xff, 0xd8, 1])))
    await twice(person.tap('Done'))
    await twice(person.tap('Send, and tell me when there is news'))
    expect(app.filed).toBe(1)
    expect((await person.messages())[0]?.text).toContain('1234 5678 9012 3456')
    expect(new Set(app.heard.map(({ address }) => address)).size).toBe(1)
    expect(app.heard.map(({ it }) => it)).toContainEqual({ kind: 'text', text: 'They did not pay me.\nNot once.' })
    expect(app.kept).toEqual([{ media: 'photo', caption: '' }])
  }))

test('a first form sent twice at once begins one conversation', () =>
  using(async (url, app) => {
    const nonce = nonceOf(await (await fetch(url)).text())
    await Promise.all([post(url, { nonce, token: 'a.tags.0.en' }), post(url, { nonce, token: 'a.tags.0.en' })])
    expect(app.heard).toHaveLength(1)
  }))

test('on the first page a typed number or name is the choice that stands there', () =>
  using(async (url, app) => {
    for (const typed of ['２', 'filipino']) {
      const person = webDriver(url)
      await person.open()
      await person.type(typed)
      await person.resend()
    }
    expect(app.heard.map(({ it }) => it)).toEqual([
      { kind: 'tap', token: 'a.tags.0.fil' },
      { kind: 'tap', token: 'a.tags.0.fil' },
    ])
  }))

test('two different answers from one page are two answers', () =>
  using(async (url, app) => {
    const nonce = nonceOf(await (await fetch(url)).text())
    await post(url, { nonce, token: 'a.tags.0.en' })
    await post(url, { nonce, token: 'a.tags.0.ja' })
    expect(app.heard).toHaveLength(2)
  }))

test('a post of another site does nothing, and sets no cookie', () =>
  using(async (url, app) => {
    const nonce = nonceOf(await (await fetch(url)).text())
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'garbage' },
    ]) {
      const response = await post(url, { nonce, text: 'x' }, headers)
      expect(response.status).toBe(403)
      expect(response.headers.getSetCookie()).toEqual([])
    }
    expect(app.heard).toEqual([])
    expect((await post(url, { nonce, text: 'x' }, { origin: url })).status).toBe(200)
  }))

test('a page that does not say where it comes from cannot choose the session that it begins', () =>
  using(async url => {
    const nonce = nonceOf(await (await fetch(url)).text())
    const begun = async (headers: Record<string, string>): Promise<string> =>
      /=([^;]*)/.exec((await post(url, { nonce, text: 'x' }, headers)).headers.getSetCookie()[0] ?? '')?.[1] ?? ''
    expect(await begun({ origin: 'null' })).not.toBe(addressOf(nonce))
    expect(await begun({})).not.toBe(addressOf(nonce))
    expect(await begun(OWN)).toBe(addressOf(nonce))
  }))

test('a text too long is refused with its words still in the field', () =>
  using(async (url, app) => {
    const person = webDriver(url)
    await person.open()
    await person.type(`<b>${'x'.repeat(LIMITS.text)}`)
    expect(person.last().html).toContain('unreadable: too-long')
    expect(person.last().html).toContain(`autocomplete="off">&lt;b&gt;${'x'.repeat(LIMITS.text)}<`)
    expect(app.heard[0]?.it).toEqual({ kind: 'unreadable', why: 'too-long' })
  }))

test('files: what is written beside one goes with it; a wrong one is refused with a sentence and the question again', () =>
  using(
    async (url, app) => {
      const send = (files: Record<string, Uint8Array<ArrayBuffer>>, text: string): Promise<Response> => {
        const body = new FormData()
        body.append('text', text)
        for (const [name, bytes] of Object.entries(files)) body.append(name, new Blob([bytes]), 'a')
        return fetch(`${url}/`, { method: 'POST', body, headers: OWN })
      }
      await send({ photo: new Uint8Array([1]), voice: new Uint8Array([1]) }, 'my hand')
      expect(app.kept).toEqual([
        { media: 'photo', caption: 'my hand' },
        { media: 'voice', caption: '' },
      ])
      const wrong = await (await send({ photo: new Uint8Array([0]), voice: new Uint8Array([2]) }, '')).text()
      expect(wrong).toContain('unreadable: wrong-type')
      expect(wrong).toContain('Kept: voice')
    },
    { app: createStub([message(['What happened?'], { input: 'text', accept: ['text', 'photo', 'voice'] })]) },
  ))

test('an upload beyond the limit is refused while it comes in, with a sentence', () =>
  using(async (url, app) => {
    const chunk = new Uint8Array(1_000_000)
    let sent = 0
    const body = new ReadableStream({
      pull: controller => (++sent > 30 ? controller.close() : controller.enqueue(chunk)),
    })
    const headers = { ...OWN, 'content-type': 'multipart/form-data; boundary=x' }
    const response = await fetch(`${url}/`, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
    expect(response.status).toBe(413)
    expect(await response.text()).toContain('This file is too large. At most 10 MB can be sent.')
    const form = await post(url, { text: 'x'.repeat(300_000) })
    expect(form.status).toBe(413)
    expect(app.heard).toEqual([])
  }))

test('nothing sent is said to be nothing; a lost cookie is said to be lost', () =>
  using(async (url, app) => {
    expect(await (await post(url, { nonce: 'n' })).text()).toContain('Nothing was sent.')
    expect(await (await post(url, { nonce: 'n', known: '1', token: 'a.x.1.y' })).text()).toContain('has ended')
    expect(app.heard).toEqual([])
  }))

test('a shared place is rounded here too; an impossible one is none', () =>
  using(async (url, app) => {
    await post(url, { lat: '35.68951', lon: '139.69171' })
    expect(app.heard[0]?.it).toEqual({ kind: 'place', lat: 35.7, lon: 139.7 })
    for (const [lat, lon] of [
      ['91', '1'],
      ['1', '181'],
      ['NaN', '1'],
      ['', '1'],
      ['1e999', '1'],
    ])
      await post(url, { lat: lat ?? '', lon: lon ?? '' })
    expect(app.heard).toHaveLength(1)
  }))

test('a number is written in a field of one line, on a number pad', () =>
  using(
    async url => {
      const html = await (await fetch(`${url}/`)).text()
      expect(html).toMatch(/<input id="text"[^>]* inputmode="numeric"/)
      expect(html).not.toContain('<textarea')
    },
    { app: createStub([message(['Receipt?'], { input: 'number' })]) },
  ))

test('a slash command is a command on this channel too', () =>
  using(async (url, app) => {
    await post(url, { text: '/Report now\nplease' })
    await post(url, { text: '/ not one' })
    expect(app.heard.map(({ it }) => it)).toEqual([
      { kind: 'command', name: 'report', args: 'now\nplease' },
      { kind: 'text', text: '/ not one' },
    ])
  }))

test('nothing that was written becomes markup, and no address but a web or mail address becomes a link', () => {
  const evil = '"><script>alert(1)</script>'
  const app = createStub([
    message([evil, { strong: evil }, { tel: evil, label: evil }, { url: 'javascript:alert(1)', label: 'click' }], {
      choices: [{ token: evil, label: evil, icon: evil }],
      verbs: [{ token: evil, label: evil }],
    }),
  ])
  return using(
    async url => {
      const html = await (await fetch(url)).text()
      expect(html).not.toContain('<script>alert')
      expect(html).not.toContain('javascript:')
      expect(html).toContain('href="tel:1"')
    },
    { app },
  )
})

test('the language is guessed from the browser, and every page carries language and direction', () =>
  using(async url => {
    const html = await (
      await fetch(`${url}/about`, { headers: { 'accept-language': 'xx, ar-EG;q=0.9, en;q=0.8' } })
    ).text()
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(html).toContain('<body lang="ar" dir="rtl">')
    const tagalog = await (await fetch(`${url}/none`, { headers: { 'accept-language': 'tl-PH,en' } })).text()
    expect(tagalog).toContain('<html lang="fil" dir="ltr">')
    const odd = await fetch(`${url}/about`, { headers: { 'accept-language': '*, ,;q=x, en--;q=0, \u00e9' } })
    expect(await odd.text()).toContain('<html lang="en" dir="ltr">')
  }))

test('every answer is safe: policy, no referrer, nothing kept, nothing from elsewhere', () =>
  using(async url => {
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/about'],
      ['GET', '/none'],
      ['PUT', '/'],
      ['POST', '/'],
      ['GET', '/leave'],
    ]) {
      const response = await fetch(`${url}${path}`, { method: method ?? '', redirect: 'manual' })
      const policy = response.headers.get('content-security-policy') ?? ''
      for (const part of [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "form-action 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(part)
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.text()).not.toMatch(/(src|href|action)="https?:/)
    }
  }))

test('leaving ends the chat on this device and leads elsewhere', () =>
  using(async url => {
    const response = await fetch(`${url}/leave`, { redirect: 'manual' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('https://www.example.org/')
    expect(response.headers.getSetCookie()[0]).toMatch(/^tulay=; Max-Age=0;/)
  }))

test('the script asks for news with what it shows, and hears of what it does not show', () =>
  using(async url => {
    const first = await post(url, { nonce: 'n'.repeat(22), token: 'a.tags.0.en' })
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const shown = /data-shown="([^"]*)"/.exec(await first.text())?.[1] ?? ''
    const ask = async (mark: string, headers: Record<string, string>): Promise<number> =>
      (await fetch(`${url}/new`, { headers: { 'if-none-match': mark, ...headers } })).status
    expect(await ask(shown, { cookie })).toBe(204)
    expect(await ask('other', { cookie })).toBe(200)
    expect(await ask('*', { cookie })).toBe(204)
    expect(await ask('other', {})).toBe(204)
  }))

test('every trouble is a page with a sentence and the way back, and never a stack', () => {
  const broken = createStub()
  broken.receive = () => Promise.reject(new Error('SECRET in /src/app/receive.ts'))
  return using(
    async url => {
      const answers: [number, Promise<Response>][] = [
        [404, fetch(`${url}/nothing`)],
        [404, fetch(`${url}/web/web.css`)],
        [405, fetch(`${url}/`, { method: 'DELETE' })],
        [405, fetch(`${url}/about`, { method: 'POST', headers: OWN })],
        [
          415,
          fetch(`${url}/`, { method: 'POST', body: '{}', headers: { ...OWN, 'content-type': 'application/json' } }),
        ],
        [
          400,
          fetch(`${url}/`, { method: 'POST', body: 'x', headers: { ...OWN, 'content-type': 'multipart/form-data' } }),
        ],
        [500, post(url, { text: 'hello' })],
      ]
      for (const [status, answer] of answers) {
        const response = await answer
        expect(response.status).toBe(status)
        const html = await response.text()
        expect(html).toMatch(/<h2 class="notice"[^>]*>[^<]{20,}/)
        expect(html).toContain('href="/"')
        expect(html).not.toContain('SECRET')
        expect(html).not.toContain('web.trouble')
      }
    },
    { app: broken },
  )
})

test('too many requests from one connection are slowed down, in words', () =>
  using(
    async url => {
      const [a, b, c] = [await fetch(url), await fetch(url), await fetch(url)]
      expect([a.status, b.status, c.status]).toEqual([200, 200, 429])
      expect(c.headers.get('retry-after')).toBe('1')
      expect(await c.text()).toContain('Please wait a little')
    },
    { rate: { perMinute: 60, burst: 2 } },
  ))

test('what belongs to an older message keeps its button without a number', () => {
  const receipt = message(['Sent.'], { choices: [{ token: 'n.x', label: 'Any news?' }], verbs: [] })
  const app = createStub()
  app.view = async () => [receipt, REPORT[2] as typeof receipt]
  return using(
    async url => {
      const person = webDriver(url)
      await person.open()
      expect((await person.messages()).map(({ choices }) => choices.length)).toEqual([1, 3])
      expect(person.last().html.match(/class="number">/g)).toHaveLength(3)
    },
    { app },
  )
})

test('an older message keeps the way out of alerts and the way to a person; its other verbs are gone', () => {
  const stop = { token: 'v.stop.-.0', label: 'Stop alerts' }
  const person = { token: 'v.person.-.0', label: 'Reach a person' }
  const alert = message(['Meeting.'], {
    choices: [],
    verbs: [stop, person, { token: 'v.back.x.1', label: 'Old back' }],
  })
  const app = createStub()
  app.view = async () => [alert, REPORT[2] as typeof alert]
  return using(
    async url => {
      const visitor = webDriver(url)
      await visitor.open()
      for (const { token } of [stop, person]) expect(visitor.last().html.split(`value="${token}"`)).toHaveLength(2)
      expect(visitor.last().html).not.toContain('Old back')
    },
    { app },
  )
})
