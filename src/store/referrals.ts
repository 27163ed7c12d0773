/** That a desk was named to the person, whether they were asked if it helped, and what they said. Which desk is sealed in the entry. */
import type { ConcernId } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

/** How a desk turned out, in the person's answer. */
export const HELPED = ['yes', 'not_yet', 'unreached', 'no'] as const
export type Helped = (typeof HELPED)[number]

/** `due`: a week is over, and who wanted to be told was told. `asked`: the question was shown. */
const ASKED = { due: 1, asked: 2 }

/** `number`: of the entry with the sealed words. */
export const addReferral = async (tx: Tx, concern: ConcernId, it: { number: number; day: string }): Promise<void> => {
  await tx
    .insertInto('referrals')
    .values({ concern: toBytes(concern), ...it, asked: 0, helped: null })
    .execute()
}

/** Cases with a desk that was named on `day` or before and was never asked about; marks them as due. */
export const takeDueReferrals = async (tx: Tx, day: string, limit: number): Promise<ConcernId[]> => {
  const rows = await tx
    .selectFrom('referrals')
    .select(['concern', 'number'])
    .where('asked', '=', 0)
    .where('day', '<=', day)
    .orderBy('day')
    .limit(limit)
    .execute()
  for (const { concern, number } of rows)
    await tx
      .updateTable('referrals')
      .set({ asked: ASKED.due })
      .where('concern', '=', concern)
      .where('number', '=', number)
      .execute()
  return [...new Set(rows.map(({ concern }) => toId<ConcernId>(concern)))]
}

/**
 * The first desk of the case to ask about now, named on `day` or before: one that the question was never shown for, or `again`,
 * for which it is shown once more in the same conversation.
 */
export const referralToAsk = async (
  tx: Tx,
  concern: ConcernId,
  { day, again }: { day: string; again: number },
): Promise<number | undefined> => {
  const row = await tx
    .selectFrom('referrals')
    .select('number')
    .where('concern', '=', toBytes(concern))
    .where('day', '<=', day)
    .where('helped', 'is', null)
    .where(eb => eb.or([eb('asked', '<', ASKED.asked), eb('number', '=', again)]))
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
  return row?.number
}

/** The question is shown now. */
export const markAsked = async (tx: Tx, concern: ConcernId, number: number): Promise<void> => {
  await tx
    .updateTable('referrals')
    .set({ asked: ASKED.asked })
    .where('concern', '=', toBytes(concern))
    .where('number', '=', number)
    .execute()
}

/** Returns whether there was such a question without an answer. */
export const answerReferral = async (tx: Tx, concern: ConcernId, number: number, helped: Helped): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('referrals')
    .set({ helped, asked: ASKED.asked })
    .where('concern', '=', toBytes(concern))
    .where('number', '=', number)
    .where('helped', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}
