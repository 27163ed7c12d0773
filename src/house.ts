/**
 * The roof: builds every room, starts them and stops them in order; the only file that knows all of them. `tulay start` comes in
 * here, and so does an organization that mounts Tulay into a Telegraf bot of its own (`house.telegraf`).
 */
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Context, MiddlewareFn, Telegram as TelegrafClient } from 'telegraf'
import { plantDemoDrafts } from './app/campaigns/drafts/demo.ts'
import { createCampaigns } from './app/campaigns/index.ts'
import { createWayOut } from './app/campaigns/way-out.ts'
import { createCases } from './app/cases/index.ts'
import { createChanges } from './app/changes.ts'
import { createClocks } from './app/clocks.ts'
import { createCoding } from './app/coding/index.ts'
import { createDemoKeys, createDemoStaff, fileDemoReports } from './app/demo.ts'
import { openFlowBook } from './app/flows.ts'
import { forgetGone } from './app/forget-gone.ts'
import { type App, createApp } from './app/index.ts'
import { intakeClosed } from './app/intake.ts'
import { createKeyring } from './app/keyring/index.ts'
import { keyState } from './app/keys.ts'
import { createLetters } from './app/letters/index.ts'
import { markDemo } from './app/mark-demo.ts'
import { createOffice } from './app/office/index.ts'
import { createQueue } from './app/queue.ts'
import { createStaffDoor } from './app/staff/index.ts'
import { createMiniApp } from './app/staff-chat/mini-app.ts'
import type { Telegram } from './channels/telegram/grammy.ts'
import type { Rate } from './channels/web/rate.ts'
import type { Config } from './config.ts'
import { createConsole, healthRoutes } from './console/index.ts'
import { createDelivery, type Delivery, type DeliveryOptions } from './delivery/index.ts'
import type { Ground } from './ground.ts'
import type { Channel } from './kit/channel.ts'
import type { Log } from './kit/log.ts'
import type { World } from './kit/world.ts'
import { withOutbox, withPruning } from './memory.ts'
import { openPages } from './pages.ts'
import type { Privacy } from './privacy/index.ts'
import type { Sodium } from './privacy/sodium.ts'
import { createSchedule } from './schedule/index.ts'
import { clientOf, createServer } from './server.ts'
import type { Store, Tx } from './store/index.ts'
import { clearShreds, createStanding } from './store/standing.ts'
import { isDemo, offOf } from './switches.ts'
import { openDoor, openTelegram } from './telegram.ts'

export { type Ground, PROJECT, readGround, realWorld } from './ground.ts'

/** Channels that deliver by themselves; on the others words are held until the person's next request. */
export const pushesTo = (channel: string): boolean => channel !== 'web' && channel !== 'terminal'

export type HouseOptions = {
  config: Config
  store: Store
  privacy: Privacy
  sodium: Sodium
  /** The server's secret, for what is derived for the outside. */
  secret: Uint8Array
  world: World
  log: Log
  ground: Ground
  /** Of the way out, where the world's time is not this machine's. */
  timer?: DeliveryOptions<Tx>['timer']
  /** Other limits than Telegram's own, for a Bot API server that has others. */
  pace?: Channel['pace']
  /** How fast one connection may ask for pages. */
  rate?: Rate
  /** For a Telegraf bot of one's own: its client. Instead of `config.telegram`. */
  telegraf?: TelegrafClient
}

export type House = {
  app: App
  delivery: Delivery
  /** The path to print behind the server's address, for the first administrator to join or for staff to sign in. */
  staffLink(): Promise<string>
  off(): Promise<{ what: string; how: string }[]>
  demo: boolean
  /** `bot.use(house.telegraf())`: the same flows inside a bot that an organization already runs. */
  telegraf(): MiddlewareFn<Context>
  /** Makes the demo's keys, in demo mode; part of `start`. */
  prepare(): Promise<void>
  /**
   * Resolves with the port of the pages as soon as they are served. `telegram` resolves later, with what Telegram said.
   */
  start(): Promise<{ port: number; telegram: Promise<Awaited<ReturnType<Telegram['start']>> | undefined> }>
  /** Takes no more, finishes what is in hand, checkpoints and closes the store. */
  stop(): Promise<void>
}

export const createHouse = async (options: HouseOptions): Promise<House> => {
  const { config, store, privacy, sodium, world, log } = options
  const { words, directory, flows } = options.ground
  const { quietHours } = config
  const keys = await keyState(store)
  const demo = isDemo(config, { keyholders: keys.real, mounted: options.telegraf !== undefined })
  const secure = config.publicUrl !== undefined
  const hosts = config.publicUrl ? [new URL(config.publicUrl).host] : []

  let push: Channel | undefined
  let delivery: Delivery<Tx> | undefined
  const nudge = () => delivery?.nudge()
  const changes = createChanges()
  const standing = createStanding({ store, folder: config.data, world })
  const campaigns = createWayOut({ ...options, words, directory, demo, standing })
  const app = createApp({
    ...options,
    words,
    flows: await openFlowBook(store, flows.value),
    look: directory.look,
    campaigns,
    demo: () => demo,
    names: directory,
    pushes: pushesTo,
    nudge,
    changed: changes.tell,
    board: async (tx, channel, answers) => delivery?.board(tx, channel, answers),
    clear: async (channel, address, refs) => void (channel === push?.name && (await push.clear?.(address, refs))),
    pages: config.publicUrl,
    bot: () => (telegram ?? door)?.username(),
    setCommands: async (channel, address, commands) => {
      if (channel === push?.name) await push.setCommands?.(address, commands)
    },
  })

  const telegram = await openTelegram({ ...options, app }, config)
  const door = await openDoor({ ...options, app }, options.telegraf, config)
  const carried = telegram ?? door?.channel
  const paced = carried && { ...carried, pace: options.pace ?? carried.pace }
  push = paced && demo ? markDemo(paced, words, world) : paced
  delivery = createDelivery<Tx>({
    store: withOutbox(store),
    channels: push ? [push] : [],
    privacy,
    world,
    log,
    ...(options.timer ? { timer: options.timer } : {}),
    quietHours,
    upTo: () => (standing.hold() ? 0 : 3),
    campaigns,
    onGone: chat => forgetGone({ ...options, words, pushes: pushesTo, demo: () => demo }, chat),
    onSent: app.sent,
  })
  const rooms = { ...options, words, demo, quietHours, pushes: pushesTo, nudge, changed: changes.tell }
  const schedule = createSchedule<Tx>({
    store: { ...withPruning(store), beat: standing.beat, clearShreds: () => clearShreds(store, standing) },
    app: { ...app, ...createClocks({ ...rooms, changes, hold: standing.hold, pace: () => push?.pace }, app) },
    world,
    log,
  })

  const desk = { store, world, demo, changes }
  const queue = createQueue({ ...desk, privacy }, directory)
  const off = async () => offOf(config, { demo, closed: await intakeClosed(store, world.now()), hold: standing.hold() })
  const bot = () => (telegram ?? door)?.username()
  const staff = createConsole({
    ...options,
    port: {
      ...queue,
      cases: createCases(rooms),
      campaigns: createCampaigns({ ...rooms, demo, directory }),
      letters: createLetters({ store, words, world, directory }),
      keys: createKeyring({ ...options, changed: changes.tell }),
      office: createOffice({ ...desk, directory }),
      coding: createCoding({ ...desk, directory, tell: app.tell }),
      off,
      words,
    },
    door: createStaffDoor({ ...options, demo, menu: app.menu }),
    secure,
    demo,
    hosts,
    connection: clientOf,
    app: createMiniApp({ ...options, demo, token: config.telegram?.token ?? options.telegraf?.token }),
    bot,
    pages: config.publicUrl,
  })
  let started = false
  const routes = new Hono<{ Bindings: HttpBindings }>()
  const ready = () => ({ ok: started, checks: { started, alerts: standing.hold() === undefined } })
  routes.route('/', healthRoutes({ ready }))
  if (telegram?.webhook) {
    const { path, handle } = telegram.webhook
    routes.post(path, c => handle(c.req.raw))
  }
  routes.route('/', staff.routes)
  routes.route('/', openPages({ ...options, app, directory, demo, bot }))
  const server = createServer(routes)

  /** What nobody has to wait for. */
  const warmUp = async () => {
    if (demo) await fileDemoReports({ store, privacy, sodium, world })
    await directory.warm()
    await app.warm()
  }
  let warming: Promise<void> | undefined
  const prepare = async () => {
    if (!demo) return
    await createDemoKeys({ store, privacy, sodium, world })
    await createDemoStaff({ store, privacy, sodium, world })
    await plantDemoDrafts({ store, world, demo, words })
  }
  return {
    app,
    delivery,
    demo,
    off,
    staffLink: staff.link,
    telegraf: () => {
      if (!door)
        throw new Error(
          'Telegram is carried by grammY here: unset TELEGRAM_BOT_TOKEN to mount Tulay into a bot of yours',
        )
      return door.middleware
    },
    prepare,
    async start() {
      const parked = await standing.takeUp()
      if (standing.hold()) log.warn('delivery.held', { waiting: parked })
      const port = await server.listen(config.port, config.host)
      await delivery.start()
      await prepare()
      await schedule.start()
      started = true
      warming = warmUp().catch(error => log.error('main.failed', error))
      const reached = Promise.resolve(telegram?.start())
      if (push) reached.then(() => app.showMenus()).catch(error => log.error('channel.failed', error))
      return { port, telegram: reached }
    },
    async stop() {
      started = false
      log.info('main.stopping')
      staff.stop()
      await server.close()
      await telegram?.stop()
      await door?.stop()
      await app.stop()
      await warming
      await schedule.stop()
      await delivery.stop()
      await store.checkpoint()
      await store.close()
      log.info('main.stopped')
    },
  }
}
