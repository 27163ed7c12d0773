/** The queue as staff look through it: coded fields, whose case it is and what is due; never a word of content. */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { ConcernId, StaffId } from '../kit/ids.ts'
import { type ConcernRow, URGENCIES, type Urgency, WORDS } from './concerns.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import type { Tables } from './tables.ts'

/**
 * What is due. `untaken`: nobody has taken it up in time, `half`: half of the time is used up (both as the clock marked it), `today`:
 * the promised day is today, `overdue`: it is past, `due`: the clock has told everybody.
 */
export const DUES = ['untaken', 'half', 'due', 'today', 'overdue'] as const
export type Due = (typeof DUES)[number]

/** All that are given must hold. */
export type QueueFilter = {
  /** Any of these. */
  categories?: readonly string[]
  /** ISO 3166-2, or a country with all its areas. */
  area?: string
  urgency?: Urgency
  status?: string
  /** Whose it is. */
  assignee?: StaffId | 'nobody'
  due?: Due
  /** Came in in this week or before it. */
  upToWeek?: string
  /** Called urgent for everybody. */
  escalated?: boolean
  /** Closed ones too. */
  closed?: boolean
}

export type QueueItem = ConcernRow & { assignee: StaffId | undefined; escalated: boolean }

/**
 * Marks of the clock in `case_work.told`. The first two are bits; above all stands the day, counted from 1970, on which it last
 * told of a late one.
 */
export const TOLD = { half: 1, untaken: 2, everybody: 4 } as const

/** Nobody's, and nobody has done anything since the person last wrote. */
export const UNTAKEN = sql<SqlBool>`(case_work.assignee is null and (case_work.acknowledged is null or concerns.status in ('written', 'reopened')))`

/** Marked, and not yet told to everybody. */
const marked = (mark: 'half' | 'untaken') =>
  sql<SqlBool>`(case_work.told < ${TOLD.everybody} and (case_work.told & ${TOLD[mark]}) <> 0)`

/** One page: the most urgent first, then by deadline, then by id. `today`: the day that deadlines are held against. */
export const queuePage = async (
  tx: Tx,
  it: { filter: QueueFilter; today: string; limit: number; offset: number },
): Promise<QueueItem[]> => {
  const rows = await matching(tx, it.filter, it.today)
    .selectAll('concerns')
    .select(['case_work.assignee', 'case_work.escalated'])
    .orderBy('concerns.urgency')
    .orderBy('concerns.deadline')
    .orderBy('concerns.id')
    .limit(it.limit)
    .offset(it.offset)
    .execute()
  return rows.map(({ assignee, escalated, ...row }) => ({
    ...row,
    id: toId<ConcernId>(row.id),
    urgency: URGENCIES[row.urgency] ?? 'routine',
    demo: row.demo === 1,
    assignee: assignee ? toId<StaffId>(assignee) : undefined,
    escalated: escalated !== null,
  }))
}

/** How many there are of what a filter asks for. */
export const countMatching = async (tx: Tx, filter: QueueFilter, today: string): Promise<number> => {
  const { n } = await matching(tx, filter, today)
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

export type QueueCounts = {
  open: number
  unclaimed: number
  dueToday: number
  overdue: number
  escalated: number
  mine: number
  /** What the clock has told of: of mine or nobody's the half, what nobody took up, everybody's due, the administrators' late ones. */
  told: { mine: number; nobodys: number; untaken: number; everybody: number; late: number }
}

/** What stands at the top of the queue, for one of the staff, in one pass over what is open. */
export const countQueueFor = async (tx: Tx, me: StaffId, today: string): Promise<QueueCounts> => {
  const { rows } = await sql<Record<keyof Omit<QueueCounts, 'told'> | keyof QueueCounts['told'], number | null>>`
    select
      count(*) as open,
      sum(case_work.assignee is null) as unclaimed,
      sum(case_work.escalated is not null) as escalated,
      sum(case_work.assignee = ${toBytes(me)}) as mine,
      sum(concerns.deadline = ${today} and concerns.status <> 'answered') as "dueToday",
      sum(concerns.deadline < ${today} and concerns.status <> 'answered') as overdue,
      sum(${marked('half')} and concerns.status <> 'answered' and case_work.assignee = ${toBytes(me)}) as told_mine,
      sum(${marked('half')} and concerns.status <> 'answered' and case_work.assignee is null) as nobodys,
      sum(${marked('untaken')} and ${UNTAKEN} and concerns.status <> 'answered') as untaken,
      sum(case_work.told >= ${TOLD.everybody} and concerns.status <> 'answered') as everybody,
      sum(case_work.told > ${TOLD.everybody} and concerns.status <> 'answered') as late
    from concerns left join case_work on case_work.concern = concerns.id
    where ${OPEN}`.execute(tx)
  const row = rows[0] as Record<string, number | null> | undefined
  const n = (name: string): number => Number(row?.[name] ?? 0)
  return {
    open: n('open'),
    unclaimed: n('unclaimed'),
    dueToday: n('dueToday'),
    overdue: n('overdue'),
    escalated: n('escalated'),
    mine: n('mine'),
    told: {
      mine: n('told_mine'),
      nobodys: n('nobodys'),
      untaken: n('untaken'),
      everybody: n('everybody'),
      late: n('late'),
    },
  }
}

/** Open ones of the same category and area that are no duplicates themselves, the newest first. */
export const alikeTo = async (
  tx: Tx,
  { id, category, area }: Pick<ConcernRow, 'id' | 'category' | 'area'>,
  limit: number,
): Promise<ConcernId[]> => {
  const rows = await tx
    .selectFrom('concerns')
    .leftJoin('case_work', 'case_work.concern', 'concerns.id')
    .select('concerns.id')
    .where(OPEN)
    .where('concerns.category', '=', category)
    .where('concerns.area', area === null ? 'is' : '=', area)
    .where('case_work.duplicate_of', 'is', null)
    .where('concerns.id', '<>', toBytes(id))
    .orderBy('concerns.week', 'desc')
    .orderBy('concerns.id')
    .limit(limit)
    .execute()
  return rows.map(row => toId(row.id))
}

/** Codes of the areas that open concerns are in. */
export const areasInQueue = async (tx: Tx): Promise<string[]> => {
  const rows = await tx.selectFrom('concerns').select('area').distinct().where(OPEN).orderBy('area').execute()
  return rows.flatMap(({ area }) => area ?? [])
}

/** Its first half is word for word the condition of the queue's index; as a parameter it would not be seen. */
const OPEN = sql<SqlBool>`concerns.status <> 'closed' and concerns.status <> 'words'`

type Both = ExpressionBuilder<Tables, 'concerns' | 'case_work'>
type Condition = Expression<SqlBool>

const matching = (tx: Tx, filter: QueueFilter, today: string) =>
  tx
    .selectFrom('concerns')
    .leftJoin('case_work', 'case_work.concern', 'concerns.id')
    // The join makes columns of the second table null where it has no row; a condition on them does not hold then, which is meant.
    .where(eb => eb.and(conditions(eb as unknown as Both, filter, today)))

const conditions = (it: Both, filter: QueueFilter, today: string): Condition[] => [
  filter.closed ? it('concerns.status', '<>', WORDS) : OPEN,
  ...(filter.categories ? [it('concerns.category', 'in', filter.categories)] : []),
  ...(filter.area ? [inArea(it, filter.area)] : []),
  ...(filter.urgency ? [it('concerns.urgency', '=', URGENCIES.indexOf(filter.urgency))] : []),
  ...(filter.status ? [it('concerns.status', '=', filter.status)] : []),
  ...(filter.upToWeek ? [it('concerns.week', '<=', filter.upToWeek)] : []),
  ...(filter.escalated ? [it('case_work.escalated', 'is not', null)] : []),
  ...(filter.assignee ? [belongs(it, filter.assignee)] : []),
  ...(filter.due ? [it('concerns.status', 'not in', ['answered', 'closed']), dues[filter.due](it, today)] : []),
]

/** A country stands for its areas too: `JP` for `JP` and `JP-11`. */
const inArea = (it: Both, area: string): Condition =>
  it.or([
    it('concerns.area', '=', area),
    // Behind '-' comes '.': all that begins so, by comparison and without a pattern.
    it.and([it('concerns.area', '>=', `${area}-`), it('concerns.area', '<', `${area}.`)]),
  ])

const belongs = (it: Both, assignee: StaffId | 'nobody'): Condition =>
  assignee === 'nobody' ? it('case_work.assignee', 'is', null) : it('case_work.assignee', '=', toBytes(assignee))

const dues: Record<Due, (it: Both, today: string) => Condition> = {
  untaken: () => sql<SqlBool>`(${marked('untaken')} and ${UNTAKEN})`,
  half: () => marked('half'),
  due: it => it('case_work.told', '>=', TOLD.everybody),
  today: (it, today) => it('concerns.deadline', '=', today),
  overdue: (it, today) => it('concerns.deadline', '<', today),
}
