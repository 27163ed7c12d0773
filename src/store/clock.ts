/** How far the clock has told of what waits. The marks stand with the case, so a restart repeats nothing and forgets nothing. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ConcernId, StaffId } from '../kit/ids.ts'
import { URGENCIES, type Urgency } from './concerns.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { TOLD, UNTAKEN } from './queue.ts'

/** Cases of one kind of promise whose deadline is up to a day: emergencies or all others, of these categories or of all but these. */
export type Reach = { emergency: boolean; categories: readonly string[]; except: boolean; until: string }

/** `half`: half of the time is used, `untaken`: nobody has taken it up in time, `everybody`: it is due. Else the day of a late one. */
export type Mark = 'half' | 'untaken' | 'everybody' | { late: number }

/** What staff may be told of a case: coded fields, and whose it is. */
export type ToldCase = {
  id: ConcernId
  category: string
  area: string | null
  urgency: Urgency
  week: string
  deadline: string
  assignee: StaffId | undefined
}

/** What is told of at once in one transaction: others wait for no more than that. */
export const PORTION = 1000

/**
 * Marks a portion of the open cases within reach that are not told of so far. Answered ones have kept their promise.
 * @param half what has used half of its time: told of as untaken, it is not told of as that on the same day.
 * @returns them; fewer than `PORTION` were all.
 */
export const tellOf = async (
  tx: Tx,
  mark: Mark,
  reach: readonly Reach[],
  half: readonly Reach[] = [],
): Promise<ToldCase[]> => {
  if (reach.length === 0) return []
  const { rows } = await sql<{ concern: Uint8Array }>`
    insert into case_work (concern, told)
    select concerns.id, ${after(mark, half)}
    from concerns left join case_work on case_work.concern = concerns.id
    where concerns.status <> 'closed' and concerns.status <> 'answered' and concerns.status <> 'words' and ${anyOf(reach)} and ${isNew(mark)}
    limit ${PORTION}
    on conflict (concern) do update set told = excluded.told
    returning concern`.execute(tx)
  return casesOf(
    tx,
    rows.map(({ concern }) => toId(concern)),
  )
}

/** In the order of the queue; what is gone is left out. */
export const casesOf = async (tx: Tx, ids: readonly ConcernId[]): Promise<ToldCase[]> => {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('concerns')
    .leftJoin('case_work', 'case_work.concern', 'concerns.id')
    .select(['id', 'category', 'area', 'urgency', 'week', 'deadline', 'assignee'])
    .where('id', 'in', ids.map(toBytes))
    .orderBy('urgency')
    .orderBy('deadline')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    ...row,
    id: toId<ConcernId>(row.id),
    urgency: URGENCIES[row.urgency] ?? 'routine',
    assignee: row.assignee ? toId<StaffId>(row.assignee) : undefined,
  }))
}

const NOW = sql<number>`coalesce(case_work.told, 0)`

const after = (mark: Mark, half: readonly Reach[]): RawBuilder<number> => {
  if (mark === 'everybody' || typeof mark === 'object') return sql`${levelOf(mark)}`
  const both = half.length === 0 ? sql`0` : sql`case when ${anyOf(half)} then ${TOLD.half} else 0 end`
  return sql`(${NOW} | ${levelOf(mark)} | ${both})`
}

/** Half and untaken are told of in either order; what is due is told of as that only. */
const isNew = (mark: Mark): RawBuilder<SqlBool> => {
  if (typeof mark === 'object' || mark === 'everybody') return sql`${NOW} < ${levelOf(mark)}`
  const open = sql<SqlBool>`${NOW} < ${TOLD.everybody} and (${NOW} & ${levelOf(mark)}) = 0`
  return mark === 'untaken' ? sql<SqlBool>`${open} and ${UNTAKEN}` : open
}

const levelOf = (mark: Mark): number =>
  typeof mark === 'object' ? Math.max(mark.late, TOLD.everybody + 1) : TOLD[mark]

const anyOf = (reach: readonly Reach[]): RawBuilder<SqlBool> => sql`(${sql.join(reach.map(within), sql` or `)})`

const within = ({ emergency, categories, except, until }: Reach): RawBuilder<SqlBool> => {
  const urgency = emergency ? sql`concerns.urgency = 0` : sql`concerns.urgency > 0`
  const all = except && categories.length === 0
  const list = sql.join(categories)
  const those = all
    ? sql``
    : except
      ? sql` and concerns.category not in (${list})`
      : sql` and concerns.category in (${list})`
  return sql<SqlBool>`(${urgency} and concerns.deadline <= ${until}${those})`
}
