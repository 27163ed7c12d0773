/** How far the clock has told of what waits. The marks stand with the case, so a restart repeats nothing and forgets nothing. */
import { type SqlBool, sql } from 'kysely'
import type { Tx } from './index.ts'
import { TOLD } from './queue.ts'

/** What falls due by deadlines up to a day, both for cases that have only hours and for the others. */
export type Reach = { hours: string; days: string }

/** Cases whose deadline the clock has reached, and how far they are told of then. */
export type Telling = { told: number; reach: Reach }

/** What is told of at once in one transaction: others wait for no more than that. */
const PORTION = 1000

/**
 * Marks a portion of the open cases within reach that are not told of so far. Answered ones have kept their promise.
 * @returns how many; fewer than `PORTION` were all.
 */
export const tellOf = async (tx: Tx, { told, reach }: Telling): Promise<{ count: number; more: boolean }> => {
  const { rows } = await sql<{ concern: Uint8Array }>`
    insert into case_work (concern, assignee, acknowledged, closed, outcome, duplicate_of, told)
    select c.id, null, null, null, null, null, ${told}
    from concerns c left join case_work w on w.concern = c.id
    where c.status <> 'closed' and c.status <> 'answered' and ${within(reach)} and coalesce(w.told, 0) < ${told}
    limit ${PORTION}
    on conflict (concern) do update set told = excluded.told
    returning concern`.execute(tx)
  return { count: rows.length, more: rows.length === PORTION }
}

/** Emergencies come first in the order of urgencies, and are promised within hours. */
const within = ({ hours, days }: Reach) =>
  sql<SqlBool>`((c.urgency = 0 and c.deadline <= ${hours}) or (c.urgency > 0 and c.deadline <= ${days}))`

/** The mark of a late one, told of on a day counted from 1970. */
export const lateMark = (day: number): number => Math.max(day, TOLD.everybody + 1)
