/** How often somebody tried to sign in. A key is 3 bytes of a keyed hash, so that it fits many names and many addresses. */
import type { Instant } from '../kit/ids.ts'
import type { Tx } from './index.ts'

/** `until`: before then the next try is not looked at; 0: it may be. */
export type StaffTry = { key: Uint8Array; n: number; at: Instant; until: Instant }

export const staffTries = (tx: Tx, keys: Uint8Array[]): Promise<StaffTry[]> =>
  tx.selectFrom('staff_tries').selectAll().where('key', 'in', keys).execute()

export const saveStaffTry = async (tx: Tx, row: StaffTry): Promise<void> => {
  const { key, ...rest } = row
  await tx
    .insertInto('staff_tries')
    .values(row)
    .onConflict(it => it.column('key').doUpdateSet({ ...rest }))
    .execute()
}

export const dropStaffTry = async (tx: Tx, key: Uint8Array): Promise<void> => {
  await tx.deleteFrom('staff_tries').where('key', '=', key).execute()
}

/** Those of longest ago go first. */
export const keepNewestTries = async (tx: Tx, most: number): Promise<void> => {
  const { rows } = await tx
    .selectFrom('staff_tries')
    .select(it => it.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  if (rows <= most) return
  const oldest = tx
    .selectFrom('staff_tries')
    .select('key')
    .orderBy('at')
    .limit(rows - most)
  await tx.deleteFrom('staff_tries').where('key', 'in', oldest).execute()
}
