import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import type { Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createStub, serveWeb } from './web-stub.ts'

/** What Chrome on a phone sends along each time. */
const CHROME = {
  connection: 'keep-alive',
  'upgrade-insecure-requests': '1',
  'user-agent':
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-user': '?1',
  'sec-fetch-dest': 'document',
  'accept-language': 'en-US,en;q=0.9,fil;q=0.8',
}

/** A connection that counts every byte on the wire, headers and all, in both directions. */
const createWire = (url: string, encoding: 'br' | 'gzip') => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let socket: Socket | undefined
  let cookie = ''
  const ask = (path: string, form?: Record<string, string>): Promise<string> =>
    new Promise((resolve, reject) => {
      const body = form && new URLSearchParams(form).toString()
      const headers: Record<string, string> = {
        ...CHROME,
        'accept-encoding': encoding === 'br' ? 'gzip, deflate, br' : 'gzip',
      }
      if (cookie) headers.cookie = cookie
      if (body) {
        headers['content-type'] = 'application/x-www-form-urlencoded'
        headers['content-length'] = String(Buffer.byteLength(body))
      }
      const asked = request(`${url}${path}`, { agent, method: body ? 'POST' : 'GET', headers }, async response => {
        socket = response.socket
        cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? cookie
        resolve(unpack(response.headers, await buffer(response)))
      })
      asked.on('error', reject)
      asked.end(body)
    })
  return {
    ask,
    down: (): number => socket?.bytesRead ?? 0,
    known: (): boolean => cookie !== '',
    up: (): number => socket?.bytesWritten ?? 0,
    close: () => agent.destroy(),
  }
}

const unpack = (headers: IncomingHttpHeaders, body: Buffer): string => {
  const encoding = headers['content-encoding']
  return (encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body).toString()
}

const nonceOf = (html: string): string => /name="nonce" value="([^"]*)"/.exec(html)?.[1] ?? ''
const assetsOf = (html: string): string[] =>
  [...html.matchAll(/(?:href|src)="(\/web\/[^"]*)"/g)].map(([, path]) => path ?? '')

test.each(['br', 'gzip'] as const)(
  '%s: the first view takes at most 10 kB, a whole report at most 25 kB',
  async encoding => {
    const served = await serveWeb(createStub(), { demo: true })
    const wire = createWire(served.url, encoding)
    try {
      let html = await wire.ask('/')
      const assets = assetsOf(html)
      expect(assets).toHaveLength(2)
      for (const path of assets) await wire.ask(path)
      const first = wire.down()
      expect(first).toBeLessThanOrEqual(10_000)
      const answers = [
        { token: 'a.tags.0.en' },
        { token: 'a.tags.1.yes' },
        { token: 'f.report' },
        { token: 'a.tags.2.yes' },
        { token: 'a.tags.3.c0' },
        { text: 'Saitama' },
        { text: 'They did not pay me for three months, and my boss says that I cannot leave.' },
        { token: 'v.done.tags.5' },
        { token: 'a.tags.6.tell' },
      ]
      for (const answer of answers)
        html = await wire.ask('/', { nonce: nonceOf(html), ...(wire.known() ? { known: '1' } : {}), ...answer })
      expect(html).toContain('1234 5678 9012 3456')
      console.info(`${encoding}: first view ${first} B down; whole report ${wire.down()} B down, ${wire.up()} B up`)
      expect(wire.down()).toBeLessThanOrEqual(25_000)
      // Over https, where browsers take Brotli, what is sent counts in too.
      if (encoding === 'br') expect(wire.down() + wire.up()).toBeLessThanOrEqual(25_000)
    } finally {
      wire.close()
      await served.close()
    }
  },
)

test('the script has less than 1 kB; assets carry their content in their name and stay for good', async () => {
  const served = await serveWeb(createStub())
  try {
    const [css = '', js = ''] = assetsOf(await (await fetch(served.url)).text())
    expect([css, js]).toEqual([expect.stringMatching(/^\/web\/web\.[\w-]{10}\.css$/), expect.stringMatching(/\.js$/)])
    const script = await fetch(`${served.url}${js}`)
    expect((await script.arrayBuffer()).byteLength).toBeLessThan(1000)
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const plain = await fetch(`${served.url}${css}`, { headers: { 'accept-encoding': 'br;q=0, identity' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
    // Directions have no left and right here.
    expect(await plain.text()).not.toMatch(/\b(left|right)\b|(margin|padding)-(top|bottom)|(^|[^-])(width|height):/m)
  } finally {
    await served.close()
  }
})
