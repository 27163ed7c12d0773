/** How long cases are kept, as administrators have set it. */
import type { Tx } from './index.ts'

export const loadRetention = async (tx: Tx): Promise<Map<string, number>> => {
  const rows = await tx.selectFrom('retention').selectAll().execute()
  return new Map(rows.map(({ status, days }) => [status, days]))
}

export const saveRetention = async (tx: Tx, status: string, days: number): Promise<void> => {
  await tx
    .insertInto('retention')
    .values({ status, days })
    .onConflict(conflict => conflict.column('status').doUpdateSet({ days }))
    .execute()
}
