import { onTestFinished } from 'vitest'
import type { ConsoleOptions } from '../../src/console/index.ts'
import { serveConsole } from './console-stub.ts'
import { codeAt, joinAs } from './joined.ts'

export const MINUTE = 60_000
/** Until a code that was used is followed by one that was not. */
export const LATER = 40_000
type Fields = Record<string, string>

/** The link that a page shows. */
export const linkIn = (html: string): string => /https?:\/\/[^<]*(\/staff\/join\/[\w-]{22})/.exec(html)?.[1] ?? ''

/** The console as a browser without a script sees it, with a clock that only the test moves. */
export const openDoor = async (options: Partial<ConsoleOptions> = {}, { local = false } = {}) => {
  const clock = { now: Date.UTC(2026, 0, 5) }
  const world = { now: () => clock.now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  const served = await serveConsole([], { world, ...options })
  // A host that may have passkeys; a number may not.
  const server = local ? { ...served, url: served.url.replace('127.0.0.1', 'localhost') } : served
  onTestFinished(() => server.close())
  const get = async (path: string, cookie = '') => {
    const response = await fetch(`${server.url}${path}`, { headers: { cookie }, redirect: 'manual' })
    return { status: response.status, html: await response.text() }
  }
  const post = async (path: string, fields: Fields = {}, cookie = '') => {
    const headers = { 'sec-fetch-site': 'same-origin', cookie }
    const init = { method: 'POST', headers, redirect: 'manual', body: new URLSearchParams(fields) } as const
    const response = await fetch(`${server.url}${path}`, init)
    const [set = ''] = response.headers.getSetCookie()
    return {
      status: response.status,
      headers: response.headers,
      html: await response.text(),
      cookie: set.split(';')[0] ?? '',
      set,
    }
  }
  /** Joins with the page's own key, as the page is without a script. */
  const join = async (path: string, name: string, more: Fields = {}) => {
    const { html } = await get(path)
    const hidden = (field: string) => new RegExp(`name="${field}" value="([^"]+)"`).exec(html)?.[1] ?? ''
    const [totp, sealed, spare] = ['totp', 'sealed', 'spare'].map(hidden) as [string, string, string]
    const joined = await post(path, { name, spare, totp, sealed, code: codeAt(totp, clock.now), ...more })
    return { ...joined, name, key: spare, totp }
  }
  const signIn = (it: { name: string; key: string; totp: string }, later = 0) =>
    post('/staff/enter', { name: it.name, key: it.key, code: codeAt(it.totp, clock.now, later) })
  const member = (role: Parameters<typeof joinAs>[3]) => joinAs(server.store, server.door, world, role)
  return { ...server, clock, get, post, join, signIn, signInByCode: signIn, member }
}
export type Door = Awaited<ReturnType<typeof openDoor>>
