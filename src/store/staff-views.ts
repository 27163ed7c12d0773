/** Filters of the queue that somebody keeps under a name. */
import type { StaffId } from '../kit/ids.ts'
import { toBytes } from './ids.ts'
import type { Tx } from './index.ts'

/** `ask`: as it stands in the queue's address. */
export type StaffView = { name: string; ask: string }

export const viewsOf = (tx: Tx, staff: StaffId): Promise<StaffView[]> =>
  tx.selectFrom('staff_views').select(['name', 'ask']).where('staff', '=', toBytes(staff)).orderBy('name').execute()

/** In place of what had that name. */
export const saveView = async (tx: Tx, staff: StaffId, { name, ask }: StaffView): Promise<void> => {
  await tx
    .insertInto('staff_views')
    .values({ staff: toBytes(staff), name, ask })
    .onConflict(conflict => conflict.columns(['staff', 'name']).doUpdateSet({ ask }))
    .execute()
}

export const removeView = async (tx: Tx, staff: StaffId, name: string): Promise<void> => {
  await tx.deleteFrom('staff_views').where('staff', '=', toBytes(staff)).where('name', '=', name).execute()
}
