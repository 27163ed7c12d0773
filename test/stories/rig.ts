/** A whole house in a folder of its own, and somebody at the far end of one of its channels. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Browser } from 'playwright-core'
import { Telegraf } from 'telegraf'
import { createLog } from '../../src/app/log.ts'
import { createTerminal } from '../../src/channels/terminal/index.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { createHouse, type Ground, type House, PROJECT, readGround, realWorld } from '../../src/house.ts'
import type { Result } from '../../src/kit/result.ts'
import type { World } from '../../src/kit/world.ts'
import { openMemory } from '../../src/memory.ts'
import type { Store } from '../../src/store/index.ts'
import { chromiumDriver, webDriver } from '../browser/driver.ts'
import { terminalDriver } from '../channels/terminal-driver.ts'
import { createFakeTelegram, type FakeTelegram } from '../fake/telegram/server.ts'
import { PHOTO, pathOf, VOICE } from './media.ts'
import type { Driver } from './player.ts'

export const CHANNELS = ['terminal', 'web', 'chromium', 'telegram-polling', 'telegram-webhook', 'telegraf'] as const
export type ChannelKind = (typeof CHANNELS)[number]

export type StoryHouse = {
  house: House
  store: Store
  data: string
  fake: FakeTelegram | undefined
  /** Of the web chat. */
  url: string
  /** Somebody new at the far end. `lang`: what the platform says about them. */
  person(lang?: string): Promise<Driver>
  stop(): Promise<void>
}

export const GROUND = readGround(PROJECT, ['JP', 'KR'])
/** The machine's own limits are not what a story is about. */
const PACE = { perSecond: 1000, perChatMs: 0, inFlight: 8 }
const RATE = { burst: 1_000_000, perMinute: 1_000_000 }

type HouseKind = { browser?: Browser; world?: World; demo?: boolean; ground?: Result<Ground, string[]> }

export const openStoryHouse = async (
  kind: ChannelKind,
  { browser, world = realWorld, demo = true, ground = GROUND }: HouseKind = {},
): Promise<StoryHouse> => {
  if (!ground.ok) throw new Error(ground.why.join('\n'))
  const data = await mkdtemp(join(tmpdir(), 'tulay-story-'))
  const fake = kind.startsWith('teleg') ? await createFakeTelegram() : undefined
  const port = kind === 'telegram-webhook' ? await freePort() : 0
  const config = configFor(kind, data, port, fake, demo)
  const memory = await openMemory(config, world)
  if (!memory.ok) throw new Error(memory.why)
  const bot = fake && kind === 'telegraf' ? createBot(fake) : undefined
  const log = createLog({ level: process.env.TULAY_TEST_LOG ? 'debug' : 'silent', destination: process.stderr })
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
  await telegram
  if (bot) {
    bot.use(house.telegraf())
    bot.launch().catch(() => undefined)
    await fake?.until(() => fake.callsOf('getUpdates').length > 0)
  }
  const open: Driver[] = []
  const url = `http://127.0.0.1:${listening}`
  return {
    house,
    store: memory.value.store,
    data,
    fake,
    url,
    async person(lang) {
      const { store } = memory.value
      const driver = await meet({ kind, house, store, world, url, fake, browser, lang })
      open.push(driver)
      return driver
    },
    async stop() {
      for (const driver of open) await driver.close()
      bot?.stop()
      await house.stop()
      await fake?.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
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
  store: Store
  world: World
  url: string
  fake: FakeTelegram | undefined
  browser: Browser | undefined
  lang: string | undefined
}

const meet = async ({ kind, house, store, world, url, fake, browser, lang }: Meeting): Promise<Driver> => {
  if (fake) return phoneDriver(fake, () => onTheirWay(store), lang)
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

/** How many messages wait in the outbox or are on the wire. */
const onTheirWay = (store: Store): Promise<number> =>
  store.tx(async tx => {
    const lines = await tx.selectFrom('outbox').select('id').where('state', 'in', ['pending', 'sending']).execute()
    return lines.length
  })

/** A phone: each deed is over when the bot has answered, has confirmed the update, and has nothing more to send. */
const phoneDriver = (fake: FakeTelegram, waiting: () => Promise<number>, lang: string | undefined): Driver => {
  const phone = fake.person(lang ? { lang } : {})
  let from = 0
  const turn = async (deed: () => unknown): Promise<void> => {
    const before = phone.heard.length
    from = before
    deed()
    await fake.until(() => phone.heard.length > before)
    await fake.until(() => fake.updates.pending().length === 0)
    while ((await waiting()) > 0) await new Promise(resolve => setTimeout(resolve, 5))
  }
  /** Long answers stand in the text, and the button under the same number carries a short form of them. */
  const choicesOf = ({ text, buttons }: (typeof phone.heard)[number]): { label: string; button: string }[] =>
    buttons.flat().flatMap(button => {
      const number = /^\d+\. /.exec(button.text)?.[0]
      if (number === undefined) return []
      const line = text.split('\n').find(it => it.startsWith(number))
      return [{ label: line ?? button.text, button: button.text }]
    })
  return {
    send: media => turn(() => (media === 'photo' ? phone.photo(PHOTO) : phone.voice(VOICE))),
    share: (lat, lon) => turn(() => phone.share(lat, lon)),
    type: text => turn(() => phone.type(text)),
    tap: label => {
      const shown = phone.heard.slice(from).toReversed().flatMap(choicesOf)
      return turn(() => phone.tap(shown.find(choice => choice.label === label)?.button ?? label))
    },
    heard: async () =>
      phone.heard.slice(from).map(bubble => ({
        text: bubble.text,
        choices: choicesOf(bubble).map(({ label }) => label),
        verbs: bubble.buttons.flat().flatMap(button => (/^\d+\. /.test(button.text) ? [] : [button.text])),
      })),
    close: async () => {},
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
