/**
 * Keys with which staff sign what goes out to many. Each row is bound by a seal under the server's secret: one that was written or
 * changed by other hands counts as none, and neither does one that was retired and came back.
 */
import type { Selectable } from 'kysely'
import type { StaffId } from '../kit/ids.ts'
import type { Privacy } from '../privacy/index.ts'
import type { Sealed } from '../privacy/seal.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import type { Ledger } from './ledger.ts'
import type { Tables } from './tables.ts'

/** `waits`: for a colleague's word. `retired`: stays for what it signed. */
export type SignerState = 'active' | 'waits' | 'retired'
export type Signer = {
  /** 16 random bytes as base64url. */
  id: string
  staff: StaffId
  /** Raw Ed25519. */
  publicKey: Uint8Array
  state: SignerState
  /** A day such as `2025-02-14`. */
  since: string
}

/** `demo`: a key of the demo, whose passphrase may be everybody's, is none of a real group's, and the other way round. */
export type SealRooms = { store: { ledger: Ledger }; privacy: Pick<Privacy, 'seal' | 'open'>; demo: boolean }

/** All whose seal fits, the oldest first. */
export const sealedSigners = async (tx: Tx, rooms: SealRooms): Promise<Signer[]> => {
  const rows = await tx.selectFrom('signers').selectAll().orderBy('since').orderBy('id').execute()
  return rows.filter(row => isSealed(rooms, row)).map(toSigner)
}

/** @param wrapped the private key under its holder's passphrase (privacy/approvals.ts) */
export const insertSigner = async (tx: Tx, rooms: SealRooms, it: Signer, wrapped: Uint8Array): Promise<void> => {
  const { id, staff, publicKey, state, since } = it
  const row = { id: toBytes(id), staff: toBytes(staff), public_key: publicKey, wrapped, state, since }
  await tx
    .insertInto('signers')
    .values({ ...row, seal: sealOf(rooms, it) })
    .execute()
}

/** Of one that is retired the private key goes. */
export const setSignerState = async (tx: Tx, rooms: SealRooms, it: Signer, state: SignerState): Promise<void> => {
  const seal = sealOf(rooms, { ...it, state })
  const gone = state === 'retired' ? { wrapped: new Uint8Array() } : {}
  await tx
    .updateTable('signers')
    .set({ state, seal, ...gone })
    .where('id', '=', toBytes(it.id))
    .execute()
  if (state === 'retired') rooms.store.ledger.write('retired', it.id)
}

export const signerFile = async (tx: Tx, id: string): Promise<Uint8Array | undefined> =>
  (await tx.selectFrom('signers').select('wrapped').where('id', '=', toBytes(id)).executeTakeFirst())?.wrapped

/** The same key under another passphrase. */
export const rewrapSigner = async (tx: Tx, id: string, wrapped: Uint8Array): Promise<void> => {
  await tx.updateTable('signers').set({ wrapped }).where('id', '=', toBytes(id)).execute()
}

const textOf = ({ staff, publicKey, state, since }: Signer, demo: boolean): string =>
  JSON.stringify({ staff, publicKey: Buffer.from(publicKey).toString('base64url'), state, since, demo })

const sealOf = ({ privacy, demo }: SealRooms, it: Signer): Sealed => privacy.seal('signer', textOf(it, demo), it.id)

type Row = Selectable<Tables['signers']>

const isSealed = ({ store, privacy, demo }: SealRooms, row: Row): boolean => {
  const it = toSigner(row)
  if (it.state !== 'retired' && store.ledger.has('retired', it.id)) return false
  const open = privacy.open('signer', row.seal, it.id)
  return open !== undefined && Buffer.from(open).toString() === textOf(it, demo)
}

const toSigner = ({ id, staff, public_key, state, since }: Row): Signer => ({
  id: toId(id),
  staff: toId(staff),
  publicKey: public_key,
  state: state as SignerState,
  since,
})
