/** How often somebody tried a receipt in an hour. */
import type { Tx } from './index.ts'

const HOUR = 3_600_000

/** Counts one try. Returns how many there were in this hour, this one included. */
export const countTry = async (tx: Tx, key: Uint8Array, hour: number): Promise<number> => {
  const { n } = await tx
    .insertInto('tries')
    .values({ key, hour, n: 1 })
    .onConflict(conflict => conflict.columns(['key', 'hour']).doUpdateSet(eb => ({ n: eb('tries.n', '+', 1) })))
    .returning('n')
    .executeTakeFirstOrThrow()
  return n
}

/** How many there were in this hour. */
export const triesOf = async (tx: Tx, key: Uint8Array, hour: number): Promise<number> => {
  const row = await tx
    .selectFrom('tries')
    .select('n')
    .where('key', '=', key)
    .where('hour', '=', hour)
    .executeTakeFirst()
  return row?.n ?? 0
}

/** Forgets hours before one, those of staff too. Returns how many rows. */
export const pruneTries = async (tx: Tx, beforeHour: number): Promise<number> => {
  const hours = await tx.deleteFrom('tries').where('hour', '<', beforeHour).executeTakeFirstOrThrow()
  const staff = await tx
    .deleteFrom('staff_tries')
    .where('at', '<', beforeHour * HOUR)
    .executeTakeFirstOrThrow()
  return Number(hours.numDeletedRows + staff.numDeletedRows)
}
