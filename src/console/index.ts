/**
 * The console: the staff's door. For now the queue, so that staff see what came in: coded fields and counts, never content.
 * Comes in as HTTP under `/staff`; every page is rendered here and works without any script. State: who is signed in, in memory.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { getCookie, setCookie } from 'hono/cookie'
import { secureHeaders } from 'hono/secure-headers'
import type { Log } from '../kit/log.ts'
import type { World } from '../kit/world.ts'
import { enterPage, type Frame, troublePage } from './page.ts'
import type { ConsolePort } from './port.ts'
import { PAGE_SIZE, queuePage } from './queue-page.ts'
import { guarded, type Room } from './room.ts'
import { createSignIn } from './sign-in.ts'

export { healthRoutes } from './health.ts'
export type { ConsolePort, QueueRow } from './port.ts'

export type ConsoleOptions = {
  port: ConsolePort
  world: World
  /** Staff come by https: the cookie is `Secure` and named `__Host-`. */
  secure: boolean
  /** Every page says so, and the link works for everybody and every time. */
  demo: boolean
  /** Host names that we go by besides the request's own, such as that of the public address. */
  hosts?: string[]
  log?: Log
}

export type Console = {
  /** Answers `/staff` and all below it. */
  routes: Hono
  /** A new one-time link's path (24 hours; the one before stops working), to be printed behind the server's address. */
  link(): string
}

export const createConsole = ({ port, world, secure, demo, hosts = [], log }: ConsoleOptions): Console => {
  const css = readFileSync(new URL('assets/console.css', import.meta.url), 'utf8')
  const cssPath = `/staff/console.${createHash('sha256').update(css).digest('base64url').slice(0, 10)}.css`
  const frame: Frame = { words: port.words, css: cssPath, demo }
  const signIn = createSignIn({ world, demo })
  const cookie = secure ? '__Host-tulay-staff' : 'tulay-staff'
  const fixed = { path: '/', httpOnly: true, sameSite: 'Strict', secure } as const
  const send: Room['send'] = async (c, page, status = 200) => c.html(String(await page), status)
  const who: Room['who'] = async c => {
    const id = signIn.staffOf(getCookie(c, cookie))
    return id && (await port.staff()).find(staff => staff.id === id)
  }
  const room: Room = { frame, world, who, send }

  const routes = new Hono()
  routes.use('/staff/*', compress(), headersOf(secure))
  routes.use('/staff/*', async (c, next) => {
    if (!c.req.path.endsWith('.css')) c.header('cache-control', 'no-store')
    const foreign = c.req.method !== 'GET' && c.req.method !== 'HEAD' && isForeign(c, hosts)
    return foreign ? send(c, troublePage(frame, 'foreign'), 403) : next()
  })
  routes.get(cssPath, c =>
    c.body(css, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  )
  routes.get('/staff/enter/:token', async c => {
    const token = c.req.param('token')
    if (!signIn.holds(token)) return send(c, troublePage(frame, 'link'), 401)
    return send(c, enterPage(frame, token, await port.staff()))
  })
  routes.post('/staff/enter/:token', async c => {
    const { as } = await c.req.parseBody()
    const staff = (await port.staff()).find(({ id }) => id === as)
    const session = staff && signIn.use(c.req.param('token'), staff.id)
    if (!session) return send(c, troublePage(frame, 'link'), 401)
    setCookie(c, cookie, session, fixed)
    return c.redirect('/staff', 303)
  })
  const queue = guarded(room, 'queue.see', async c => {
    const page = Math.min(Math.max(Number.parseInt(c.req.query('page') ?? '1', 10) || 1, 1), 1_000_000)
    const [rows, counts] = await Promise.all([
      port.queue({ limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
      port.counts(),
    ])
    return send(c, queuePage(frame, { rows, counts, page, off: port.off() }))
  })
  routes.get('/staff', queue)
  routes.post('/staff/leave', c => {
    signIn.end(getCookie(c, cookie))
    setCookie(c, cookie, '', { ...fixed, maxAge: 0 })
    return send(c, troublePage(frame, 'left'))
  })
  routes.all('/staff/*', c => send(c, troublePage(frame, 'nothing'), 404))
  routes.onError((error, c) => {
    log?.error('http.failed', error)
    return send(c, troublePage(frame, 'failed'), 500)
  })
  return { routes, link: signIn.link }
}

const headersOf = (secure: boolean) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      formAction: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity: secure ? 'max-age=31536000' : false,
  })

/** The cookie is SameSite=Strict; this is the second lock. Plain http and old browsers say nothing here. */
const isForeign = (c: Context, hosts: string[]): boolean => {
  const site = c.req.header('sec-fetch-site')
  if (site) return site !== 'same-origin' && site !== 'none'
  const origin = c.req.header('origin')
  if (!origin || origin === 'null') return false
  return !URL.canParse(origin) || ![c.req.header('host'), ...hosts].includes(new URL(origin).host)
}
