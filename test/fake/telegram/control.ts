/**
 * The fake's own side door, for tests in another process: `POST /control` with `{ do, person?, with? }` in JSON.
 * `do`: a deed of a person (`type`, `tap`, `press`, `share`, `photo` …) with its arguments in `with`, or `messages`, `calls`, `fault`,
 * `clearFaults`, `pending`, `hold`, `release`, `again`. Bytes are given as base64 text.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readPayload } from './request.ts'
import type { FakeTelegram } from './server.ts'

const DEEDS = [
  'type',
  'tap',
  'press',
  'share',
  'photo',
  'voice',
  'document',
  'sticker',
  'contact',
  'send',
  'edit',
  'block',
  'unblock',
  'age',
  'deactivate',
  'addBot',
] as const
const TAKES_BYTES = new Set(['photo', 'voice', 'document'])

export const readControl = async (
  fake: FakeTelegram,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const order = await readPayload(request)
  if (order === 'too large') return void response.writeHead(413).end()
  const answer = (status: number, body: unknown) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  try {
    answer(200, { result: obey(fake, order) ?? null })
  } catch (error) {
    answer(400, { error: error instanceof Error ? error.message : 'unknown' })
  }
}

const obey = (fake: FakeTelegram, order: Record<string, unknown>): unknown => {
  const what = String(order.do)
  const given = Array.isArray(order.with) ? order.with : []
  if (what === 'calls') return order.method ? fake.callsOf(String(order.method)) : fake.calls
  if (what === 'fault') return fake.fault(given[0])
  if (what === 'clearFaults') return fake.clearFaults()
  if (what === 'pending') return fake.updates.pending().length
  if (what === 'hold') return fake.updates.hold()
  if (what === 'release') return fake.updates.release()
  // Sends an update of the past once more.
  if (what === 'again')
    return fake.updates
      .all()
      .filter(({ update_id }) => given.includes(update_id))
      .forEach(update => void fake.updates.inject(update))
  const person = fake.person({
    ...(order.person === undefined ? {} : { id: Number(order.person) }),
    ...(typeof order.lang === 'string' ? { lang: order.lang } : {}),
  })
  if (what === 'person') return person.id
  if (what === 'messages') return person.messages
  const deed = DEEDS.find(name => name === what)
  if (!deed) throw new Error(`unknown: ${what}`)
  const [first, ...rest] = given
  const args = TAKES_BYTES.has(deed) ? [Buffer.from(String(first), 'base64'), ...rest] : given
  return (person[deed] as (...args: unknown[]) => unknown)(...args)
}
