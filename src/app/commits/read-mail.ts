import { type Letter, openMail, openWay } from '../../privacy/case-keys.ts'
import { type Entry, entriesOf, markSeen } from '../../store/case-entries.ts'
import { sealedConcern } from '../../store/concerns.ts'
import type { Found } from './find-concern.ts'
import type { Commit } from './verb.ts'

/** What staff wrote to the person: the entry that stands in clear, and the words, opened in this moment. */
export type Mail = { entry: Entry; letter: Letter }

/**
 * All entries of a case, and the letters among them in order, opened with what the person brought, and seen from now on. The key to
 * the way back is wiped here; `found.key` is the caller's.
 */
export const readMail = async (
  { tx, tools }: Commit,
  { row, under, key }: Found,
): Promise<{ entries: Entry[]; mails: Mail[] }> => {
  const entries = await entriesOf(tx, row.id)
  const sealed = entries.some(it => it.mail) ? await sealedConcern(tx, row.id) : undefined
  const privateKey = sealed && openWay(tools.sodium, row.id, key, sealed.way[under])
  if (!privateKey) return { entries, mails: [] }
  const pair = { publicKey: sealed.way.publicKey, privateKey }
  const mails = entries.flatMap((entry): Mail[] => {
    const letter = entry.mail && openMail(tools.sodium, entry.mail, pair)
    return letter ? [{ entry, letter }] : []
  })
  privateKey.fill(0)
  await markSeen(tx, row.id, 'person')
  return { entries, mails }
}
