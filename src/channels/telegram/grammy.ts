/**
 * channels/telegram: the bot on Telegram. `main` comes in here (or an existing Telegraf bot through telegraf.ts). grammY carries
 * the calls; what updates mean (read.ts) and how messages look (write.ts) is written once for both.
 *
 * `bot.start`, webhookCallback and the auto-retry plug-in are not used: they confirm before the commit and repeat in doubt.
 */
import { Api, type ApiClientOptions, GrammyError, HttpError, InputFile } from 'grammy'
import type { Channel } from '../../kit/channel.ts'
import type { Log } from '../../kit/log.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import type { World } from '../../kit/world.ts'
import { accountOf } from './account.ts'
import { createBackoff } from './backoff.ts'
import { createTelegramChannel } from './channel.ts'
import { createCourtesy } from './courtesy.ts'
import { createFiles } from './files.ts'
import { createIntake } from './intake.ts'
import { asList, asObject, asText } from './json.ts'
import { createPolling } from './polling.ts'
import type { Carrier, TelegramApp } from './port.ts'
import { setProfile } from './profile.ts'
import { ALLOWED_UPDATES } from './read.ts'
import { createTrouble } from './trouble.ts'
import { createWebhook, type Webhook } from './webhook.ts'

export type TelegramOptions = {
  token: string
  /** Without a slash at its end. */
  apiRoot: string
  /** Messages a second that the group pays for. */
  paid?: number | undefined
  app: TelegramApp
  world: World
  log: Log
  /** Given: Telegram calls `publicUrl` + `webhook.path`. Absent: long polling. */
  webhook?: { publicUrl: string; secret: string } | undefined
  /** How long the far side holds an empty answer back. */
  pollSeconds?: number
  /** Milliseconds of the first pause after a failure; doubles up to a minute. */
  pause?: number
  /** How long the fetching of one file may take. */
  fileSeconds?: number
}

export type Telegram = Channel & {
  /** To mount in the server, for POST only; absent with long polling. */
  webhook?: Pick<Webhook, 'path' | 'handle'>
  /** Our own name, as soon as Telegram told it. */
  username(): string | undefined
  /**
   * Resolves once Telegram was asked who we are. `unreachable`: it goes on asking until it is reached or stopped.
   * `token-refused`: it has given up.
   */
  start(): Promise<Result<void, 'token-refused' | 'unreachable'>>
  /** Takes no more, finishes and confirms what is in hand. What was being downloaded comes again after the next start. */
  stop(): Promise<void>
}

export const createTelegram = (options: TelegramOptions): Telegram => {
  const { token, apiRoot, app, world, log, pause = 1000 } = options
  const carrier = createGrammyCarrier(token, apiRoot)
  const stopping = new AbortController()
  const backoff = createBackoff({ world, signal: stopping.signal, first: pause, most: 60_000 })
  const trouble = createTrouble({ log, backoff })
  let username: string | undefined
  const bot = () => username

  const fetchFile = createFiles({ carrier, root: () => `${apiRoot}/file/bot${token}`, ...seconds(options.fileSeconds) })
  const intake = createIntake({ app, fetchFile, courtesy: createCourtesy({ carrier, app, world, bot }) })
  const webhook = options.webhook && createWebhook({ intake, world, log, bot, secret: options.webhook.secret })
  const polling = webhook
    ? undefined
    : createPolling({ carrier, intake, world, log, bot, pause, ...seconds(options.pollSeconds) })

  /** One attempt at everything that must stand before updates can come. The answer that says no, if one does. */
  const prepare = async (): Promise<unknown> => {
    const me = await carrier.call('getMe', {}, { signal: stopping.signal })
    if (asObject(me)?.ok !== true) return me
    username = asText(asObject(asObject(me)?.result)?.username)
    const info = await carrier.call('getWebhookInfo', {}, { signal: stopping.signal })
    const known = asObject(asObject(info)?.result)
    if (!known) return info
    const call = neededCall(known)
    const set = call && (await carrier.call(call.method, call.payload, { signal: stopping.signal }))
    return set && asObject(set)?.ok !== true ? set : undefined
  }

  const neededCall = (known: Readonly<Record<string, unknown>>) => {
    const url = options.webhook && webhook ? `${options.webhook.publicUrl}${webhook.path}` : ''
    const same = known.url === url && (url === '' || isEveryKind(asList(known.allowed_updates)))
    if (same) return undefined
    // What waits at Telegram stays: nobody who wrote while we were away is lost.
    if (url === '') return { method: 'deleteWebhook', payload: { drop_pending_updates: false } }
    const payload = {
      url,
      secret_token: options.webhook?.secret,
      allowed_updates: ALLOWED_UPDATES,
      max_connections: 40,
    }
    return { method: 'setWebhook', payload }
  }

  const serve = async (): Promise<void> => {
    trouble.over()
    log.info('channel.started', { channel: 'telegram', job: webhook ? 'webhook' : 'polling' })
    polling?.start()
    const count = await setProfile({ carrier, app, backoff, signal: stopping.signal })
    if (stopping.signal.aborted) return
    if (count > 0) log.info('channel.profile-changed', { channel: 'telegram', count })
    else log.debug('channel.profile-changed', { channel: 'telegram', count })
  }

  /** `undefined`: prepared. */
  const attempt = async (): Promise<
    { why: 'token-refused' | 'unreachable'; wait: () => Promise<void> } | undefined
  > => {
    try {
      const refusal = await prepare()
      if (refusal === undefined) return undefined
      const code = asObject(refusal)?.error_code
      return {
        why: code === 401 || code === 404 ? 'token-refused' : 'unreachable',
        wait: () => trouble.refused(refusal),
      }
    } catch {
      return { why: 'unreachable', wait: () => trouble.broken() }
    }
  }

  let running: Promise<void> | undefined
  const persist = async (failed: Awaited<ReturnType<typeof attempt>>): Promise<void> => {
    for (let again = failed; again && !stopping.signal.aborted; again = await attempt()) await again.wait()
    if (!stopping.signal.aborted) await serve()
  }

  const start: Telegram['start'] = async () => {
    const failed = await attempt()
    if (failed?.why === 'token-refused') {
      log.error('channel.token-refused', undefined, { channel: 'telegram' })
      return no(failed.why)
    }
    running = persist(failed)
    return failed ? no(failed.why) : ok(undefined)
  }

  const stop = async (): Promise<void> => {
    stopping.abort()
    await Promise.all([polling?.stop(), webhook?.stop(), running])
    log.info('channel.stopped', { channel: 'telegram' })
  }

  return {
    ...createTelegramChannel({ carrier, app, bot, account: () => accountOf(token), paid: options.paid }),
    ...(webhook ? { webhook } : {}),
    username: bot,
    start,
    stop,
  }
}

const seconds = (seconds: number | undefined) => (seconds === undefined ? {} : { seconds })

const isEveryKind = (kinds: readonly unknown[]): boolean =>
  kinds.length === ALLOWED_UPDATES.length && ALLOWED_UPDATES.every(kind => kinds.includes(kind))

/** grammY takes no payload for these. */
const WITHOUT_PARAMETERS = new Set(['getMe', 'getWebhookInfo'])

/** grammY's own client; errors become what Telegram answered, or what broke. */
const createGrammyCarrier = (token: string, apiRoot: string): Carrier => {
  const api = new Api(token, { apiRoot, timeoutSeconds: 120, fetch: nativeFetch as unknown as Fetch })
  type Method = (...args: unknown[]) => Promise<unknown>
  const raw = api.raw as unknown as Record<string, Method>
  return {
    call: async (method, payload, { signal, seconds = 30 } = {}) => {
      const limit = AbortSignal.timeout(seconds * 1000)
      try {
        const args = WITHOUT_PARAMETERS.has(method) ? [] : [payload]
        return { ok: true, result: await raw[method]?.(...args, signal ? AbortSignal.any([signal, limit]) : limit) }
      } catch (error) {
        if (error instanceof GrammyError) {
          const { error_code, description, parameters } = error
          return { ok: false, error_code, description, parameters }
        }
        throw error instanceof HttpError ? error.error : error
      }
    },
    toFile: ({ name, bytes }) => new InputFile(bytes, name),
  }
}

type Fetch = NonNullable<ApiClientOptions['fetch']>

/**
 * Node's own fetch instead of node-fetch: it keeps a connection for 4 s only and says which call failed, so that fewer sends are
 * in doubt. grammY's abort signal is a polyfill that it does not know, hence the bridge.
 */
const nativeFetch: typeof fetch = async (url, init) => {
  const controller = new AbortController()
  const given = init?.signal
  if (given?.aborted) controller.abort()
  given?.addEventListener('abort', () => controller.abort(), { once: true })
  return await fetch(url, {
    ...(init?.method ? { method: init.method } : {}),
    ...(init?.headers ? { headers: init.headers } : {}),
    // A form is a stream; without `duplex` fetch takes none.
    ...(init?.body ? { body: init.body, duplex: 'half' } : {}),
    signal: controller.signal,
  })
}
