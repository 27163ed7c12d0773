import { openMail, openWay } from '../../privacy/case-keys.ts'
import { type Entry, entriesOf, markSeen } from '../../store/case-entries.ts'
import { sealedConcern } from '../../store/concerns.ts'
import type { Found } from './find-concern.ts'
import { type Commit, longDay } from './verb.ts'

export type Mail = {
  /** A line that names the day. */
  heading: string
  /** As they were written; never read as markup. */
  words: string
  kind: 'reply' | 'question'
}

/**
 * The replies of a case in order, opened in this moment with what the person brought, and seen from now on. The key to the way back
 * is wiped here; `found.key` is the caller's.
 */
export const readMail = async ({ tx, talk, tools }: Commit, { row, under, key }: Found): Promise<Mail[]> => {
  const letters = (await entriesOf(tx, row.id)).filter(it => it.mail)
  const sealed = letters.length > 0 ? await sealedConcern(tx, row.id) : undefined
  const privateKey = sealed && openWay(tools.sodium, row.id, key, sealed.way[under])
  if (!privateKey) return []
  const lang = talk.session?.lang ?? talk.lang ?? 'en'
  const pair = { publicKey: sealed.way.publicKey, privateKey }
  const read = ({ kind, day, mail }: Entry): Mail[] => {
    const words = mail && openMail(tools.sodium, mail, pair)
    if (words === undefined) return []
    const heading = tools.words.text(lang, `notices.mail.${kind}`, { day: longDay(lang, day) })
    return [{ kind: kind as Mail['kind'], heading, words }]
  }
  const mails = letters.flatMap(read)
  privateKey.fill(0)
  await markSeen(tx, row.id, 'person')
  return mails
}
