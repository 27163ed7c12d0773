/**
 * privacy: crypto only. Pseudonyms, sealing, receipts, capabilities, case keys. Knows no table and no channel; whoever
 * wants to keep something about a person comes through here first.
 */
import { createHmac } from 'node:crypto'
import type { ActorKey, Address, CampaignId, ChannelName, PersonKey, UpdateKey } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'
import { createAead } from './aead.ts'
import { derive } from './derive.ts'
import { ID_USES, type IdUse, idsOf, type Kept, receiptSaltOf } from './kept.ts'
import { BARE, createLayer, type Layer } from './layer.ts'
import { createSeal, openSealed, type Sealed } from './seal.ts'
import { SECRET_BYTES } from './secret.ts'
import type { Sodium } from './sodium.ts'

export type { Sealed } from './seal.ts'

/** What something is sealed for. Each use has a key of its own, so that bytes of one table open in no other. */
export type Use =
  | 'session'
  | 'outbox'
  | 'address'
  | 'draft'
  | 'trace'
  | 'notice'
  | 'staff'
  | 'chat'
  | 'signer'
  | 'approval'
  | 'action'
  | 'campaign ref'
  | 'media ref'
const USES: Use[] = [
  'session',
  'outbox',
  'address',
  'draft',
  'trace',
  'notice',
  'staff',
  'chat',
  'signer',
  'approval',
  'action',
  'campaign ref',
  'media ref',
]

export type Privacy = {
  /** What the database knows a person by. Without the secret it cannot be computed from a chat id. */
  person(channel: ChannelName, address: Address): PersonKey
  /** What the inbox knows an update by: 16 bytes, keyed. */
  update(channel: ChannelName, key: UpdateKey): Uint8Array
  /** Whose notice it is: 16 bytes under another key than `person`, so that the tables do not join. */
  noticeOwner(channel: ChannelName, address: Address): Uint8Array
  /** Who takes part in this campaign: nobody without the secret can tell that the same person takes part in another one. */
  actor(campaign: CampaignId, channel: ChannelName, address: Address): ActorKey
  /** Encrypts under the key of `use`. `context` (a person key, a line id …) must be the same at `open`, and is not kept. */
  seal(use: Use, plain: Uint8Array | string, context: string): Sealed
  /** `undefined`: another use, context or secret, or damaged bytes. Never throws for what stands in a database. */
  open(use: Use, sealed: Uint8Array, context: string): Uint8Array | undefined
  /** What tries to sign in are counted by: 3 bytes, which some 250 IPv4 addresses share, so that they point at nobody even with the secret. */
  tryMark(kind: 'name' | 'connection', text: string): Uint8Array
  /** With what a name's passphrase is stretched: 16 bytes, the same for ever, so that nobody sees by it whose name is real or when. */
  nameSalt(name: string): Uint8Array
  /** For `stretchReceipt`: keeps receipts of two servers apart, and is in no backup that opens without the secret. */
  readonly receiptSalt: Uint8Array
  /** Of receipts that were given out before the secret was changed, the newest first. */
  readonly olderReceiptSalts: readonly Uint8Array[]
}

/**
 * @param options.secret 32 bytes, from `loadSecret`.
 * @param options.kept of the secrets before this one, from `openKept`; none if there were none.
 * @param options.sodium from `openSodium`; without it sealing a short message costs four times as much.
 */
export const createPrivacy = (options: {
  secret: Uint8Array
  kept?: Kept | undefined
  world: World
  sodium?: Sodium
}): Privacy => {
  const { secret, kept, world, sodium } = options
  if (secret.length !== SECRET_BYTES) throw new RangeError(`the secret has ${SECRET_BYTES} bytes`)
  const aead = createAead(sodium)
  const seal = createSeal(aead, world)
  const keys = Object.fromEntries(USES.map(use => [use, derive(secret, `seal ${use}`)])) as Record<Use, Uint8Array>
  const keyed = createKeyed(sodium)
  const inner = idsOf(secret, kept)
  const layers = layersOf({ secret, kept })
  const idOf = (use: IdUse): ((channel: ChannelName, it: string) => Uint8Array) => {
    const key = inner[use]
    const layer = layers[use]
    return layer === BARE
      ? (channel, it) => keyed(key, channel, it)
      : (channel, it) => layer.on(keyed(key, channel, it))
  }
  const person = idOf('person')
  const actor = idOf('actor')
  const marks = derive(secret, 'staff tries')
  // Of the first secret: `secret rotate` changes the salt of no name, and so tells none that is real.
  const nameSalts = derive(inner.person, 'staff salt')
  return {
    person: (channel, address) => Buffer.from(person(channel, address)).toString('base64url') as PersonKey,
    update: idOf('update'),
    noticeOwner: idOf('notice owner'),
    actor: (campaign, channel, address) =>
      Buffer.from(actor(channel, `${campaign}\0${address}`)).toString('base64url') as ActorKey,
    seal: (use, plain, context) => seal(keys[use], plain, context),
    open: (use, sealed, context) => openSealed(aead, keys[use], sealed, context),
    tryMark: (kind, text) => Buffer.from(keyed(marks, kind as ChannelName, text)).subarray(0, 3),
    nameSalt: name => keyed(nameSalts, 'staff' as ChannelName, name),
    receiptSalt: receiptSaltOf(secret),
    olderReceiptSalts: (kept?.receipts ?? []).map(({ salt }) => salt),
  }
}

/** What lies over the ids of a database under this secret. */
export const layersOf = ({ secret, kept }: { secret: Uint8Array; kept: Kept | undefined }): Record<IdUse, Layer> =>
  Object.fromEntries(ID_USES.map(use => [use, kept ? createLayer(derive(secret, `layer ${use}`)) : BARE])) as Record<
    IdUse,
    Layer
  >

/**
 * HMAC-SHA-256, first 16 bytes. No channel's name holds the separator, so two pairs never make one text. By libsodium where it is
 * at hand: the same bytes for half the time, and nothing for the garbage collector to finish.
 */
const createKeyed =
  (sodium?: Sodium) =>
  (key: Uint8Array, channel: ChannelName, it: string): Uint8Array => {
    const text = `${channel}\0${it}`
    const mac = sodium ? sodium.crypto_auth_hmacsha256(text, key) : createHmac('sha256', key).update(text).digest()
    return mac.subarray(0, 16)
  }
