import { packSession, unpackSession } from '../engine/codec.ts'
import type { Session } from '../engine/types.ts'
import type { Address, ChannelName, PersonKey } from '../kit/ids.ts'
import type { Privacy, Sealed } from '../privacy/index.ts'

/** A conversation in progress as it rests: where its timer's words would go, and the session. Always sealed. */
export type State = { channel: ChannelName; address: Address; session: Session }

export const sealState = (privacy: Privacy, person: PersonKey, { channel, address, session }: State): Sealed =>
  privacy.seal('session', `${channel}\n${address}\n${packSession(session)}`, person)

/** `undefined`: sealed under another secret, for another person, or damaged; the conversation begins anew. */
export const openState = (privacy: Privacy, person: PersonKey, bytes: Uint8Array): State | undefined => {
  const open = privacy.open('session', bytes, person)
  if (!open) return undefined
  const text = Buffer.from(open.buffer, open.byteOffset, open.length).toString('utf8')
  const [channel = '', address = ''] = text.split('\n', 2)
  const session = unpackSession(text.slice(channel.length + address.length + 2))
  return session && { channel, address: address as Address, session }
}
