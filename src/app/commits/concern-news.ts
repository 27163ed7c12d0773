import { isKept } from '../../domain/cases.ts'
import { dayIn, mondayOf } from '../../domain/deadlines.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { Message } from '../../kit/message.ts'
import { eraseConcern } from '../../store/concerns.ts'
import { removeNoticeOfConcern } from '../../store/notices.ts'
import { count } from '../../store/tallies.ts'
import { findConcern } from './find-concern.ts'
import { type Mail, readMail } from './read-mail.ts'
import { type Commit, longDay, type Verb } from './verb.ts'

const DAY = 24 * 3_600_000

/**
 * Status and promised day, and what staff wrote, for whoever holds the button or the receipt.
 * @returns `late` instead of `found` when the promised day is over where the person is: a flow can say what else they can do now.
 */
export const readNews: Verb = async commit => {
  const found = await findConcern(commit)
  if (typeof found === 'string') return { outcome: found }
  const { row, key } = found
  const { talk, tools, now, harvest } = commit
  const lang = talk.session?.lang ?? talk.lang ?? 'en'
  const mails = await readMail(commit, found)
  key.fill(0)
  // Said from here: as a value for the texts it would stay in the conversation until that ends.
  harvest.messages.push(...mails.flatMap(mail => lettersOf(lang, mail)))
  const late = row.deadline < dayIn(zoneOf(row.area), now) && !isKept(row.status)
  const asked = row.status === 'waiting' && mails.at(-1)?.kind === 'question'
  const status = tools.words.text(lang, `notices.status.${asked ? 'asked' : late ? 'overdue' : row.status}`)
  return {
    outcome: late ? 'late' : 'found',
    values: { status, day: longDay(lang, row.deadline), week: longDay(lang, mondayOf(row.week)) },
  }
}

/** Characters, each at most two for a messenger that takes 4,096: no letter may be refused as too long. */
const LONGEST = 1900
const PIECES = new RegExp(`.{1,${LONGEST}}`, 'gsu')

const lettersOf = (lang: string, { heading, words }: Mail): Message[] =>
  (words.match(PIECES) ?? []).map((piece, at) => ({
    lang,
    text: at === 0 ? [{ strong: heading }, '\n', piece] : [piece],
    choices: [],
    verbs: [],
    personal: true,
  }))

/** Erases the report for good: the shred half first, so that no backup of the database can open it again. */
export const withdraw: Verb = async commit => {
  const found = await findConcern(commit)
  if (typeof found === 'string') return { outcome: found }
  const { row, key } = found
  key.fill(0)
  await erase(commit, row.id)
  return { outcome: 'ok' }
}

const erase = async ({ tx, now, tools, erased }: Commit, id: (typeof erased)[number]): Promise<void> => {
  erased.push(id)
  tools.erased()
  tools.changed()
  await removeNoticeOfConcern(tx, id)
  await eraseConcern(tx, id)
  const today = new Date(now - (now % DAY)).toISOString().slice(0, 10)
  await count(tx, today, new Map([['concern.withdrawn', 1]]))
}
