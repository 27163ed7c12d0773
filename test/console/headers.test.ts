/** The headers of every page and answer that the table of routes lists, and of what is refused. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDoor } from './door-rig.ts'

const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8')
const ROUTES = [...page.matchAll(/^\| `(GET|POST) ([^`]+)` \|/gm)].map(([, method = '', path = '']) => ({
  method,
  path,
}))
/** The one page that Telegram's own page may show in a frame. */
const FRAMED = '/staff/app'

const policyOf = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(/; */).map(part => [part.split(' ')[0] ?? '', part.split(' ').slice(1).join(' ')]))

const check = (path: string, response: Response): void => {
  const header = (name: string): string => response.headers.get(name) ?? ''
  const policy = policyOf(header('content-security-policy'))
  const { 'default-src': all, 'base-uri': base, 'form-action': form, 'frame-ancestors': frames } = policy
  expect([path, all, base, form]).toEqual([path, "'none'", "'none'", "'self'"])
  expect([path, frames]).toEqual([path, path === FRAMED ? 'https://web.telegram.org' : "'none'"])
  // Nothing inline, nothing evaluated but WebAssembly, nothing from elsewhere.
  for (const [name, sources] of Object.entries(policy)) {
    if (name === 'frame-ancestors') continue
    for (const source of sources.split(' ').filter(Boolean))
      expect([path, name, ["'none'", "'self'", "'wasm-unsafe-eval'", 'blob:'].includes(source)]).toEqual([
        path,
        name,
        true,
      ])
    if (sources.includes('blob:')) expect([path, ['img-src', 'media-src'].includes(name)]).toEqual([path, true])
    if (sources.includes('wasm')) expect([path, name]).toEqual([path, 'script-src'])
  }
  expect([path, header('referrer-policy')]).toEqual([path, 'no-referrer'])
  expect([path, header('x-content-type-options')]).toEqual([path, 'nosniff'])
  expect([path, header('cache-control')]).toEqual([path, 'no-store'])
}

test.each(['administrator', 'moderator', undefined] as const)(
  'every answer to %s is as strict as it can be',
  async role => {
    const it = await openDoor()
    const cookie = role ? `tulay-staff=${(await it.member(role)).token}` : ''
    expect(ROUTES.length).toBeGreaterThan(40)
    for (const { method, path } of ROUTES) {
      if (path === '/staff/leave' || path.endsWith('end-all')) continue
      const url = `${it.url}${path.replace(/:\w+/g, 'A'.repeat(22))}`
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
      })
      check(path, response)
      // A stream never ends.
      if (path.endsWith('/events')) await response.body?.cancel()
      else {
        const html = await response.text()
        expect([path, /<script(?![^>]*\ssrc=)|<style|\sstyle="|\son\w+="|javascript:/.test(html)]).toEqual([
          path,
          false,
        ])
        expect([path, /(src|action)="(https?:)?\/\//.test(html)]).toEqual([path, false])
      }
    }
  },
)

test('what another site sends is answered as strictly, and over https it stays https', async () => {
  const it = await openDoor({ secure: true, hosts: ['tulay.example'] })
  const refused = await fetch(`${it.url}/staff/enter`, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })
  expect(refused.status).toBe(403)
  check('/staff/enter', refused)
  expect(refused.headers.get('strict-transport-security')).toBe('max-age=31536000')
  const entered = await fetch(`${it.url}/staff/enter`)
  expect(entered.headers.getSetCookie()).toEqual(['__Host-tulay-door=1; Path=/; HttpOnly; Secure; SameSite=Strict'])
})
