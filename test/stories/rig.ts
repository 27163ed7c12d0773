/** A whole house in a folder of its own, and somebody at the far end of one of its channels. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, type Writable } from 'node:stream'
import type { Browser } from 'playwright-core'
import { Telegraf } from 'telegraf'
import { createLog } from '../../src/app/log.ts'
import { createTerminal } from '../../src/channels/terminal/index.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { createHouse, type Ground, type House, PROJECT, readGround, realWorld } from '../../src/house.ts'
import type { Result } from '../../src/kit/result.ts'
import type { World } from '../../src/kit/world.ts'
import { openMemory } from '../../src/memory.ts'
import type { Privacy } from '../../src/privacy/index.ts'
import type { Store } from '../../src/store/index.ts'
import { chromiumDriver, webDriver } from '../browser/driver.ts'
import { terminalDriver } from '../channels/terminal-driver.ts'
import { createFakeTelegram, type FakeTelegram } from '../fake/telegram/server.ts'
import { PHOTO, pathOf, VOICE } from './media.ts'
import { type Caller, callerOf, type PhoneOptions } from './phone-driver.ts'
import type { Driver } from './player.ts'

export const CHANNELS = ['terminal', 'web', 'chromium', 'telegram-polling', 'telegram-webhook', 'telegraf'] as const
export type ChannelKind = (typeof CHANNELS)[number]

export type StoryHouse = {
  house: House
  store: Store
  privacy: Privacy
  data: string
  fake: FakeTelegram | undefined
  /** Of the web chat. */
  url: string
  /** Somebody new at the far end. `lang`: what the platform says about them. */
  person(lang?: string): Promise<Driver>
  /** The same, where a phone is at the far end. `before` is told of each deed before it is done. */
  caller(lang?: string, before?: PhoneOptions['before']): Caller
  stop(): Promise<void>
}

export const GROUND = readGround(PROJECT, ['JP', 'KR'])
/** The machine's own limits are not what a story is about. */
const PACE = { perSecond: 1000, perChatMs: 0, inFlight: 8 }
const RATE = { burst: 1_000_000, perMinute: 1_000_000 }

type HouseKind = {
  browser?: Browser
  world?: World
  demo?: boolean
  ground?: Result<Ground, string[]>
  /** So many times faster than real time: what waits for a second to pass need not hold up the test. */
  hurry?: number
  /** Where the log goes instead, whole. */
  logTo?: Writable
}

export const openStoryHouse = async (
  kind: ChannelKind,
  { browser, hurry = 1, world = hurried(hurry), demo = true, ground = GROUND, logTo }: HouseKind = {},
): Promise<StoryHouse> => {
  if (!ground.ok) throw new Error(ground.why.join('\n'))
  const data = await mkdtemp(join(tmpdir(), 'tulay-story-'))
  const fake = kind.startsWith('teleg') ? await createFakeTelegram() : undefined
  const port = kind === 'telegram-webhook' ? await freePort() : 0
  const config = configFor(kind, data, port, fake, demo)
  const memory = await openMemory(config, world)
  if (!memory.ok) throw new Error(memory.why)
  const bot = fake && kind === 'telegraf' ? createBot(fake) : undefined
  const level = logTo || process.env.TULAY_TEST_LOG ? 'debug' : 'silent'
  const log = createLog({ level, destination: logTo ?? process.stderr })
  const house = await createHouse({
    ...memory.value,
    config,
    world,
    log,
    ground: ground.value,
    pace: PACE,
    rate: RATE,
    ...(bot ? { telegraf: bot.telegram } : {}),
  })
  const { port: listening, telegram } = await house.start()
  // Its timers run in real time, but it looks at the clock whenever it is nudged.
  const nudging = hurry > 1 ? setInterval(() => house.delivery.nudge(), 10) : undefined
  await telegram
  if (bot) {
    bot.use(house.telegraf())
    bot.launch().catch(() => undefined)
    await fake?.until(() => fake.callsOf('getUpdates').length > 0)
  }
  const caller: StoryHouse['caller'] = (lang, before) => {
    if (!fake) throw new Error('no phone on this channel')
    const { store, privacy } = memory.value
    return callerOf({ fake, store, privacy, lang, before })
  }
  const open: Driver[] = []
  const url = `http://127.0.0.1:${listening}`
  return {
    house,
    store: memory.value.store,
    privacy: memory.value.privacy,
    data,
    fake,
    url,
    caller,
    async person(lang) {
      const driver = fake ? caller(lang) : await meet({ kind, house, world, url, browser, lang })
      open.push(driver)
      return driver
    },
    async stop() {
      clearInterval(nudging)
      for (const driver of open) await driver.close()
      bot?.stop()
      await house.stop()
      await fake?.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}

const hurried = (times: number): World => {
  const start = realWorld.now()
  return { ...realWorld, now: () => start + (realWorld.now() - start) * times }
}

const configFor = (
  kind: ChannelKind,
  data: string,
  port: number,
  fake: FakeTelegram | undefined,
  demo: boolean,
): Config => {
  const read = readConfig({
    TULAY_DATA: data,
    PORT: String(port),
    TULAY_DEMO: demo ? '1' : '0',
    TULAY_QUIET_HOURS: 'off',
  })
  if (!read.ok) throw new Error(read.why.join('\n'))
  if (!fake || kind === 'telegraf') return read.value
  const telegram = { token: fake.token, apiRoot: fake.root, webhookSecret: undefined }
  // The fake far side speaks http, which no configuration of a person may name.
  return { ...read.value, telegram, publicUrl: kind === 'telegram-webhook' ? `http://127.0.0.1:${port}` : undefined }
}

const createBot = (fake: FakeTelegram): Telegraf =>
  new Telegraf(fake.token, { telegram: { apiRoot: fake.root }, handlerTimeout: Number.POSITIVE_INFINITY })

type Meeting = {
  kind: ChannelKind
  house: House
  world: World
  url: string
  browser: Browser | undefined
  lang: string | undefined
}

const meet = async ({ kind, house, world, url, browser, lang }: Meeting): Promise<Driver> => {
  if (kind === 'web') return opened(withFiles(webDriver(url, lang ? { 'accept-language': lang } : {})))
  if (kind === 'chromium')
    return opened(
      withFiles(chromiumDriver(url, { ...(lang ? { locale: lang } : {}), ...(browser ? { browser } : {}) })),
    )
  const input = new PassThrough()
  const output = new PassThrough()
  const terminal = createTerminal({ app: house.app, world, input, output, ...(lang ? { guess: lang } : {}) })
  const running = terminal.run()
  const driver = terminalDriver({ input, output, close: () => running })
  return opened({ ...driver, send: (media: 'photo' | 'voice') => driver.attach(media, pathOf(media)) })
}

/** A page that takes files. */
const withFiles = <D extends { photo(bytes: Uint8Array): Promise<void>; voice(bytes: Uint8Array): Promise<void> }>(
  page: D,
) => ({
  ...page,
  send: (media: 'photo' | 'voice') => (media === 'photo' ? page.photo(PHOTO) : page.voice(VOICE)),
})

const opened = async <D extends { open(): Promise<void> }>(driver: D): Promise<D> => {
  await driver.open()
  return driver
}

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
