/** What staff add to a case in codes: of which one it is a duplicate, whether it is everybody's, its objectives and its demand. */
import type { ConcernId } from '../kit/ids.ts'
import { URGENCIES, type Urgency } from './concerns.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

export type CaseCodes = {
  duplicateOf: ConcernId | undefined
  /** Day on which it was called urgent for everybody. */
  escalated: string | undefined
  /** Numbers of the objectives of the Global Compact; `undefined`: nobody chose yet, empty: none fits. */
  objectives: number[] | undefined
  /** `demands.id` */
  demand: string | undefined
}

export const caseCodes = async (tx: Tx, id: ConcernId): Promise<CaseCodes> => {
  const row = await tx
    .selectFrom('case_work')
    .select(['duplicate_of', 'escalated', 'objectives', 'demand'])
    .where('concern', '=', toBytes(id))
    .executeTakeFirst()
  return {
    duplicateOf: row?.duplicate_of ? toId(row.duplicate_of) : undefined,
    escalated: row?.escalated ?? undefined,
    objectives: row?.objectives?.split(' ').filter(Boolean).map(Number),
    demand: row?.demand ? toId(row.demand) : undefined,
  }
}

/** Sets those that are given; null takes one away. */
export const setCaseCodes = async (
  tx: Tx,
  id: ConcernId,
  codes: {
    duplicateOf?: ConcernId | null
    escalated?: string | null
    objectives?: number[] | null
    demand?: string | null
  },
): Promise<void> => {
  const bytes = (it: string | null) => (it === null ? null : toBytes(it))
  const values = {
    ...(codes.duplicateOf === undefined ? {} : { duplicate_of: bytes(codes.duplicateOf) }),
    ...(codes.escalated === undefined ? {} : { escalated: codes.escalated }),
    ...(codes.objectives === undefined ? {} : { objectives: codes.objectives?.join(' ') ?? null }),
    ...(codes.demand === undefined ? {} : { demand: bytes(codes.demand) }),
  }
  await tx
    .insertInto('case_work')
    .values({ concern: toBytes(id), told: 0, ...values })
    .onConflict(conflict => conflict.column('concern').doUpdateSet(values))
    .execute()
}

/** Cases that are marked as duplicates of this one. */
export const duplicatesOf = async (tx: Tx, id: ConcernId): Promise<ConcernId[]> => {
  const query = tx.selectFrom('case_work').select('concern').where('duplicate_of', '=', toBytes(id)).orderBy('concern')
  return (await query.execute()).map(({ concern }) => toId(concern))
}

/** An erased case is named by no other. */
export const clearDuplicatesOf = async (tx: Tx, id: ConcernId): Promise<void> => {
  const nothing = { duplicate_of: null }
  await tx.updateTable('case_work').set(nothing).where('duplicate_of', '=', toBytes(id)).execute()
}

export const setCategory = async (tx: Tx, id: ConcernId, category: string): Promise<void> => {
  await tx.updateTable('concerns').set({ category }).where('id', '=', toBytes(id)).execute()
}

export const setUrgency = async (tx: Tx, id: ConcernId, urgency: Urgency): Promise<void> => {
  await tx
    .updateTable('concerns')
    .set({ urgency: URGENCIES.indexOf(urgency) })
    .where('id', '=', toBytes(id))
    .execute()
}

/** The more urgent of two. */
export const moreUrgent = (a: Urgency, b: Urgency): Urgency => (URGENCIES.indexOf(a) <= URGENCIES.indexOf(b) ? a : b)
