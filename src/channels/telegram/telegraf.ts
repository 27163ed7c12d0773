/**
 * For an organization that already runs a Telegraf bot: `bot.use(door.middleware)`. Same reading, same writing; Telegraf carries.
 * Private chats are ours; groups and everything else go on to `next()`.
 */
import type { Context, MiddlewareFn, Telegram } from 'telegraf'
import type { Channel } from '../../kit/channel.ts'
import type { Address } from '../../kit/ids.ts'
import type { Log } from '../../kit/log.ts'
import type { World } from '../../kit/world.ts'
import { accountOf } from './account.ts'
import { createBackoff } from './backoff.ts'
import { createTelegramChannel } from './channel.ts'
import { createCourtesy } from './courtesy.ts'
import { createFiles } from './files.ts'
import { createIntake } from './intake.ts'
import { asObject } from './json.ts'
import type { Carrier, TelegramApp } from './port.ts'
import { type Read, readUpdate } from './read.ts'

export type TelegrafOptions = {
  app: TelegramApp
  world: World
  log: Log
  /** `bot.telegram`. Without it nothing can be sent before the first update came. */
  telegram?: Telegram | undefined
  /** Messages a second that the group pays for. */
  paid?: number | undefined
  /** Milliseconds of the first pause after a commit that failed; doubles up to half a minute. */
  pause?: number
}

export type TelegrafDoor = {
  channel: Channel
  /**
   * Resolves after the commit, because Telegraf confirms what its handlers have left. Set `handlerTimeout: Infinity` on the bot:
   * otherwise Telegraf gives up on a slow disk after 90 s, confirms the update and prints it.
   */
  middleware: MiddlewareFn<Context>
  /** The bot's own name, once an update has told it. */
  username(): string | undefined
  stop(): Promise<void>
}

export const createTelegrafDoor = ({
  app,
  world,
  log,
  telegram,
  paid,
  pause = 1000,
}: TelegrafOptions): TelegrafDoor => {
  let client = telegram
  let bot: string | undefined
  const carrier = createTelegrafCarrier(() => client)
  const root = () => client && `${client.options.apiRoot}/file/bot${client.token}`
  const courtesy = createCourtesy({ carrier, app, world, bot: () => bot })
  const intake = createIntake({ app, fetchFile: createFiles({ carrier, root }), courtesy })
  const stopping = new AbortController()
  const lanes = new Map<Address, Promise<void>>()

  /** Again and again until it is committed: a rejected handler would be confirmed by Telegraf all the same, and printed. */
  const commit = async (read: Read): Promise<void> => {
    const backoff = createBackoff({ world, signal: stopping.signal, first: pause, most: 30_000 })
    while (!stopping.signal.aborted) {
      try {
        await Promise.all(intake.take([read]))
        return
      } catch (error) {
        if (stopping.signal.aborted) break
        log.error('channel.update-refused', error, { channel: 'telegraf' })
        await backoff.next()
      }
    }
    // Never: so that Telegraf cannot confirm what is not committed. It comes again after the next start.
    await new Promise<never>(() => {})
  }

  const middleware: MiddlewareFn<Context> = async (ctx, next) => {
    client ??= ctx.telegram
    bot ??= ctx.me
    const read = readUpdate(ctx.update, { at: world.now(), bot: ctx.me })
    const kind = read?.kind === 'deed' ? read.inbound.it.kind : read?.kind
    if (!read || kind === 'group') return next()
    const { address } = read.kind === 'deed' ? read.inbound : read.from
    const lane = (lanes.get(address) ?? Promise.resolve()).then(() => commit(read))
    lanes.set(address, lane)
    await lane
    if (lanes.get(address) === lane) lanes.delete(address)
    // That somebody blocked the bot concerns the rest of it as well.
    return kind === 'blocked' ? next() : undefined
  }

  const stop = async (): Promise<void> => {
    stopping.abort()
    await intake.stop()
  }

  const account = () => client && accountOf(client.token)
  const channel = createTelegramChannel({ carrier, app, bot: () => bot, account, paid })
  return { channel, middleware, username: () => bot, stop }
}

const createTelegrafCarrier = (client: () => Telegram | undefined): Carrier => ({
  call: async (method, payload, { signal, seconds = 30 } = {}) => {
    const telegram = client()
    // Read as "unreachable": the line waits in the outbox.
    if (!telegram) return { ok: false, error_code: 401, description: 'no bot yet' }
    const limit = AbortSignal.timeout(seconds * 1000)
    const abort = { signal: signal ? AbortSignal.any([signal, limit]) : limit }
    const call = telegram.callApi.bind(telegram) as unknown as Call
    try {
      return { ok: true, result: await call(method, { ...payload }, abort) }
    } catch (error) {
      // A TelegramError; told by its shape, so that Telegraf itself is loaded only by who uses it.
      const response = asObject(asObject(error)?.response)
      if (typeof response?.error_code === 'number') return { ok: false, ...response }
      throw error
    }
  },
  toFile: ({ name, bytes }) => ({
    source: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    filename: name,
  }),
})

type Call = (method: string, payload: object, options: { signal: AbortSignal }) => Promise<unknown>
