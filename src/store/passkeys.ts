/** By what staff sign in instead of a passphrase and a code. Only public keys stand here. */
import type { Selectable } from 'kysely'
import type { StaffId } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import type { Tables } from './tables.ts'

export type Passkey = {
  /** The credential's, which the authenticator chose. */
  id: Uint8Array
  staff: StaffId
  publicKey: Uint8Array
  counter: number
  transports: string[]
  /** What its holder calls it. */
  name: string
  /** Days, such as `2025-02-14`. */
  since: string
  used: string | null
}

/** False: it is there already. */
export const insertPasskey = async (tx: Tx, { staff, publicKey, transports, ...rest }: Passkey): Promise<boolean> => {
  const row = { ...rest, staff: toBytes(staff), public_key: publicKey, transports: transports.join(',') }
  const done = tx
    .insertInto('staff_passkeys')
    .values(row)
    .onConflict(it => it.column('id').doNothing())
  return Number((await done.executeTakeFirstOrThrow()).numInsertedOrUpdatedRows) > 0
}

/** In the order in which they were made. */
export const passkeysOf = async (tx: Tx, staff: StaffId): Promise<Passkey[]> => {
  const rows = tx.selectFrom('staff_passkeys').selectAll().where('staff', '=', toBytes(staff))
  return (await rows.orderBy('since').orderBy('name').execute()).map(toPasskey)
}

export const passkeyById = async (tx: Tx, id: Uint8Array): Promise<Passkey | undefined> => {
  const row = await tx.selectFrom('staff_passkeys').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPasskey(row)
}

/** Remembers that it signed once more. False: it is gone, or another answer with this counter or a later one came first. */
export const usePasskey = async (tx: Tx, id: Uint8Array, { counter, day }: { counter: number; day: string }) => {
  const row = tx
    .updateTable('staff_passkeys')
    .set({ counter, used: day })
    .where('id', '=', id)
    // One that does not count says 0 each time.
    .where(eb => (counter === 0 ? eb('counter', '=', 0) : eb('counter', '<', counter)))
  return (await row.executeTakeFirstOrThrow()).numUpdatedRows > 0n
}

/** False: this one of the staff has none such. */
export const removePasskey = async (tx: Tx, id: Uint8Array, staff: StaffId): Promise<boolean> => {
  const gone = tx.deleteFrom('staff_passkeys').where('id', '=', id).where('staff', '=', toBytes(staff))
  return (await gone.executeTakeFirstOrThrow()).numDeletedRows > 0n
}

const toPasskey = ({ staff, public_key, transports, ...rest }: Selectable<Tables['staff_passkeys']>): Passkey => ({
  ...rest,
  staff: toId(staff),
  publicKey: public_key,
  transports: transports.split(',').filter(Boolean),
})
