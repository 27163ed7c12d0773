/**
 * A Bot API server for tests, over a real socket: it speaks the protocol, keeps the phones of the people on the other side,
 * refuses what the real one refuses and fails on demand. `fake.root` is what `TELEGRAM_API_ROOT` is set to.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readControl } from './control.ts'
import { createDelivery } from './deliver.ts'
import { createFaults, type Fault } from './faults.ts'
import { type Launch, signLaunch } from './launch.ts'
import { createLongPoll } from './long-poll.ts'
import { createMethods, type Outcome, type WebhookState } from './methods.ts'
import { type Chat, createPerson, type Exchange, type Person, type PersonOptions } from './phone.ts'
import { createRate } from './rate.ts'
import { readPayload } from './request.ts'
import { until } from './until.ts'
import { createUpdates, type Json } from './updates.ts'

/** `took`: it had its effect (also if the answer never arrived). */
export type Call = { at: number; method: string; payload: Json; status: number; took: boolean }

export type FakeTelegramOptions = {
  token?: string
  port?: number
  username?: string
  /** Enforced with 429, as Telegram does; absent: no limit. */
  limits?: { perSecond: number; perChatMs: number }
  /** The first pause between two deliveries of one update to a webhook. */
  retryMs?: number
  /** Its clock, where it is not this machine's. */
  now?: () => number
  /** How long an answer to what is sent takes. */
  latency?: () => Promise<unknown>
  /** Keep what was called; off for long load. */
  record?: boolean
}

export type FakeTelegram = Awaited<ReturnType<typeof createFakeTelegram>>

export const createFakeTelegram = async (options: FakeTelegramOptions = {}) => {
  const { token = '7000000001:fake-token_for-tests', limits, retryMs = 50, record = true, now = Date.now } = options
  const updates = createUpdates()
  const faults = createFaults()
  const calls: Call[] = []
  const webhook: WebhookState = { url: '', secret: '', max: 40 }
  const watchers = new Set<() => void>()
  const rate = createRate(limits)
  let number = 0
  const exchange: Exchange = {
    updates,
    chats: new Map<number, Chat>(),
    files: new Map(),
    taps: new Map(),
    bot: { id: 7_000_000_001, is_bot: true, first_name: 'Tulay', username: options.username ?? 'tulay_test_bot' },
    next: () => ++number,
    changed: () => {
      for (const watcher of [...watchers]) watcher()
    },
  }
  const delivery = createDelivery({
    updates,
    webhook,
    retryMs,
    faults,
    call: (method, payload) => void run(method, payload),
  })
  const methods = createMethods(exchange, webhook, () => delivery.poke())
  updates.watch(() => delivery.poke())

  const run = (method: string, payload: Json): Outcome => {
    const work = methods[method.toLowerCase()]
    if (!work) return { no: { code: 404, description: 'Not Found: method not found' } }
    return (isSaid(method) && rate(Number(payload.chat_id), now())) || work(payload)
  }

  const polls = createLongPoll(updates, webhook)

  const answerFile = async (path: string, response: ServerResponse): Promise<void> => {
    const file = [...exchange.files.values()].find(one => one.path === path)
    const fault = faults.take('file', file?.chat)
    if (fault?.kind === 'slow') await sleep(fault.ms)
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'drop' && !fault.after) return void response.destroy()
    if (!file || fault?.kind === '5xx' || fault?.kind === 'answer')
      return void response.writeHead(fault ? 502 : 404).end()
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length })
    // Cut in the middle of the bytes.
    if (fault?.kind === 'drop')
      return void response.write(file.bytes.subarray(0, file.bytes.length / 2), () => response.destroy())
    response.end(file.bytes)
  }

  const answerMethod = async (method: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (faults.cut(method)) return cutShort(request, response)
    const payload = await readPayload(request)
    if (payload === 'too large')
      return answerJson(response, undefined, { no: { code: 413, description: 'Request Entity Too Large' } })
    const chat = chatOf(exchange, payload)
    const call: Call = { at: now(), method, payload, status: 0, took: false }
    if (record) calls.push(call)
    const fault = faults.take(method, chat)
    if (fault?.kind === 'slow' || (fault?.kind === 'drop' && !fault.after)) await sleep(fault.ms ?? 0)
    if (fault?.kind === 'drop' && !fault.after) return void response.destroy()
    if (fault?.kind === '5xx' && !fault.after) return answerGateway(response, call, fault)
    if (fault?.kind === 'answer') return answerJson(response, call, { no: toRefusal(fault) })
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const outcome =
      method.toLowerCase() === 'getupdates' ? await polls.getUpdates(payload, gone.signal) : run(method, payload)
    call.took = 'result' in outcome
    if (isSaid(method)) await options.latency?.()
    if (fault?.kind === 'drop') await sleep(fault.ms ?? 0)
    if (fault?.kind === 'drop') return void response.destroy()
    if (fault?.kind === 'hang') return
    if (fault?.kind === '5xx') return answerGateway(response, call, fault)
    answerJson(response, call, outcome)
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://fake')
    if (url.pathname.startsWith('/control')) return readControl(fake, request, response)
    const [, file, given, rest = ''] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(url.pathname) ?? []
    if (given === undefined) return answerJson(response, undefined, { no: { code: 404, description: 'Not Found' } })
    if (given !== token) return answerJson(response, undefined, { no: { code: 401, description: 'Unauthorized' } })
    return file ? answerFile(rest, response) : answerMethod(rest, request, response)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  const listen = (port: number) => new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  await listen(options.port ?? 0)
  const { port } = server.address() as AddressInfo
  const people = new Map<number, Person>()

  const down = async (): Promise<void> => {
    const closed = new Promise(resolve => server.close(resolve))
    server.closeAllConnections()
    await closed
  }

  const fake = {
    root: `http://127.0.0.1:${port}`,
    token,
    username: exchange.bot.username,
    updates,
    calls,
    webhook,
    /** Status of each delivery to the webhook. */
    statuses: delivery.statuses,
    callsOf: (method: string) => calls.filter(call => call.method.toLowerCase() === method.toLowerCase()),
    person: (person: PersonOptions = {}): Person => {
      const known = person.id === undefined || person.group !== undefined ? undefined : people.get(person.id)
      const made = known ?? createPerson(exchange, person)
      if (person.group === undefined) people.set(made.id, made)
      return made
    },
    people: () => [...people.values()],
    /** What a Mini App is opened with by this person. */
    initData: (person: { id: number }, more: Launch = {}): string => signLaunch(token, person.id, more),
    /** What a bot uploaded, by SHA-256. */
    bytesOf: (hash: string): Uint8Array =>
      [...exchange.files.values()].find(({ shown }) => shown?.hash === hash)?.bytes ?? new Uint8Array(),
    /** Ids of uploads are good no more. */
    forgetFiles: (): void => {
      for (const [id, { shown }] of exchange.files) if (shown) exchange.files.delete(id)
    },
    fault: faults.add,
    clearFaults: faults.clear,
    /** Calls that were hit by a fault. */
    hits: faults.hits,
    faultsLeft: faults.left,
    /** Resolves as soon as the check gives something true. `ms` only ends what hangs: no test is about how fast this machine is. */
    until: <T>(check: () => T, ms = 30_000): Promise<NonNullable<T>> => until(watchers, updates, check, ms),
    /** Resolves when nobody is connected any more: all that a killed bot had written to its sockets has arrived. */
    alone: async (): Promise<void> => {
      const connected = () => new Promise<number>(resolve => server.getConnections((_, count) => resolve(count)))
      while ((await connected()) > 0) await sleep(5)
    },
    /** Refuses connections until `up`. */
    down,
    up: () => listen(port),
    stop: async (): Promise<void> => {
      delivery.stop()
      polls.stop()
      if (server.listening) await down()
    },
  }
  return fake
}

const isSaid = (method: string): boolean => /^(send(?!chataction)|edit)/i.test(method)

/** Whom a call is about, also where it names a tap or a file instead of a chat. */
const chatOf = ({ taps, files }: Exchange, payload: Json): number | undefined =>
  payload.chat_id !== undefined
    ? Number(payload.chat_id)
    : (taps.get(String(payload.callback_query_id))?.chat ?? files.get(String(payload.file_id))?.chat)

/** After the first bytes. */
const cutShort = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
  new Promise(resolve => {
    request.once('data', () => {
      response.destroy()
      resolve()
    })
  })

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const toRefusal = ({ code, description, retryAfter }: Extract<Fault, { kind: 'answer' }>) => ({
  code,
  description:
    description ?? (code === 429 ? `Too Many Requests: retry after ${retryAfter}` : 'Bad Request: on demand'),
  ...(retryAfter === undefined ? {} : { retryAfter }),
})

const answerJson = (response: ServerResponse, call: Call | undefined, outcome: Outcome): void => {
  const status = 'no' in outcome ? outcome.no.code : 200
  if (call) call.status = status
  const body =
    'no' in outcome
      ? {
          ok: false,
          error_code: outcome.no.code,
          description: outcome.no.description,
          ...(outcome.no.retryAfter === undefined ? {} : { parameters: { retry_after: outcome.no.retryAfter } }),
        }
      : { ok: true, result: outcome.result }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const answerGateway = (response: ServerResponse, call: Call, { status = 502 }: { status?: number }): void => {
  call.status = status
  response.writeHead(status, { 'content-type': 'text/html' }).end('<html><body>Bad Gateway</body></html>')
}
