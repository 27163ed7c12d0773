import { isKept } from '../../domain/cases.ts'
import { dayIn, mondayOf } from '../../domain/deadlines.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { Values } from '../../engine/types.ts'
import type { Entry } from '../../store/case-entries.ts'
import { noticeOfConcern } from '../../store/notices.ts'
import { hasQuotes } from '../../store/quotes.ts'
import { eraseCase } from '../erase-case.ts'
import { type Found, findConcern } from './find-concern.ts'
import { sayLetter, sayMessage } from './letters.ts'
import { askedNow, nextQuestion } from './next-question.ts'
import { readMail } from './read-mail.ts'
import { type Commit, langOf, longDay, type Verb } from './verb.ts'

/** Status and promised day, and what staff wrote, for whoever holds the button or the receipt; then what is still to be asked. */
export const readNews: Verb = commit => tell(commit, true)

/** What is still to be asked when a question was answered: the letters stand above already. */
export const restOfNews: Verb = commit => tell(commit, false)

const tell = async (commit: Commit, first: boolean): ReturnType<Verb> => {
  const found = await findConcern(commit)
  if (typeof found === 'string') return { outcome: found }
  const { entries, mails } = await readMail(commit, found)
  found.key.fill(0)
  const late = isLate(commit, found)
  if (first) {
    for (const mail of mails) sayLetter(commit, mail)
    if (late) sayDesks(commit, found)
  }
  const { outcome, values } = await nextQuestion(commit, found, mails, entries, first ? 0 : askedNow(commit, 'quote'))
  return { outcome, values: { ...values, ...(await standing(commit, found, entries)), late: Number(late) } }
}

/** The promised day is over where the person is, and nothing was answered. */
const isLate = ({ now }: Commit, { row }: Found): boolean =>
  row.deadline < dayIn(zoneOf(row.area), now) && !isKept(row.status)

/** Where it stands, in words, and what the menu may offer. `quiet`: nobody is told of news, and the person may ask for it. */
const standing = async (commit: Commit, found: Found, entries: Entry[]): Promise<Values> => {
  const { tx, tools, talk, now } = commit
  const { row } = found
  const lang = langOf(commit)
  const last = entries.findLast(({ mail }) => mail)
  const asked = row.status === 'waiting' && last?.kind === 'question'
  const status = asked ? 'asked' : isLate(commit, found) ? 'overdue' : row.status
  const notice = await noticeOfConcern(tx, row.id)
  const quiet = talk.consent && row.status !== 'closed' && !(notice && notice.until > now)
  return {
    status: tools.words.text(lang, `notices.status.${status}`),
    day: longDay(lang, row.deadline),
    week: longDay(lang, mondayOf(row.week)),
    quiet: Number(quiet),
    printed: Number(await hasQuotes(tx, row.id)),
  }
}

/** What else can be done now, while we are late. */
const sayDesks = (commit: Commit, { row: { category, area } }: Found): void => {
  const { tools, now } = commit
  const items = tools.look('desks.brief', { lang: langOf(commit), now, with: { topic: category, area } })
  const cards = items.flatMap(({ text }) => (text ? ['\n\n', ...text] : []))
  if (cards.length > 0) sayMessage(commit, [tools.words.text(langOf(commit), 'notices.desks_now'), ...cards])
}

/** Erases the report for good: the shred half first, so that no backup of the database can open it again. */
export const withdraw: Verb = async commit => {
  const found = await findConcern(commit)
  if (typeof found === 'string') return { outcome: found }
  const { row, key } = found
  key.fill(0)
  commit.erased.push(row.id)
  commit.tools.erased()
  commit.tools.changed()
  await eraseCase(commit.tx, row.id, 'concern.withdrawn', commit.now)
  return { outcome: 'ok' }
}
