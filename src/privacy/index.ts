import type { Address, ChannelName, PersonKey, UpdateKey } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'
import type { Sealed } from './seal.ts'

export type { Sealed } from './seal.ts'
export type Use = 'session' | 'outbox' | 'address' | 'draft' | 'trace' | 'notice'

export type Privacy = {
  /** What the database knows a person by. */
  person(channel: ChannelName, address: Address): PersonKey
  /** 16 bytes, keyed hash: what the inbox knows an update by. */
  update(channel: ChannelName, key: UpdateKey): Uint8Array
  /** 16 bytes, under another key than `person`, so that the tables do not join. */
  noticeOwner(channel: ChannelName, address: Address): Uint8Array
  seal(use: Use, plain: Uint8Array | string, context: string): Sealed
  open(use: Use, sealed: Uint8Array, context: string): Uint8Array | undefined
  /** Salt for `stretchReceipt`. */
  readonly receiptSalt: Uint8Array
}
export declare const createPrivacy: (options: { secret: Uint8Array; world: World }) => Privacy
