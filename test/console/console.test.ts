import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type ConsoleOptions, healthRoutes } from '../../src/console/index.ts'
import { listen } from '../channels/web-stub.ts'
import { createPort, rowOf, serveConsole } from './console-stub.ts'

type Server = Awaited<ReturnType<typeof serveConsole>>
const ROWS = Array.from({ length: 60 }, (_, index) => rowOf(index))
const using = async (work: (server: Server) => Promise<void>, options: Partial<ConsoleOptions> = {}): Promise<void> => {
  const server = await serveConsole(ROWS, options)
  try {
    await work(server)
  } finally {
    await server.close()
  }
}
const OWN = { 'sec-fetch-site': 'same-origin' }
const press = (url: string, headers: Record<string, string> = OWN, fields: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers, redirect: 'manual', body: new URLSearchParams(fields) })
/** Whom the demo's page offers, by name. */
const offered = async ({ url }: Server): Promise<Record<string, string>> => {
  const html = await (await fetch(`${url}/staff/enter/demo`)).text()
  return Object.fromEntries([...html.matchAll(/value="([^"]+)">Go on as ([\w ]+)/g)].map(([, id, name]) => [name, id]))
}
const enterAs = async (server: Server, name: string): Promise<Response> =>
  press(`${server.url}/staff/enter/demo`, OWN, { as: (await offered(server))[name] ?? '' })
const cookieOf = (response: Response) => ({ cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' })

test('nobody sees the queue without signing in', () =>
  using(async ({ url }) => {
    for (const headers of [{}, { cookie: 'tulay-staff=' }, { cookie: `tulay-staff=${'A'.repeat(22)}` }]) {
      const response = await fetch(`${url}/staff`, { headers })
      expect(response.status).toBe(401)
      expect(await response.text()).not.toContain('<table')
    }
  }))

test('a stay ends after half an hour without use, and after twelve hours with it', () => {
  let now = Date.now()
  const world = { now: () => now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  return using(
    async server => {
      const see = async (headers: { cookie: string }) => (await fetch(`${server.url}/staff`, { headers })).status
      const idle = await server.as('moderator')
      now += 30 * 60_000 - 1
      expect(await see(idle)).toBe(200)
      now += 30 * 60_000
      expect(await see(idle)).toBe(401)
      const busy = await server.as('moderator')
      for (let minutes = 20; minutes < 720; minutes += 20) {
        now += 20 * 60_000
        expect(await see(busy)).toBe(200)
      }
      now += 20 * 60_000
      expect(await see(busy)).toBe(401)
    },
    { world },
  )
})

test('an open queue that asks by itself keeps nobody signed in', () => {
  let now = Date.now()
  const world = { now: () => now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  return using(
    async server => {
      const headers = await server.as('moderator')
      const ask = async (path: string, more = {}): Promise<number> => {
        const answer = await fetch(`${server.url}${path}`, { headers: { ...headers, ...more } })
        await answer.body?.cancel()
        return answer.status
      }
      const script = readFileSync(new URL('../../src/console/assets/live.js', import.meta.url), 'utf8')
      const [, header = ''] = /headers: { '([\w-]+)': '1' }/.exec(script) ?? []
      for (const minutes of [10, 10, 9]) {
        now += minutes * 60_000
        expect(await ask('/staff/queue/events')).toBe(200)
        expect(await ask('/staff', { [header]: '1' })).toBe(200)
      }
      now += 60_000
      expect(await ask('/staff/queue/events')).toBe(401)
      expect(await ask('/staff', { [header]: '1' })).toBe(401)
    },
    { world },
  )
})

test('in demo mode the page is the same at every start and works for everybody; every page says demo', () =>
  using(
    async server => {
      expect(await server.link()).toBe('/staff/enter/demo')
      const [one, two] = [await enterAs(server, 'Demo moderator'), await enterAs(server, 'Demo moderator')].map(
        cookieOf,
      )
      expect(one).not.toEqual(two)
      for (const path of [
        '/staff',
        '/staff/me',
        '/staff/enter',
        '/staff/enter/demo',
        '/staff/join/x',
        '/staff/nothing',
      ])
        expect(await (await fetch(`${server.url}${path}`, { headers: one ?? {} })).text()).toContain(
          'Demo: nothing here',
        )
    },
    { demo: true },
  ))

test('the demo offers its three people, and only them', () =>
  using(
    async server => {
      const people = await offered(server)
      expect(Object.keys(people)).toEqual(['Demo administrator', 'Demo moderator', 'Demo organizer'])
      for (const name of Object.keys(people)) expect((await enterAs(server, name)).status).toBe(303)
      for (const as of ['', 'Demo moderator', 'A'.repeat(22)])
        expect((await press(`${server.url}/staff/enter/demo`, OWN, { as })).status).toBe(401)
    },
    { demo: true },
  ))

test('without demo mode there is no such page', () =>
  using(async ({ url }) => {
    expect((await press(`${url}/staff/enter/demo`)).status).toBe(404)
    expect((await fetch(`${url}/staff/enter/demo`)).status).toBe(404)
  }))

test('a post of another site does nothing', () =>
  using(
    async server => {
      const as = (await offered(server))['Demo moderator'] ?? ''
      const path = `${server.url}/staff/enter/demo`
      for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, { origin: 'x' }])
        expect((await press(path, headers, { as })).status).toBe(403)
      expect((await press(path, { origin: server.url }, { as })).status).toBe(303)
    },
    { demo: true },
  ))

test('the queue shows counts and coded fields, page by page', () =>
  using(async server => {
    const headers = await server.as('moderator')
    const html = await (await fetch(`${server.url}/staff`, { headers })).text()
    expect(html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).toContain('Open 60 Unclaimed 3 Due today 2 Overdue 1')
    for (const text of [
      'Wages and working conditions',
      'Saitama',
      'Emergency',
      'week of Feb 10, 2025',
      'Feb 14, 2025',
      '1 person',
      '2 people',
    ])
      expect(html).toContain(text)
    // A code that has no name yet is shown as it is.
    for (const code of ['unheard_of', 'XX-99', 'strange']) expect(html).toContain(code)
    expect(html.match(/<tr role="row" class/g)).toHaveLength(25)
    expect(html.match(/class="mark">Demo</g)).toHaveLength(1)
    expect(html).toContain('Page 1 of 3')
    expect(html).not.toContain('page=0')
    const last = await (await fetch(`${server.url}/staff?page=3`, { headers })).text()
    expect(last.match(/<tr role="row" class/g)).toHaveLength(10)
    expect(last).not.toContain('page=4')
    for (const odd of ['-1', '0', 'x', '1e99', '%00'])
      expect((await fetch(`${server.url}/staff?page=${odd}`, { headers })).status).toBe(200)
  }))

test('it tells what is switched off, and who has checked the words', () =>
  using(async server => {
    const html = await (await fetch(`${server.url}/staff`, { headers: await server.as('moderator') })).text()
    expect(html).toContain('Set TELEGRAM_BOT_TOKEN')
    expect(html).toContain('machine-drafted, not reviewed')
    expect(html).toContain('flows: reviewed by Ana on 2025-01-31; the English has changed since')
    expect(html).toContain('verbs: reviewed by Ana on 2025-01-31<')
    expect(html).not.toMatch(/>\s*console\.\w/)
  }))

test('signing out ends it here and on the server', () =>
  using(async server => {
    const headers = await server.as('moderator')
    const left = await press(`${server.url}/staff/leave`, { ...OWN, ...headers })
    expect(left.headers.getSetCookie()[0]).toMatch(/^tulay-staff=; Max-Age=0;/)
    expect(left.headers.get('clear-site-data')).toBe('"storage"')
    expect((await fetch(`${server.url}/staff`, { headers })).status).toBe(401)
  }))

test('every page is safe, and a failure tells nothing', () => {
  const port = createPort([])
  port.queue = () => Promise.reject(new Error('SECRET'))
  return using(
    async server => {
      const headers = await server.as('moderator')
      const failed = await fetch(`${server.url}/staff`, { headers })
      expect(failed.status).toBe(500)
      expect(await failed.text()).not.toContain('SECRET')
      for (const path of ['/staff', '/staff/nothing', '/staff/join/x', '/staff/me']) {
        const response = await fetch(`${server.url}${path}`, { headers })
        const policy = response.headers.get('content-security-policy') ?? ''
        for (const part of [
          "default-src 'none'",
          "style-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
        ])
          expect(policy).toContain(part)
        expect(policy.includes('unsafe')).toBe(path === '/staff/join/x')
        expect(policy.includes('script-src')).toBe(path !== '/staff/nothing')
        expect(response.headers.get('referrer-policy')).toBe('no-referrer')
        expect(response.headers.get('cache-control')).toBe('no-store')
        expect(response.headers.get('x-content-type-options')).toBe('nosniff')
        expect(await response.text()).not.toMatch(/<script>|style="|(src|href|action)="https?:/)
      }
    },
    { port },
  )
})

test('health: alive as soon as it answers, ready when its checks say so', async () => {
  let ok = true
  const { fetch: answer } = healthRoutes({
    ready: () => {
      if (!ok) throw new Error('SECRET')
      return { ok, checks: { store: true } }
    },
  })
  const { url, close } = await listen(request => answer(request))
  try {
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true })
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ok: true, checks: { store: true } })
    ok = false
    const response = await fetch(`${url}/readyz`)
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ ok: false, checks: { ready: false } })
  } finally {
    await close()
  }
})
