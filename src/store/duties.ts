/** Who is on duty on which day. */
import type { Staff } from '../domain/staff.ts'
import type { StaffId } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { activeStaff } from './staff.ts'

/** Days of `2025-02-14` with who is on duty then, from one day to another, both included; days without anybody are left out. */
export const dutiesBetween = async (tx: Tx, from: string, to: string): Promise<Map<string, Staff[]>> => {
  const staff = new Map((await activeStaff(tx)).map(it => [it.id, it]))
  const query = tx.selectFrom('duties').selectAll().where('day', '>=', from).where('day', '<=', to).orderBy('day')
  const found = new Map<string, Staff[]>()
  for (const row of await query.execute()) {
    const one = staff.get(toId<StaffId>(row.staff))
    if (one) found.set(row.day, [...(found.get(row.day) ?? []), one])
  }
  for (const people of found.values()) people.sort((a, b) => a.name.localeCompare(b.name))
  return found
}

/** Whether it stood otherwise before. */
export const setDuty = async (tx: Tx, day: string, staff: StaffId, on: boolean): Promise<boolean> => {
  const row = { day, staff: toBytes(staff) }
  if (on) {
    const added = tx
      .insertInto('duties')
      .values(row)
      .onConflict(conflict => conflict.doNothing())
    return ((await added.executeTakeFirstOrThrow()).numInsertedOrUpdatedRows ?? 0n) > 0n
  }
  const gone = tx.deleteFrom('duties').where('day', '=', day).where('staff', '=', row.staff)
  return (await gone.executeTakeFirstOrThrow()).numDeletedRows > 0n
}
