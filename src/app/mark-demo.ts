import type { Words } from '../engine/types.ts'
import type { Channel } from '../kit/channel.ts'
import type { Address, Instant } from '../kit/ids.ts'
import type { Message } from '../kit/message.ts'
import type { World } from '../kit/world.ts'

const EVERY_MS = 60 * 60_000
const MOST = 10_000

/**
 * In demo mode what goes out says so: the first message of each hour, and every personal one (a receipt among them). Demo keys
 * protect nobody, and nobody may take this for the real thing.
 */
export const markDemo = (channel: Channel, words: Words, world: World): Channel => {
  const told = new Map<Address, Instant>()
  const { edit } = channel
  const marked = (message: Message): Message => ({
    ...message,
    text: [{ strong: words.text(message.lang, 'web.demo') }, '\n\n', ...message.text],
  })
  return {
    ...channel,
    // Which message it takes the place of is not known here.
    ...(edit ? { edit: (to: Address, ref: string, message: Message) => edit(to, ref, marked(message)) } : {}),
    send: async (to, message) => {
      const now = world.now()
      const due = message.personal || now - (told.get(to) ?? Number.NEGATIVE_INFINITY) >= EVERY_MS
      if (!due) return channel.send(to, message)
      const sent = await channel.send(to, marked(message))
      if (sent.ok) told.set(to, now)
      if (told.size > MOST) told.clear()
      return sent
    },
  }
}
