/**
 * What outlives a secret that is changed. A pseudonym is HMAC(inner key, channel ‖ address) under a layer that follows from the
 * secret of today. The address is not kept, so the inner key cannot change; the layer can, and without it the inner key
 * tells nothing about a database of today. `docs/decisions/0011-a-new-secret.md` says why.
 */
import type { World } from '../kit/world.ts'
import { type Aead, createAead } from './aead.ts'
import { derive } from './derive.ts'
import { createSeal, openSealed } from './seal.ts'
import type { Sodium } from './sodium.ts'

/** Whose ids they are; each with keys of its own, so that the tables do not join. */
export type IdUse = 'person' | 'update' | 'notice owner' | 'actor'
export const ID_USES: IdUse[] = ['person', 'update', 'notice owner', 'actor']

export type Kept = {
  /** Inner keys, of the first secret. */
  ids: Partial<Record<IdUse, Uint8Array>>
  /** Salts of receipts that were given out under earlier secrets, the newest first. `until`: the last ISO week in which they were. */
  receipts: { salt: Uint8Array; until: string }[]
}

const innerKeys = (secret: Uint8Array): Record<IdUse, Uint8Array> =>
  Object.fromEntries(ID_USES.map(use => [use, derive(secret, use)])) as Record<IdUse, Uint8Array>

/** A use that is younger than what was kept begins with the secret of today. */
export const idsOf = (secret: Uint8Array, kept: Kept | undefined): Record<IdUse, Uint8Array> => ({
  ...innerKeys(secret),
  ...kept?.ids,
})

export const receiptSaltOf = (secret: Uint8Array): Uint8Array => derive(secret, 'receipt salt', 16)

/** What must be kept when `secret`, beside which `kept` was, is given up in ISO week `until`. */
export const keepOf = (secret: Uint8Array, kept: Kept | undefined, until: string): Kept => ({
  ids: idsOf(secret, kept),
  receipts: [{ salt: receiptSaltOf(secret), until }, ...(kept?.receipts ?? [])],
})

/** Tells in the database which secret it is sealed under, without telling the secret. */
export const markOf = (secret: Uint8Array): string => Buffer.from(derive(secret, 'mark', 16)).toString('base64url')

const CONTEXT = 'tulay kept v1'
const keyOf = (secret: Uint8Array): Uint8Array => derive(secret, 'seal kept')

/** As text for the database: it travels with every backup and opens only with the secret of its time. */
export const sealKept = (secret: Uint8Array, kept: Kept, world: World, sodium?: Sodium): string => {
  const text = JSON.stringify(kept, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value,
  )
  return Buffer.from(createSeal(createAead(sodium), world)(keyOf(secret), text, CONTEXT)).toString('base64url')
}

/** `undefined`: another secret, or damaged. */
export const openKept = (secret: Uint8Array, text: string, aead: Aead = createAead()): Kept | undefined => {
  const open = openSealed(aead, keyOf(secret), Buffer.from(text, 'base64url'), CONTEXT)
  if (!open) return undefined
  const read = JSON.parse(Buffer.from(open).toString('utf8')) as {
    ids: Partial<Record<IdUse, string>>
    receipts: { salt: string; until: string }[]
  }
  return {
    ids: Object.fromEntries(Object.entries(read.ids).map(([use, key]) => [use, bytesOf(key)])),
    receipts: read.receipts.map(({ salt, until }) => ({ salt: bytesOf(salt), until })),
  }
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'))
