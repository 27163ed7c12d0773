import type { Address, ChannelName, LineId, PersonKey } from '../kit/ids.ts'
import type { Message } from '../kit/message.ts'
import type { World } from '../kit/world.ts'
import type { Privacy } from '../privacy/index.ts'
import type { addLines } from '../store/outbox.ts'

export type NoticeRooms = { privacy: Privacy; world: World; pushes(channel: string): boolean }
export type Notice = {
  person: PersonKey
  channel: ChannelName
  to: Address
  message: Message
  /** IANA time zone whose quiet hours it waits out; none: it rings at any hour. */
  zone: string | undefined
}

/** A notice as a line of the outbox: after answers, before alerts. In doubt it is said again, because nobody asks for it twice. */
export const noticeLine = (
  { privacy, world, pushes }: NoticeRooms,
  { person, channel, to, message, zone }: Notice,
  at = 0,
): Parameters<typeof addLines>[1][number] => {
  const now = world.now()
  const id = Buffer.from(world.random(16)).toString('base64url') as LineId
  const letter = { to, message, ...(zone === undefined ? {} : { zone }) }
  return {
    id,
    person,
    channel,
    priority: 1,
    state: pushes(channel) ? 'pending' : 'held',
    due: now,
    order: now * 1000 + at,
    body: privacy.seal('outbox', JSON.stringify(letter), id),
    cause: null,
    policy: 'repeat',
    attempts: 0,
    code: null,
  }
}
