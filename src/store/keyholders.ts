/** Whom a concern is sealed to. */
import type { Selectable } from 'kysely'
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
  /** Days such as `2025-02-14`: when it was made, and when its holder last proved to open with it. */
  since: string | null
  drilled: string | null
}

/** `waits`: nothing is sealed to it until a keyholder lets it in. */
export type KeyState = 'active' | 'waits'
export type Key = Keyholder & { state: KeyState }

type Row = Selectable<Tables['keyholders']>
type HolderRow = Omit<Row, 'wrapped' | 'active' | 'waits'>
const COLUMNS = ['id', 'role', 'name', 'public_key', 'demo', 'since', 'drilled'] as const

const active = perRows<number, HolderRow>(
  tx => tx.selectFrom('keyholders').select(COLUMNS).where('active', 'in', [BLANK]).orderBy('id'),
  flag => [flag],
)

/** Read once a transaction: a batch of reports asks for each of them, and nobody else writes meanwhile. */
const known = new WeakMap<Tx, Keyholder[]>()

export const activeHolders = async (tx: Tx): Promise<Keyholder[]> => {
  const holders = known.get(tx) ?? (await active(tx, [1])).map(toHolder)
  known.set(tx, holders)
  return holders
}

/** Those of today and those who wait to be let in, in the order of their names. */
export const allKeys = async (tx: Tx): Promise<Key[]> => {
  const rows = await tx
    .selectFrom('keyholders')
    .select([...COLUMNS, 'active'])
    .where(eb => eb.or([eb('active', '=', 1), eb('waits', '=', 1)]))
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(({ active, ...row }) => ({ ...toHolder(row), state: active === 1 ? 'active' : 'waits' }))
}

/** `undefined`: there is none such, or it was retired. */
export const keyById = async (tx: Tx, id: string): Promise<Key | undefined> =>
  (await allKeys(tx)).find(key => key.id === id)

/** How many recovery keys there ever were. */
export const countKits = async (tx: Tx): Promise<number> => {
  const all = tx.selectFrom('keyholders').select(eb => eb.fn.countAll<number>().as('n'))
  return Number((await all.where('role', '=', 'recovery').executeTakeFirstOrThrow()).n)
}

/** Everybody who ever held a key by its id, for what they did. */
export const keyNames = async (tx: Tx): Promise<Map<string, string>> => {
  const rows = await tx.selectFrom('keyholders').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [toId(id), name]))
}

/**
 * @param row.wrapped from `newKeyholder`, or as a browser made it; null for the recovery key, whose seed is on paper only.
 * @param row.state active where it is not said.
 */
export const insertHolder = async (
  tx: Tx,
  row: Keyholder & { wrapped: Uint8Array | null; state?: KeyState },
): Promise<void> => {
  known.delete(tx)
  const { id, publicKey, demo, state = 'active', ...rest } = row
  const flags = { demo: Number(demo), active: Number(state === 'active'), waits: Number(state === 'waits') }
  const values = { ...rest, ...flags, id: toBytes(id), public_key: publicKey }
  await tx.insertInto('keyholders').values(values).execute()
}

/** The holder's private key under their passphrase, for their browser. */
export const wrappedKey = async (tx: Tx, id: string): Promise<Uint8Array | undefined> => {
  const row = await tx.selectFrom('keyholders').select('wrapped').where('id', '=', toBytes(id)).executeTakeFirst()
  return row?.wrapped ?? undefined
}

/** The same key under another passphrase. */
export const rewrapKey = async (tx: Tx, id: string, wrapped: Uint8Array): Promise<void> => {
  await tx.updateTable('keyholders').set({ wrapped }).where('id', '=', toBytes(id)).execute()
}

/** From now on what comes in is sealed to it too. Returns whether it waited. */
export const activateHolder = async (tx: Tx, id: string): Promise<boolean> => {
  known.delete(tx)
  const { numUpdatedRows } = await tx
    .updateTable('keyholders')
    .set({ active: 1, waits: 0 })
    .where('id', '=', toBytes(id))
    .where('waits', '=', 1)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export const markDrilled = async (tx: Tx, id: string, day: string): Promise<void> => {
  known.delete(tx)
  await tx.updateTable('keyholders').set({ drilled: day }).where('id', '=', toBytes(id)).execute()
}

/**
 * Nothing more is sealed to this holder, every wrap for them is gone, and so is their private key's file: the name stays. Whose key
 * it was holds none. Returns whether there was such a key.
 */
export const retireHolder = async (tx: Tx, id: string): Promise<boolean> => {
  known.delete(tx)
  const holder = toBytes(id)
  const { numUpdatedRows } = await tx
    .updateTable('keyholders')
    .set({ active: 0, waits: 0, wrapped: null })
    .where('id', '=', holder)
    .where(eb => eb.or([eb('active', '=', 1), eb('waits', '=', 1)]))
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await tx.deleteFrom('concern_wraps').where('holder', '=', holder).execute()
  await tx.updateTable('staff').set({ holder: null }).where('holder', '=', holder).execute()
  return true
}

const toHolder = ({ id, role, name, public_key, demo, since, drilled }: HolderRow): Keyholder => ({
  id: toId(id),
  role: role as Keyholder['role'],
  name,
  publicKey: public_key,
  demo: demo === 1,
  since,
  drilled,
})
