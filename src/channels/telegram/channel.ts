/** The way out, whoever carries it: one attempt per call, and what became of it as a value. */
import { createHash } from 'node:crypto'
import type { Channel } from '../../kit/channel.ts'
import type { Address } from '../../kit/ids.ts'
import type { Message, Sent } from '../../kit/message.ts'
import { readAnswer, readFault } from './answer.ts'
import { createChatCommands } from './chat-commands.ts'
import { asInteger, asObject } from './json.ts'
import type { Carrier, TelegramApp } from './port.ts'
import { toCalls } from './write.ts'

/**
 * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: about 30 messages a second in all, one a
 * second in one chat. A call takes about 100 ms, so 4 at once keep up with 30 a second; no more can be in doubt at a kill.
 */
const PACE = { perSecond: 30, perChatMs: 1000, inFlight: 4 } as const

/** Texts of several pages whose later pages did not go out yet. Forgotten at a restart: then the first pages are said again. */
const UNFINISHED = 200

type ChannelOptions = {
  carrier: Carrier
  app: Pick<TelegramApp, 'words'>
  /** Our own username, as soon as it is known. */
  bot: () => string | undefined
}

export const createTelegramChannel = ({ carrier, app, bot }: ChannelOptions): Channel => {
  const unfinished = new Map<string, string[]>()

  const send = async (to: Address, message: Message): Promise<Sent> => {
    const calls = toCalls(to, message, { texts: app.words, bot: bot() })
    // With several pages a later attempt goes on where the last one stopped.
    const key = calls.length > 1 ? digest(to, message) : ''
    const refs = unfinished.get(key) ?? []
    for (const call of calls.slice(refs.length)) {
      const sent = await attempt(carrier, call.method, call.payload)
      if (!sent.ok) {
        if (refs.length > 0) remember(unfinished, key, refs)
        return sent
      }
      refs.push(sent.ref)
    }
    unfinished.delete(key)
    return { ok: true, ref: refs.join(',') }
  }

  return {
    name: 'telegram',
    mode: 'push',
    pace: PACE,
    send,
    clear: (to, refs) => clear(carrier, to, refs),
    setCommands: createChatCommands(carrier),
  }
}

const attempt = async (carrier: Carrier, method: string, payload: Readonly<Record<string, unknown>>): Promise<Sent> => {
  try {
    return readAnswer(await carrier.call(method, payload))
  } catch (error) {
    return readFault(error)
  }
}

const digest = (to: Address, message: Message): string =>
  createHash('sha256')
    .update(JSON.stringify([to, message]))
    .digest('base64')

const remember = (unfinished: Map<string, string[]>, key: string, refs: string[]): void => {
  unfinished.set(key, refs)
  const [oldest] = unfinished.keys()
  if (unfinished.size > UNFINISHED && oldest !== undefined) unfinished.delete(oldest)
}

/** "A list of 1-100 identifiers of messages to delete" (https://core.telegram.org/bots/api#deletemessages). */
const CHUNK = 100

/** `refs` as given by `send` (several pages: with commas) and by updates. Stops when Telegram says "slow down" or the wire breaks. */
const clear = async (carrier: Carrier, to: Address, refs: string[]): Promise<number> => {
  const ids = [...new Set(refs.flatMap(ref => ref.split(',')).map(Number))].filter(id => asInteger(id) && id > 0)
  // Newest first: what is older than 48 hours cannot be deleted, and one such message spoils its whole chunk.
  ids.sort((a, b) => b - a)
  let count = 0
  const chunks: number[][] = []
  for (let at = 0; at < ids.length; at += CHUNK) chunks.push(ids.slice(at, at + CHUNK))
  while (chunks.length > 0) {
    const chunk = chunks.shift() ?? []
    const sent = await attemptDelete(carrier, to, chunk)
    if (sent === 'deleted') count += chunk.length
    else if (sent === 'stop') break
    // Refused as a whole: by halves, until only what is too old is left.
    else if (chunk.length > 1) {
      const half = Math.ceil(chunk.length / 2)
      chunks.unshift(chunk.slice(0, half), chunk.slice(half))
    }
  }
  return count
}

const attemptDelete = async (carrier: Carrier, to: Address, ids: number[]): Promise<'deleted' | 'refused' | 'stop'> => {
  try {
    const answer = await carrier.call('deleteMessages', { chat_id: to, message_ids: ids })
    if (asObject(answer)?.ok === true) return 'deleted'
    const sent = readAnswer(answer)
    return !sent.ok && sent.why === 'refused' ? 'refused' : 'stop'
  } catch {
    return 'stop'
  }
}
