/** Telegram for the contract: the fake Bot API server on a real socket, reached by grammY (polling, webhook) or by Telegraf. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Telegraf } from 'telegraf'
import { createTelegram, type TelegramOptions } from '../../src/channels/telegram/grammy.ts'
import { createTelegrafDoor } from '../../src/channels/telegram/telegraf.ts'
import type { Channel } from '../../src/kit/channel.ts'
import type { Address } from '../../src/kit/ids.ts'
import type { Log, LogEvent, LogFacts } from '../../src/kit/log.ts'
import type { Sent } from '../../src/kit/message.ts'
import type { World } from '../../src/kit/world.ts'
import type { Hand, Rig } from '../contracts/rig.ts'
import { createScriptedApp } from '../contracts/scripted-app.ts'
import type { Person, Shown } from '../fake/telegram/phone.ts'
import { createFakeTelegram, type FakeTelegram, type FakeTelegramOptions } from '../fake/telegram/server.ts'

export const world: World = { now: () => Date.now(), random: size => randomBytes(size) }

export type Told = { level: 'debug' | 'info' | 'warn' | 'error'; event: LogEvent; facts?: LogFacts | undefined }
export const createListeningLog = (): Log & { told: Told[]; events(): LogEvent[] } => {
  const told: Told[] = []
  return {
    told,
    events: () => told.map(({ event }) => event),
    debug: (event, facts) => void told.push({ level: 'debug', event, facts }),
    info: (event, facts) => void told.push({ level: 'info', event, facts }),
    warn: (event, facts) => void told.push({ level: 'warn', event, facts }),
    error: (event, _error, facts) => void told.push({ level: 'error', event, facts }),
  }
}

export type TelegramRig = Omit<Rig, 'person'> & {
  fake: FakeTelegram
  channel: Channel
  /** Stops the bot and leaves the far side running. May be called twice. */
  shut(): Promise<void>
  log: ReturnType<typeof createListeningLog>
  person(options?: { lang?: string }): Promise<Hand & { phone: Person }>
}

type Door = { channel: Channel; stop(): Promise<void> }
type Parts = {
  fake: FakeTelegram
  app: ReturnType<typeof createScriptedApp>
  log: ReturnType<typeof createListeningLog>
}

const createRig = async (
  open: (parts: Parts) => Promise<Door>,
  options: FakeTelegramOptions = {},
): Promise<TelegramRig> => {
  const parts: Parts = { fake: await createFakeTelegram(options), app: createScriptedApp(), log: createListeningLog() }
  const { fake, app, log } = parts
  const door = await open(parts)
  let shutting: Promise<void> | undefined
  const shut = () => {
    shutting ??= door.stop()
    return shutting
  }
  return {
    fake,
    app,
    log,
    channel: door.channel,
    shut,
    person: async options => createHand(fake, door.channel, fake.person({ ...options, met: true })),
    committed: async count => void (await fake.until(() => app.committed.length >= count)),
    stop: async () => {
      await shut()
      await fake.stop()
    },
  }
}

const createHand = (fake: FakeTelegram, channel: Channel, phone: Person): Hand & { phone: Person } => {
  let from = 0
  let ref = ''
  const to = String(phone.id) as Address
  const did = async (deed: () => unknown) => void deed()
  const seen = (): readonly Shown[] => phone.heard.slice(from)
  return {
    phone,
    type: text => did(() => phone.type(text)),
    come: lang => did(() => phone.type(`/start l_${lang}`)),
    tap: label => did(() => phone.tap(label)),
    share: (lat, lon) => did(() => phone.share(lat, lon)),
    photo: (bytes, caption) => did(() => phone.photo(bytes, caption)),
    voice: bytes => did(() => phone.voice(bytes)),
    sticker: () => did(() => phone.sticker()),
    contact: number => did(() => phone.contact(number)),
    block: () => did(() => phone.block()),
    again: async () => {
      const last = fake.updates.all().at(-1)
      await fake.until(() => fake.updates.pending().length === 0)
      if (last) fake.updates.inject(last, phone.id)
    },
    show: async message => {
      from = phone.heard.length
      ref = shownAs(await channel.send(to, message))
    },
    change: async message => {
      ref = shownAs((await channel.edit?.(to, ref, message)) ?? { ok: false, why: 'gone' })
    },
    takeBack: async () => void (await channel.clear?.(to, [ref])),
    files: async () => seen().flatMap(({ file }) => (file ? fake.bytesOf(file.hash) : [])),
    text: async () =>
      seen()
        .flatMap(({ text, links }) => [text, ...links.map(({ url }) => url)])
        .join('\n'),
    buttons: async () => (seen().at(-1)?.buttons ?? []).flat().map(({ text }) => text),
  }
}

const shownAs = (sent: Sent): string => {
  if (!sent.ok) throw new Error(`not shown: ${sent.why}`)
  return sent.ref
}

/** Short pauses, so that a failure in a test is over soon. */
export const telegramOptions = ({ fake, app, log }: Parts): TelegramOptions => ({
  token: fake.token,
  apiRoot: fake.root,
  app,
  world,
  log,
  pause: 20,
  pollSeconds: 5,
})

export const byPolling = (over: Partial<TelegramOptions> = {}, options?: FakeTelegramOptions) =>
  createRig(async parts => {
    const telegram = createTelegram({ ...telegramOptions(parts), ...over })
    await telegram.start()
    return { channel: telegram, stop: telegram.stop }
  }, options)

export const SECRET = 'a-secret_of-the-webhook'

export const byWebhook = (over: Partial<TelegramOptions> = {}, options?: FakeTelegramOptions) =>
  createRig(async parts => {
    let handle: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 404 })
    const server = createServer(getRequestListener(request => handle(request)))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const telegram = createTelegram({ ...telegramOptions(parts), webhook: { publicUrl, secret: SECRET }, ...over })
    const { webhook } = telegram
    if (webhook)
      handle = request =>
        new URL(request.url).pathname === webhook.path ? webhook.handle(request) : new Response(null, { status: 404 })
    await telegram.start()
    return {
      channel: telegram,
      stop: async () => {
        await telegram.stop()
        server.closeAllConnections()
        await new Promise(resolve => server.close(resolve))
      },
    }
  }, options)

export const byTelegraf = (mode: 'polling' | 'webhook' = 'polling') =>
  createRig(async ({ fake, app, log }) => {
    const bot = new Telegraf(fake.token, { telegram: { apiRoot: fake.root }, handlerTimeout: Number.POSITIVE_INFINITY })
    const door = createTelegrafDoor({ app, world, log, telegram: bot.telegram, pause: 20 })
    bot.use(door.middleware)
    const port = await freePort()
    // Telegraf speaks of https only; the fake calls this machine by http.
    if (mode === 'webhook') {
      await fetch(`${fake.root}/bot${fake.token}/setWebhook?url=http://127.0.0.1:${port}/hook&secret_token=${SECRET}`)
      const listener = bot.webhookCallback('/hook', { secretToken: SECRET })
      const server = createServer((request, response) => void listener(request, response))
      await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
      return {
        channel: door.channel,
        stop: async () => {
          await door.stop()
          server.closeAllConnections()
          await new Promise(resolve => server.close(resolve))
        },
      }
    }
    const running = bot.launch()
    await fake.until(() => fake.callsOf('getUpdates').length > 0)
    return {
      channel: door.channel,
      stop: async () => {
        await door.stop()
        bot.stop()
        await running
      },
    }
  })

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
