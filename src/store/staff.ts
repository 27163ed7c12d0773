/** Those who work with the console. */
import type { Selectable } from 'kysely'
import type { Role, Staff } from '../domain/staff.ts'
import type { StaffId } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import type { Tables } from './tables.ts'

export const insertStaff = async (tx: Tx, staff: Staff & { salt: Uint8Array }): Promise<void> => {
  const { id, name, role, holder, salt, demo } = staff
  await tx
    .insertInto('staff')
    .values({
      id: toBytes(id),
      name,
      role,
      holder: holder === undefined ? null : toBytes(holder),
      salt,
      verifier: null,
      totp: null,
      totp_step: 0,
      active: 1,
      demo: Number(demo),
    })
    .execute()
}

/** Everybody who may work here now, in the order of their names. */
export const activeStaff = async (tx: Tx): Promise<Staff[]> => {
  const rows = await tx.selectFrom('staff').selectAll().where('active', '=', 1).orderBy('name').execute()
  return rows.map(toStaff)
}

export const staffById = async (tx: Tx, id: StaffId): Promise<Staff | undefined> => {
  const row = await tx
    .selectFrom('staff')
    .selectAll()
    .where('id', '=', toBytes(id))
    .where('active', '=', 1)
    .executeTakeFirst()
  return row && toStaff(row)
}

const toStaff = ({ id, name, role, holder, demo }: Selectable<Tables['staff']>): Staff => ({
  id: toId(id),
  name,
  role: role as Role,
  holder: holder ? toId(holder) : undefined,
  demo: demo === 1,
})
