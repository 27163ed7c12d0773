/** Replies that staff keep ready: one title, a text for each language that has one. No word of a migrant. */
import type { Lang } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'

export type CannedReply = { id: string; title: string; texts: Record<Lang, string> }

export const cannedReplies = async (tx: Tx): Promise<CannedReply[]> => {
  const rows = await tx
    .selectFrom('canned_replies')
    .selectAll()
    .orderBy('title')
    .orderBy('id')
    .orderBy('lang')
    .execute()
  const replies = new Map<string, CannedReply>()
  for (const { id, lang, title, text } of rows) {
    const reply = replies.get(toId(id)) ?? { id: toId(id), title, texts: {} }
    reply.texts[lang] = text
    replies.set(reply.id, reply)
  }
  return [...replies.values()]
}

/** Puts it in the place of the one with the same id. Without any text nothing is left of it. */
export const saveCannedReply = async (tx: Tx, { id, title, texts }: CannedReply): Promise<void> => {
  await removeCannedReply(tx, id)
  const rows = Object.entries(texts).map(([lang, text]) => ({ id: toBytes(id), lang, title, text }))
  if (rows.length > 0) await tx.insertInto('canned_replies').values(rows).execute()
}

export const removeCannedReply = async (tx: Tx, id: string): Promise<void> => {
  await tx.deleteFrom('canned_replies').where('id', '=', toBytes(id)).execute()
}
