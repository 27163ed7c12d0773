/** Cases that were kept long enough. */
import type { ConcernId } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

/** Until when: a day, and for those without a day of their own the last week that was over then. */
export type Bound = { day: string; week: string }

/** Those of a status that stand so since a day, or since before it. */
export const dueForErasure = async (tx: Tx, status: string, until: Bound, limit: number): Promise<ConcernId[]> =>
  (await due(tx, status, until).select('concerns.id').limit(limit).execute()).map(({ id }) => toId(id))

export const countDueForErasure = async (tx: Tx, status: string, until: Bound): Promise<number> => {
  const { n } = await due(tx, status, until)
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Day of the last change of status; `undefined`: none since it was filed. */
export const standsSince = async (tx: Tx, id: ConcernId): Promise<string | undefined> => {
  const row = tx.selectFrom('case_work').select(['since', 'closed']).where('concern', '=', toBytes(id))
  const found = await row.executeTakeFirst()
  return found?.since ?? found?.closed ?? undefined
}

const due = (tx: Tx, status: string, until: Bound) =>
  tx
    .selectFrom('concerns')
    .leftJoin('case_work', 'case_work.concern', 'concerns.id')
    .where('concerns.status', '=', status)
    .where(eb => {
      const day = eb.fn.coalesce('case_work.since', 'case_work.closed')
      return eb.or([eb(day, '<=', until.day), eb.and([eb(day, 'is', null), eb('concerns.week', '<=', until.week)])])
    })
