/** What the group asks of authorities, in its own words. */
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

/** `active`: can be chosen; otherwise it stays by name with the cases that have it. */
export type Demand = { id: string; text: string; active: boolean }

export const allDemands = async (tx: Tx): Promise<Demand[]> => {
  const rows = await tx.selectFrom('demands').selectAll().orderBy('text').execute()
  return rows.map(({ id, text, active }) => ({ id: toId(id), text, active: active === 1 }))
}

/** Adds it, or writes it anew under its id. */
export const saveDemand = async (tx: Tx, { id, text, active }: Demand): Promise<void> => {
  const values = { text, active: Number(active) }
  await tx
    .insertInto('demands')
    .values({ id: toBytes(id), ...values })
    .onConflict(conflict => conflict.column('id').doUpdateSet(values))
    .execute()
}
