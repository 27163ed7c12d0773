/** Words of a person who said yes to exactly these words standing in clear. They go with the case when it is erased. */
import type { ConcernId, Lang } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

export type Quote = {
  id: string
  category: string
  /** ISO 3166-2 or country. */
  area: string | null
  lang: Lang
  text: string
  /** Of the yes, `2025-02-14`. */
  day: string
}

export const addQuote = async (tx: Tx, concern: ConcernId, { id, ...quote }: Quote): Promise<void> => {
  await tx
    .insertInto('quotes')
    .values({ id: toBytes(id), concern: toBytes(concern), ...quote })
    .execute()
}

export const hasQuotes = async (tx: Tx, concern: ConcernId): Promise<boolean> =>
  (await tx.selectFrom('quotes').select('id').where('concern', '=', toBytes(concern)).executeTakeFirst()) !== undefined

/** The person takes their words back. */
export const removeQuotesOf = async (tx: Tx, concern: ConcernId): Promise<void> => {
  await tx.deleteFrom('quotes').where('concern', '=', toBytes(concern)).execute()
}

/** The newest first; which case they come from is nobody's business who reads them. */
export const quotesAfter = async (tx: Tx, { limit, offset }: { limit: number; offset: number }): Promise<Quote[]> => {
  const rows = await tx
    .selectFrom('quotes')
    .select(['id', 'category', 'area', 'lang', 'text', 'day'])
    .orderBy('day', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(({ id, ...row }) => ({ ...row, id: toId(id) }))
}
