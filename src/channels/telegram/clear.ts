/** Deletes messages. "A message can only be deleted if it was sent less than 48 hours ago" (https://core.telegram.org/bots/api#deletemessage). */
import type { Address } from '../../kit/ids.ts'
import type { Sent } from '../../kit/message.ts'
import { attempt } from './attempt.ts'
import type { Carrier } from './port.ts'
import { readRefs } from './refs.ts'

/** One message, all its bubbles. What is not there any more is no fault ("If some of the specified messages can't be found, they are skipped"). */
export const remove = async (carrier: Carrier, to: Address, ref: string): Promise<Sent> => {
  const ids = readRefs(ref).map(({ id }) => id)
  return (await attempt(carrier, 'deleteMessages', { chat_id: to, message_ids: ids })).sent
}

/** "A list of 1-100 identifiers of messages to delete" (https://core.telegram.org/bots/api#deletemessages). */
const CHUNK = 100

/** `refs` as given by `send` and by updates. Stops when Telegram says "slow down" or the wire breaks. Returns how many messages went. */
export const clear = async (carrier: Carrier, to: Address, refs: string[]): Promise<number> => {
  const ids = [...new Set(refs.flatMap(readRefs).map(({ id }) => id))]
  // Newest first: what is older than 48 hours cannot be deleted, and one such message spoils its whole chunk.
  ids.sort((a, b) => b - a)
  let count = 0
  const chunks: number[][] = []
  for (let at = 0; at < ids.length; at += CHUNK) chunks.push(ids.slice(at, at + CHUNK))
  while (chunks.length > 0) {
    const chunk = chunks.shift() ?? []
    const { sent } = await attempt(carrier, 'deleteMessages', { chat_id: to, message_ids: chunk })
    if (sent.ok) count += chunk.length
    else if (sent.why !== 'refused') break
    // Refused as a whole: by halves, until only what is too old is left.
    else if (chunk.length > 1) {
      const half = Math.ceil(chunk.length / 2)
      chunks.unshift(chunk.slice(0, half), chunk.slice(half))
    }
  }
  return count
}
