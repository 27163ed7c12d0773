/**
 * The console: the staff's door. Who works here joins, signs in, sees the queue and shares it out: coded fields and counts, never
 * content. Comes in as HTTP under `/staff`; every page is rendered here and works without any script. State: none of its own.
 */
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import type { StaffDoor } from '../app/staff/index.ts'
import type { MiniApp } from '../app/staff-chat/mini-app.ts'
import type { Log } from '../kit/log.ts'
import type { World } from '../kit/world.ts'
import { createAssets } from './assets.ts'
import { brakeOf, withBrake } from './campaigns/course/brake-bar.ts'
import { campaignRoutes } from './campaigns/index.ts'
import { posterRoutes } from './campaigns/posters/routes.ts'
import { readCaseAssets } from './case-assets.ts'
import { casePolicy, caseRoutes } from './case-routes.ts'
import { chatRoutes } from './chat.ts'
import { enterRoutes } from './enter.ts'
import { headersOf } from './headers.ts'
import { helpRoutes } from './help.ts'
import { keyRoutes } from './keys-routes.ts'
import { miniAppRoutes } from './mini-app.ts'
import { officeRoutes } from './office/index.ts'
import { isForeign, siteOf } from './origin.ts'
import { troublePage } from './page.ts'
import { paperRoutes } from './paper-routes.ts'
import type { ConsolePort } from './port.ts'
import { proveRoutes } from './prove.ts'
import { createQueueDoor } from './queue-routes.ts'
import { quotesRoutes } from './quotes-page.ts'
import { repliesRoutes } from './replies-page.ts'
import type { Room, StaffRoom } from './room.ts'
import { createCookie } from './session.ts'
import { accountRoutes } from './staff-account.ts'
import { auditRoutes } from './staff-audit.ts'
import { joinRoutes } from './staff-join.ts'
import { meRoutes } from './staff-me.ts'
import { passkeyRoutes } from './staff-passkeys.ts'
import { peopleRoutes } from './staff-people.ts'
import { createSpeaker, isWarned, spokenTo, warnOfSingle } from './words.ts'

export { healthRoutes } from './health.ts'
export type { ConsolePort } from './port.ts'

export type ConsoleOptions = {
  port: ConsolePort
  /** Accounts, sessions and what is written down about them. */
  door: StaffDoor
  world: World
  /** Staff come by https: the cookie is `Secure` and named `__Host-`. */
  secure: boolean
  /** Every page says so, and a page lets everybody be one of the demo's people. */
  demo: boolean
  /** Host names that we go by besides the request's own, such as that of the public address. */
  hosts?: string[]
  /** Where a request comes from, for the delays after failed sign-ins; only a mark that fits many is kept. */
  connection?: (c: Context) => string | undefined
  /** Scheme and host under which the world reaches this server, for paper and links that leave it; absent: it does not. */
  pages?: string | undefined
  /** The bot's name on Telegram, as soon as it is known. */
  bot?: () => string | undefined
  /** The way in from a linked chat; absent: there is none. */
  app?: MiniApp
  log?: Log
}

export type Console = {
  /** Answers `/staff` and all below it. */
  routes: Hono
  /** The path to print behind the server's address: for the first administrator to join (once, 24 hours), later to sign in. */
  link(): Promise<string>
  /** Ends what open pages listen to, so that a stop need not wait for them. */
  stop(): void
}

const NOBODY: MiniApp = { enter: async () => undefined, who: async () => undefined }

/** Where sessions end. */
const ENDING = /^\/staff\/(leave|me|join|people)(\/|$)/

export const createConsole = (options: ConsoleOptions): Console => {
  const {
    port,
    door,
    world,
    secure,
    demo,
    hosts = [],
    connection = () => undefined,
    bot = () => undefined,
    pages,
    app = NOBODY,
    log,
  } = options
  const assets = createAssets()
  const sealedAssets = readCaseAssets()
  const speaker = createSpeaker(port.words)
  const site: StaffRoom['site'] = c => siteOf(c, { hosts, secure })
  const frame: Room['frame'] = c => ({
    words: speaker.wordsFor(c),
    me: spokenTo(c),
    css: assets.css,
    demo,
    passkeys: site(c) && assets.passkeys,
    single: isWarned(c),
    brake: brakeOf(c),
  })
  const cookie = createCookie(door, secure)
  const send: Room['send'] = async (c, page, status = 200) => c.html(String(await page), status)
  const who: Room['who'] = async c => (await cookie.signed(c))?.staff
  const origin = (c: Context) => `${secure ? 'https' : 'http'}://${hosts[0] ?? c.req.header('host') ?? ''}`
  const room: StaffRoom = { frame, demo, world, who, send, door, cookie, connection, origin, site }

  const queue = createQueueDoor(room, port)
  const routes = new Hono()
  routes.use('/staff/case/*', casePolicy)
  routes.use('/staff/keys/*', casePolicy)
  routes.use('/staff/signing/*', casePolicy)
  routes.use('/staff/campaigns/:id/approve/*', casePolicy)
  routes.use('/staff/campaigns/:id/words/*', casePolicy)
  routes.use('/staff/*', compress(), headersOf(secure))
  routes.use('/staff/*', withBrake(port.campaigns.course.brakes))
  // Said on every page: one of them is enough to speak for all.
  routes.use('/staff/*', async (c, next) => {
    warnOfSingle(c, await port.campaigns.signing.isSingle())
    await next()
  })
  routes.use('/staff/*', async (c, next) => {
    const foreign =
      c.req.method !== 'GET' && c.req.method !== 'HEAD' && isForeign(c, { hosts, vouched: cookie.vouched(c) })
    if (foreign) c.res = await send(c, troublePage(frame(c), 'foreign'), 403)
    else await next()
    // Sessions end by a form: what they opened ends with them, and not only at its next beat.
    if (ENDING.test(c.req.path) && c.req.method === 'POST') await queue.recheck()
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  })
  routes.route('/', assets.routes)
  routes.route('/', enterRoutes(room, assets))
  routes.route('/', joinRoutes(room, assets))
  routes.route('/', meRoutes(room, speaker, port.keys))
  routes.route('/', proveRoutes(room))
  routes.route('/', passkeyRoutes(room))
  routes.route('/', accountRoutes(room, assets))
  routes.route('/', chatRoutes(room, bot))
  routes.route('/', miniAppRoutes(room, port, { app, secure, script: assets.app }))
  routes.route('/', peopleRoutes(room))
  routes.route('/', auditRoutes(room))
  routes.route('/', queue.routes)
  routes.route('/', keyRoutes(room, port.keys, sealedAssets.path))
  routes.route('/', paperRoutes(room, port.keys, sealedAssets.path))
  routes.route('/', helpRoutes(room, sealedAssets.path))
  routes.route('/', caseRoutes(room, port, sealedAssets))
  routes.route('/', officeRoutes(room, port))
  const { compose } = assets
  routes.route('/', campaignRoutes(room, port.campaigns, { ...queue, compose, sealed: sealedAssets.path }))
  const roads = () => ({ bot: bot(), pages })
  routes.route(
    '/',
    posterRoutes(room, { posters: port.campaigns.posters, words: port.words, roads, css: assets.posters }),
  )
  routes.route('/', repliesRoutes(room, port.letters.replies))
  routes.route('/', quotesRoutes(room, port.letters.quotes))
  routes.all('/staff/*', c => send(c, troublePage(frame(c), 'nothing'), 404))
  routes.onError((error, c) => {
    log?.error('http.failed', error)
    return send(c, troublePage(frame(c), 'failed'), 500)
  })
  const link = async (): Promise<string> => {
    if (demo) return '/staff/enter/demo'
    const token = await door.firstInvite()
    return token ? `/staff/join/${token}` : '/staff/enter'
  }
  return { routes, link, stop: queue.stop }
}
