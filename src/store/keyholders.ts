/** Whom a concern is sealed to. */
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { BLANK, perRows } from './shapes.ts'
import type { Tables } from './tables.ts'

export type Keyholder = {
  /** 16 random bytes as base64url. */
  id: string
  role: 'keyholder' | 'recovery'
  /** How the others call this holder. */
  name: string
  publicKey: Uint8Array
  /** Made by demo mode: what is sealed to it is nobody's secret. */
  demo: boolean
}

const active = perRows<number, Pick<Tables['keyholders'], 'id' | 'role' | 'name' | 'public_key' | 'demo'>>(
  tx =>
    tx
      .selectFrom('keyholders')
      .select(['id', 'role', 'name', 'public_key', 'demo'])
      .where('active', 'in', [BLANK])
      .orderBy('id'),
  flag => [flag],
)

/** Read once a transaction: a batch of reports asks for each of them, and nobody else writes meanwhile. */
const known = new WeakMap<Tx, Keyholder[]>()

export const activeHolders = async (tx: Tx): Promise<Keyholder[]> => {
  const holders = known.get(tx) ?? (await readHolders(tx))
  known.set(tx, holders)
  return holders
}

const readHolders = async (tx: Tx): Promise<Keyholder[]> => {
  const rows = await active(tx, [1])
  return rows.map(({ id, role, name, public_key, demo }) => ({
    id: toId(id),
    role: role as Keyholder['role'],
    name,
    publicKey: public_key,
    demo: demo === 1,
  }))
}

/** @param row.wrapped from `newKeyholder`; null for the recovery key, whose seed is on paper only. */
export const insertHolder = async (tx: Tx, row: Keyholder & { wrapped: Uint8Array | null }): Promise<void> => {
  known.delete(tx)
  const { id, publicKey, demo, ...rest } = row
  const values = { ...rest, id: toBytes(id), public_key: publicKey, demo: Number(demo), active: 1, waits: 0 }
  await tx.insertInto('keyholders').values(values).execute()
}

/** The holder's private key under their passphrase, for their browser. */
export const wrappedKey = async (tx: Tx, id: string): Promise<Uint8Array | undefined> => {
  const row = await tx.selectFrom('keyholders').select('wrapped').where('id', '=', toBytes(id)).executeTakeFirst()
  return row?.wrapped ?? undefined
}

/** Nothing more is sealed to this holder; what was stays readable to them. Returns whether it was active. */
export const retireHolder = async (tx: Tx, id: string): Promise<boolean> => {
  known.delete(tx)
  const { numUpdatedRows } = await tx
    .updateTable('keyholders')
    .set({ active: 0 })
    .where('id', '=', toBytes(id))
    .where('active', '=', 1)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}
