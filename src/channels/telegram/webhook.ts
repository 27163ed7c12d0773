/** Telegram comes to us: https://core.telegram.org/bots/api#setwebhook. 200 only after the commit; anything else makes it come again. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Log } from '../../kit/log.ts'
import type { World } from '../../kit/world.ts'
import type { Intake } from './intake.ts'
import { readUpdate } from './read.ts'

type WebhookOptions = {
  intake: Intake
  world: World
  log: Log
  bot: () => string | undefined
  /** 1–256 characters `A-Z a-z 0-9 _ -`, as Telegram allows. */
  secret: string
}

export type Webhook = {
  /** Where to mount it. Follows from the secret, so that a new secret is a new address, and `setWebhook` is called for it. */
  path: string
  handle(request: Request): Promise<Response>
  stop(): Promise<void>
}

/** The longest update is a 4096-character text with as many entities; a megabyte is far above. */
const BODY_LIMIT = 1_000_000

export const createWebhook = ({ intake, world, log, bot, secret }: WebhookOptions): Webhook => {
  let stopped = false

  const handle = async (request: Request): Promise<Response> => {
    if (request.method !== 'POST') return answer(405)
    if (!isSame(request.headers.get('x-telegram-bot-api-secret-token') ?? '', secret)) return answer(401)
    if (stopped) return answer(503)
    const body = await readBody(request)
    if (body === undefined) return answer(413)
    const read = readUpdate(body, { at: world.now(), bot: bot() })
    if (!read) return answer(200)
    try {
      await Promise.all(intake.take([read]))
      return answer(200)
    } catch (error) {
      if (!stopped) log.error('channel.update-refused', error, { channel: 'telegram' })
      return answer(503)
    }
  }

  const stop = async (): Promise<void> => {
    stopped = true
    await intake.stop()
  }

  return { path: `/telegram/${digest(`path ${secret}`).toString('hex').slice(0, 32)}`, handle, stop }
}

const answer = (status: number): Response => new Response(null, { status })

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** In constant time, also for texts of different length. */
const isSame = (given: string, secret: string): boolean => timingSafeEqual(digest(given), digest(secret))

/** The parsed body; `null` if it is no JSON (it never will be: Telegram gets its 200), `undefined` if it is too long. */
const readBody = async (request: Request): Promise<unknown> => {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length
      if (size > BODY_LIMIT) return undefined
      chunks.push(chunk)
    }
    return JSON.parse(Buffer.concat(chunks, size).toString('utf8')) ?? null
  } catch {
    return null
  }
}
