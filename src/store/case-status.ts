/** Where a case stands: its status in clear, and the days on which it was taken up and closed. */
import { sql } from 'kysely'
import type { ConcernId } from '../kit/ids.ts'
import { toBytes } from './ids.ts'
import type { Tx } from './index.ts'

/**
 * Every deed of staff also says that somebody has taken the case up. `outcome` only with `closed`. When the person has written, and
 * when a closed case is opened again, the clock tells of it anew.
 */
export const setStatus = async (
  tx: Tx,
  id: ConcernId,
  it: { status: string; day: string; byStaff: boolean; outcome?: string },
): Promise<void> => {
  const concern = toBytes(id)
  const closed = it.status === 'closed' ? it.day : null
  await tx.updateTable('concerns').set({ status: it.status }).where('id', '=', concern).execute()
  const standing = { closed, outcome: it.outcome ?? null, since: it.day }
  const acknowledged = it.byStaff ? it.day : null
  await tx
    .insertInto('case_work')
    .values({ concern, assignee: null, acknowledged, duplicate_of: null, told: 0, ...standing })
    .onConflict(conflict =>
      conflict.column('concern').doUpdateSet(eb => ({
        ...standing,
        told: it.byStaff ? toldAfter(closed) : 0,
        acknowledged: eb.fn.coalesce('case_work.acknowledged', eb.val(acknowledged)),
      })),
    )
    .execute()
}

const toldAfter = (closed: string | null) =>
  closed === null
    ? sql<number>`case when case_work.closed is null then case_work.told else 0 end`
    : sql<number>`case_work.told`

/** A note is a deed too: the case is taken up, and stands as it stood. */
export const acknowledge = async (tx: Tx, id: ConcernId, day: string): Promise<void> => {
  const row = { concern: toBytes(id), assignee: null, acknowledged: day, closed: null, outcome: null }
  await tx
    .insertInto('case_work')
    .values({ ...row, duplicate_of: null, told: 0 })
    .onConflict(conflict =>
      conflict
        .column('concern')
        .doUpdateSet(eb => ({ acknowledged: eb.fn.coalesce('case_work.acknowledged', eb.val(day)) })),
    )
    .execute()
}

/** The day by which an answer is promised from now on. */
export const setDeadline = async (tx: Tx, id: ConcernId, deadline: string): Promise<void> => {
  await tx.updateTable('concerns').set({ deadline }).where('id', '=', toBytes(id)).execute()
}
