/**
 * The keys of one concern. K = A xor S. S, the shred half, goes to a file of its own whose erasure makes every older copy
 * of the concern noise. A is sealed to each keyholder. The server keeps no private key that opens anything here.
 */
import type { Capability, ConcernId } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'
import { type Aead, createAead } from './aead.ts'
import { boxPublicKey, newBoxPair, sealBox } from './box.ts'
import { capabilityKey } from './capabilities.ts'
import { type CasePart, packPart, unpackPart } from './case-parts.ts'
import { createSeal, openSealed, type Sealed } from './seal.ts'
import type { Sodium } from './sodium.ts'

export type { CasePart } from './case-parts.ts'

/** Half A of the case key, sealed to one keyholder (`crypto_box_seal`). */
export type Wrap = { holder: string; sealed: Uint8Array }
/** The way back to the person: replies are sealed to `publicKey`; its private half opens with what only the person holds. */
export type Way = {
  publicKey: Uint8Array
  underCapability: Sealed
  underReceipt: Sealed
  /** The way in: what the person adds later is sealed to this key (`crypto_box_seal`). Its private half is derived from the case key. */
  inbox: Uint8Array
}
/** What the main database keeps of a concern beside its coded fields. */
export type SealedConcern = { parts: Sealed[]; wraps: Wrap[]; way: Way }
export type KeyPair = { publicKey: Uint8Array; privateKey: Uint8Array }

const KEY_BYTES = 32

/**
 * Encrypts a concern so that only its keyholders can read it, and only while its shred half exists.
 * @param it.holders all active keyholders and the recovery key; none is refused (RangeError), because nobody could read it.
 * @param it.receiptKey `wrapKey` of `stretchReceipt`.
 * @returns `id`, made here because every part is bound to it; `shred` for `store.shred.put`, before `kept` is committed.
 */
export const sealConcern = (it: {
  sodium: Sodium
  world: World
  parts: CasePart[]
  holders: { id: string; publicKey: Uint8Array }[]
  capability: Capability
  receiptKey: Uint8Array
}): { id: ConcernId; shred: Uint8Array; kept: SealedConcern } => {
  const { sodium, world, parts, holders } = it
  if (holders.length === 0) throw new RangeError('a concern is sealed to at least one keyholder')
  const seal = createSeal(createAead(sodium), world)
  const id = Buffer.from(world.random(16)).toString('base64url') as ConcernId
  // Copies of their own, because `half` is wiped below.
  const half = Uint8Array.from(world.random(KEY_BYTES))
  const shred = Uint8Array.from(world.random(KEY_BYTES))
  const key = xor(half, shred)
  const wayBack = newBoxPair()
  const inboxKey = caseInboxKey(sodium, key, id)
  const kept: SealedConcern = {
    parts: parts.map((part, number) => seal(key, packPart(part), partContext(id, number, parts.length))),
    wraps: holders.map(holder => ({ holder: holder.id, sealed: sealBox(sodium, half, holder.publicKey) })),
    way: {
      publicKey: wayBack.publicKey,
      underCapability: seal(capabilityKey(it.capability), wayBack.privateKey, wayContext(id)),
      underReceipt: seal(it.receiptKey, wayBack.privateKey, wayContext(id)),
      inbox: boxPublicKey(inboxKey),
    },
  }
  for (const secret of [half, key, wayBack.privateKey, inboxKey]) secret.fill(0)
  return { id, shred, kept }
}

/** K: half A out of the holder's wrap, xor the shred half. `undefined`: not this holder's wrap, or no shred half. */
export const openCaseKey = (it: {
  sodium: Sodium
  wrap: Uint8Array
  holder: KeyPair
  shred: Uint8Array
}): Uint8Array | undefined => {
  const half = openBox(it.sodium, it.wrap, it.holder)
  return half && it.shred.length === KEY_BYTES ? xor(half, it.shred) : undefined
}

/** Opens what was sealed to `way.inbox` after the filing. */
export const openInbox = (
  sodium: Sodium,
  id: ConcernId,
  caseKey: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined => {
  const privateKey = caseInboxKey(sodium, caseKey, id)
  return openBox(sodium, sealed, { publicKey: boxPublicKey(privateKey), privateKey })
}

/** Seals what the person adds later, for whoever holds the case key. */
export const sealToInbox = (sodium: Sodium, inbox: Uint8Array, part: CasePart): Uint8Array => {
  const packed = packPart(part)
  const sealed = sealBox(sodium, packed, inbox)
  packed.fill(0)
  return sealed
}

/** What staff wrote to the person. `desk`: the id of a desk to show with it; `quote`: words of theirs that may be printed after a yes. */
export type Letter = { kind: 'words' | 'desk' | 'quote'; text: string; lang: string; desk: string }

/** A letter is JSON, padded with spaces to steps of 256 bytes, sealed in the browser to the way back. */
export const openMail = (sodium: Sodium, mail: Uint8Array, way: KeyPair): Letter | undefined => {
  const open = openBox(sodium, mail, way)
  if (!open) return undefined
  const letter = readMail(Buffer.from(open).toString('utf8'))
  open.fill(0)
  return letter
}

/** Staff's browser wrote it, so it may be anything. */
const readMail = (json: string): Letter | undefined => {
  try {
    const mail: unknown = JSON.parse(json)
    if (!mail || typeof mail !== 'object' || !('text' in mail) || typeof mail.text !== 'string') return undefined
    const field = (name: string): string => {
      const value = (mail as Record<string, unknown>)[name]
      return typeof value === 'string' ? value : ''
    }
    const kind = field('kind')
    const read = kind === 'desk' || kind === 'quote' ? kind : 'words'
    return { kind: read, text: mail.text, lang: field('lang'), desk: field('desk') }
  } catch {
    return undefined
  }
}

/**
 * For tests, tools and the recovery drill: opens a concern as a keyholder's browser does.
 * @returns `undefined` if the holder, the shred half or any part does not belong to it, or a part is missing.
 */
export const openConcern = (it: {
  sodium: Sodium
  id: ConcernId
  parts: Uint8Array[]
  wrap: Uint8Array
  holder: KeyPair
  shred: Uint8Array
}): CasePart[] | undefined => {
  const key = openCaseKey(it)
  if (!key) return undefined
  const aead = createAead(it.sodium)
  const opened = it.parts.map((part, number) => openPart(aead, key, part, partContext(it.id, number, it.parts.length)))
  return opened.every(part => part !== undefined) ? opened : undefined
}

/** The private half of a case's inbox: BLAKE2b-256 of its name, keyed with the case key. The browser derives the same. */
const caseInboxKey = (sodium: Sodium, caseKey: Uint8Array, id: ConcernId): Uint8Array =>
  sodium.crypto_generichash(KEY_BYTES, `tulay inbox v1 ${id}`, caseKey)

/**
 * The private half of the way back, with the key that the person holds.
 * @param key `capabilityKey` of the capability, for `underCapability`; `wrapKey` of the receipt, for `underReceipt`.
 */
export const openWay = (sodium: Sodium, id: ConcernId, key: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined =>
  openSealed(createAead(sodium), key, wrapped, wayContext(id))

const openPart = (aead: Aead, key: Uint8Array, part: Uint8Array, context: string): CasePart | undefined => {
  const packed = openSealed(aead, key, part, context)
  return packed && unpackPart(packed)
}

const openBox = (sodium: Sodium, sealed: Uint8Array, holder: KeyPair): Uint8Array | undefined => {
  try {
    return sodium.crypto_box_seal_open(sealed, holder.publicKey, holder.privateKey)
  } catch {
    return undefined
  }
}

/** A part in another concern, in another place or out of a set of another size does not open. */
const partContext = (id: ConcernId, number: number, of: number): string => `tulay case v1 ${id} ${number}/${of}`
const wayContext = (id: ConcernId): string => `tulay way v1 ${id}`

const xor = (one: Uint8Array, other: Uint8Array): Uint8Array => one.map((byte, at) => byte ^ (other[at] ?? 0))
