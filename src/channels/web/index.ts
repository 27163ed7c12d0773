/**
 * The web chat: the door for a browser. Pages are forms that work without any script; the script only saves reloads.
 * Comes in as HTTP, goes on as `Inbound` to the app, and what the app says is the answer to the same request.
 * It holds no state of its own but a rate limit per connection, in memory.
 */

import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { PALETTE } from '../../app/palette.ts'
import type { Channel } from '../../kit/channel.ts'
import { LIMITS } from '../../kit/inbound.ts'
import type { Log } from '../../kit/log.ts'
import type { World } from '../../kit/world.ts'
import { createAsset } from './assets.ts'
import { type BadBody, createBodyReader } from './body.ts'
import { PAGE, SAFE } from './headers.ts'
import { isCampaign } from './invitation.ts'
import { respondFile } from './media.ts'
import { originOf } from './origin.ts'
import { aboutPage, type Html, marksOf, troublePage } from './page.ts'
import type { WebPort } from './port.ts'
import { createRate, DEFAULT_RATE, type Rate } from './rate.ts'
import { createSession } from './session.ts'
import { encodingOf, squeeze } from './squeeze.ts'
import { type Answer, createTalk } from './talk.ts'

export type WebChatOptions = {
  app: WebPort
  world: World
  /** People come by https: the cookie is `Secure` and named `__Host-`. */
  secure: boolean
  /** Every page says that this is a place to try things out. */
  demo: boolean
  /** Where "Leave now" leads: a page that nobody asks about. */
  exit: string
  /** Host names that we go by besides the request's own, such as that of the public address. */
  hosts?: string[]
  rate?: Rate
  /** Whether there are calls to read on the public pages; default: none. */
  calls?: () => Promise<boolean>
  /** Who asks, for the rate limit; default: the socket's other end. Behind a proxy: what the proxy says. */
  connection?: (c: Context<{ Bindings: HttpBindings }>) => string | undefined
  log?: Log
}

export type WebChat = {
  /** Mount it last: it answers every path that nobody else took. */
  routes: Hono<{ Bindings: HttpBindings }>
  channel: Channel
}

type Status = 400 | 403 | 404 | 405 | 413 | 415 | 429 | 500 | 503
const STATUS: Record<BadBody, Status> = { malformed: 400, 'wrong-type': 415, 'too-large': 413, busy: 503 }

export const createWebChat = (options: WebChatOptions): WebChat => {
  const { app, world, log } = options
  const css = createAsset('web.css', 'text/css; charset=utf-8', PALETTE)
  const js = createAsset('web.js', 'text/javascript; charset=utf-8')
  const frame = { words: app.words, css: css.path, js: js.path, demo: options.demo }
  const session = createSession(options.secure)
  const talk = createTalk({ app, world, session, frame, calls: options.calls ?? (async () => false) })
  const tooFast = createRate(world, options.rate ?? DEFAULT_RATE)
  const readBody = createBodyReader()
  const whoAsks = options.connection ?? (c => c.env?.incoming?.socket.remoteAddress)

  const send = async (c: Context, page: Html, status: Status | 200): Promise<Response> => {
    const text = String(await page)
    const encoding = encodingOf(c.req.header('accept-encoding'))
    for (const [name, value] of Object.entries(PAGE)) c.header(name, value)
    if (!encoding) return c.body(text, status)
    c.header('content-encoding', encoding)
    return c.body(await squeeze(text, encoding), status)
  }
  const sendAnswer = (c: Context, { page, status }: Answer): Promise<Response> => send(c, page, status)
  const refuse = (c: Context, status: Status, lang: string) =>
    send(
      c,
      troublePage(frame, lang, app.words.text(lang, `web.trouble.${status}`, { megabytes: LIMITS.photo / 1e6 })),
      status,
    )
  const guess = (c: Context) => talk.guess(c) ?? app.words.languages()[0]?.tag ?? 'en'

  const routes = new Hono<{ Bindings: HttpBindings }>()
  routes.use(async (c, next) => {
    const seconds = c.req.path.startsWith('/web/') ? 0 : tooFast(whoAsks(c) ?? '')
    if (seconds === 0) await next()
    else {
      c.header('retry-after', String(seconds))
      c.res = await refuse(c, 429, guess(c))
    }
    // Afterwards: an answer that comes as a whole brings none of what was set before it.
    for (const [name, value] of Object.entries(SAFE)) c.res.headers.set(name, value)
    if (options.secure) c.res.headers.set('strict-transport-security', 'max-age=31536000')
  })
  routes.onError((error, c) => {
    log?.error('http.failed', error, { channel: 'web' })
    return refuse(c, 500, guess(c))
  })

  for (const asset of [css, js]) routes.get(asset.path, c => asset.respond(c.req.header('accept-encoding')))
  routes.get('/favicon.ico', c => c.body(null, 204, { 'cache-control': 'public, max-age=604800' }))
  routes.get('/', async c => {
    const campaign = c.req.query('c')
    return sendAnswer(c, isCampaign(campaign) ? await talk.invite(c, campaign) : await talk.show(c))
  })
  routes.get('/about', async c => send(c, aboutPage(frame, await talk.langOf(c)), 200))
  // Who knows a hash, which nobody can guess, was told it; and then only once everybody may see the file.
  routes.get('/media/:hash', async c => {
    const found = await respondFile(app, c.req.param('hash'), c.req.header('range'))
    return found ?? refuse(c, 404, guess(c))
  })
  routes.get('/leave', c => {
    session.end(c)
    c.header('cache-control', 'no-store')
    return c.redirect(options.exit, 303)
  })
  // Asked by the script every half minute, with what the page shows: has something come in that is not on it?
  routes.get('/new', async c => {
    const known = session.read(c)
    const shown = (c.req.header('if-none-match') ?? '*').slice(0, 500).split('.')
    const marks = known && shown[0] !== '*' ? marksOf(await app.view('web', known)) : []
    return c.body(null, marks.every(mark => shown.includes(mark)) ? 204 : 200, { 'cache-control': 'no-store' })
  })
  routes.post('/', async c => {
    const hosts = [c.req.header('host')?.toLowerCase() ?? '', ...(options.hosts ?? [])]
    const origin = originOf(c.req.raw.headers, hosts)
    if (origin === 'foreign') return refuse(c, 403, guess(c))
    const body = await readBody(c.req.raw)
    if (body.ok) return sendAnswer(c, await talk.answer(c, body.value, origin))
    log?.warn('http.refused', { channel: 'web', status: STATUS[body.why] })
    return body.why === 'too-large'
      ? sendAnswer(c, await talk.tooLarge(c))
      : refuse(c, STATUS[body.why], await talk.langOf(c))
  })
  routes.all('*', async c => {
    const known = ['/', '/about', '/leave', '/new', css.path, js.path].includes(c.req.path)
    if (known) c.header('allow', c.req.path === '/' ? 'GET, HEAD, POST' : 'GET, HEAD')
    return refuse(c, known ? 405 : 404, await talk.langOf(c))
  })
  return { routes, channel: CHANNEL }
}

/** Nothing is pushed: what waits for somebody is shown when they open the page. */
const CHANNEL: Channel = {
  name: 'web',
  mode: 'pull',
  pace: { perSecond: 1000, perChatMs: 0, inFlight: 1 },
  send: async () => ({ ok: false, why: 'unreachable' }),
}
