/** How long cases may wait, as administrators have set it. */
import type { Patience, Promises } from '../domain/deadlines.ts'
import type { Tx } from './index.ts'

export const loadPromises = async (tx: Tx): Promise<Promises> => {
  const rows = await tx.selectFrom('deadlines').selectAll().execute()
  return new Map(rows.map(({ category, acknowledge, answer }) => [category, { acknowledge, answer }]))
}

/** In place of what was set for that category. */
export const savePromise = async (tx: Tx, category: string, patience: Patience): Promise<void> => {
  const { acknowledge, answer } = patience
  await tx
    .insertInto('deadlines')
    .values({ category, acknowledge, answer })
    .onConflict(conflict => conflict.column('category').doUpdateSet({ acknowledge, answer }))
    .execute()
}

/** Whether there was one. */
export const removePromise = async (tx: Tx, category: string): Promise<boolean> => {
  const gone = await tx.deleteFrom('deadlines').where('category', '=', category).executeTakeFirstOrThrow()
  return gone.numDeletedRows > 0n
}
