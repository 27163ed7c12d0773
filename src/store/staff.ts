/** Those who work with the console. */
import type { Selectable } from 'kysely'
import type { Role, Staff } from '../domain/staff.ts'
import type { StaffId } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import type { Tables } from './tables.ts'

/** How somebody signs in; the verifier is SHA-256 of the sign-in key. */
export type Credentials = { salt: Uint8Array; verifier: Uint8Array; totp: Sealed; step: number }

/** Without a verifier: a demo person, whom a button lets in. */
export const insertStaff = async (
  tx: Tx,
  staff: Staff & (Credentials | { salt: Uint8Array; verifier?: undefined; totp?: undefined; step?: undefined }),
): Promise<void> => {
  const { id, name, role, holder, salt, demo, verifier = null, totp = null, step = 0 } = staff
  await tx
    .insertInto('staff')
    .values({
      id: toBytes(id),
      name,
      role,
      holder: holder === undefined ? null : toBytes(holder),
      salt,
      verifier,
      totp,
      totp_step: step,
      active: 1,
      demo: Number(demo),
    })
    .execute()
}

/** Everybody who may work here now, in the order of their names. */
export const activeStaff = async (tx: Tx): Promise<Staff[]> => {
  const rows = await withKeys(tx).orderBy('staff.name').execute()
  return rows.map(toStaff)
}

export const staffById = async (tx: Tx, id: StaffId): Promise<Staff | undefined> => {
  const row = await withKeys(tx).where('staff.id', '=', toBytes(id)).executeTakeFirst()
  return row && toStaff(row)
}

/** A key that waits to be let in opens nothing yet: whose it is holds none. */
const withKeys = (tx: Tx) =>
  tx
    .selectFrom('staff')
    .leftJoin('keyholders', join => join.onRef('keyholders.id', '=', 'staff.holder').on('keyholders.active', '=', 1))
    .selectAll('staff')
    .select('keyholders.id as key')
    .where('staff.active', '=', 1)

/** The key of somebody who works here, also one that waits. */
export const ownKey = async (tx: Tx, id: StaffId): Promise<string | undefined> =>
  [...(await keyOwners(tx))].find(([, owner]) => owner === id)?.[0]

/** Whose each key is; a key of `tulay keys` is nobody's until it was claimed. */
export const keyOwners = async (tx: Tx): Promise<Map<string, StaffId>> => {
  const rows = await tx.selectFrom('staff').select(['id', 'holder']).where('active', '=', 1).execute()
  return new Map(rows.flatMap(({ id, holder }) => (holder ? [[toId(holder), toId<StaffId>(id)]] : [])))
}

export const giveKey = async (tx: Tx, id: StaffId, holder: string): Promise<void> => {
  await tx
    .updateTable('staff')
    .set({ holder: toBytes(holder) })
    .where('id', '=', toBytes(id))
    .execute()
}

/** What a sign-in is checked with; `undefined`: has none, or left. */
export const credentialsOf = async (tx: Tx, id: StaffId): Promise<Credentials | undefined> => {
  const row = await tx
    .selectFrom('staff')
    .select(['salt', 'verifier', 'totp', 'totp_step'])
    .where('id', '=', toBytes(id))
    .where('active', '=', 1)
    .executeTakeFirst()
  if (!row?.verifier || !row.totp) return undefined
  return { salt: row.salt, verifier: row.verifier, totp: row.totp as Sealed, step: row.totp_step }
}

/** In place of those of before. */
export const setCredentials = async (tx: Tx, id: StaffId, it: Credentials): Promise<void> => {
  const { salt, verifier, totp, step } = it
  await tx.updateTable('staff').set({ salt, verifier, totp, totp_step: step }).where('id', '=', toBytes(id)).execute()
}

/** Ends all by which somebody could come in or be told who has a lost device: sessions, passkeys, linked chats and codes for one. */
export const forgetWaysOf = async (tx: Tx, id: StaffId): Promise<void> => {
  for (const table of ['staff_sessions', 'staff_passkeys', 'staff_chats', 'staff_codes'] as const)
    await tx.deleteFrom(table).where('staff', '=', toBytes(id)).execute()
}

/** Remembers the step of a code. False: it was used already. */
export const useTotpStep = async (tx: Tx, id: StaffId, step: number): Promise<boolean> => {
  const row = tx
    .updateTable('staff')
    .set({ totp_step: step })
    .where('id', '=', toBytes(id))
    .where('totp_step', '<', step)
  return (await row.executeTakeFirstOrThrow()).numUpdatedRows > 0n
}

/** Everybody who ever was here by id, for what they did. */
export const staffNames = async (tx: Tx): Promise<Map<StaffId, string>> => {
  const rows = await tx.selectFrom('staff').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [toId<StaffId>(id), name]))
}

/** Without a `holder` the key stays as it is. */
export const changeStaff = async (
  tx: Tx,
  id: StaffId,
  { role, holder }: { role: Role; holder?: string | undefined },
): Promise<void> => {
  const values = { role, ...(holder === undefined ? {} : { holder: toBytes(holder) }) }
  await tx.updateTable('staff').set(values).where('id', '=', toBytes(id)).execute()
}

/** Stays by name only; nothing that could let somebody in is kept. */
export const retireStaff = async (tx: Tx, id: StaffId): Promise<void> => {
  const nothing = { active: 0, holder: null, verifier: null, totp: null }
  await tx.updateTable('staff').set(nothing).where('id', '=', toBytes(id)).execute()
}

/** `undefined`: as the browser asks. */
export const setStaffLanguage = async (tx: Tx, id: StaffId, lang: string | undefined): Promise<void> => {
  await tx
    .updateTable('staff')
    .set({ lang: lang ?? null })
    .where('id', '=', toBytes(id))
    .execute()
}

type Row = Selectable<Tables['staff']> & { key: Uint8Array | null }

const toStaff = ({ id, name, role, key, demo, lang }: Row): Staff => ({
  id: toId(id),
  name,
  role: role as Role,
  holder: key ? toId(key) : undefined,
  demo: demo === 1,
  ...(lang ? { lang } : {}),
})
