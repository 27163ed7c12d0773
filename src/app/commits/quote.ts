import { dayIn } from '../../domain/deadlines.ts'
import { zoneOf } from '../../domain/zones.ts'
import { addEntry, nextEntry } from '../../store/case-entries.ts'
import { addQuote, removeQuotesOf } from '../../store/quotes.ts'
import { type Found, findConcern } from './find-concern.ts'
import { askedNow, isQuote } from './next-question.ts'
import { readMail } from './read-mail.ts'
import { type Commit, langOf, type Verb, word } from './verb.ts'

/**
 * Yes or no to exactly the words that stand above the question. Only with the yes are they written in clear; the server has them in
 * hand in this moment, because the person has brought the key. "Not now" leaves it open.
 */
export const answerQuote: Verb = async commit => {
  const found = await findConcern(commit)
  if (typeof found === 'string') return { outcome: found }
  const answer = word(commit.stop.with.answer)
  const asked = askedNow(commit, 'quote')
  const { entries, mails } = await readMail(commit, found)
  found.key.fill(0)
  const quote = mails.find(mail => isQuote(mail) && mail.entry.number === asked)
  const decided = entries.some(({ code }) => code === `quote.yes.${asked}` || code === `quote.no.${asked}`)
  if (!quote || decided || (answer !== 'yes' && answer !== 'no')) return { outcome: 'ok' }
  const day = await note(commit, found, `quote.${answer}.${asked}`)
  if (answer === 'no') return { outcome: 'ok' }
  const { tx, tools } = commit
  const { id, category, area } = found.row
  const known = tools.words.languages().some(({ tag }) => tag === quote.letter.lang)
  await addQuote(tx, id, {
    id: Buffer.from(tools.world.random(16)).toString('base64url'),
    category,
    area,
    lang: known ? quote.letter.lang : langOf(commit),
    text: quote.letter.text,
    day,
  })
  return { outcome: 'ok' }
}

/** All that was allowed to be printed of this report is taken out again. */
export const takeQuotesBack: Verb = async commit => {
  const found = await findConcern(commit)
  if (typeof found === 'string') return { outcome: found }
  found.key.fill(0)
  await removeQuotesOf(commit.tx, found.row.id)
  await note(commit, found, 'quote.back')
  commit.tools.erased()
  return { outcome: 'ok' }
}

/** Staff see it in the timeline. */
const note = async ({ tx, now }: Commit, { row }: Found, code: string): Promise<string> => {
  const day = dayIn(zoneOf(row.area), now)
  await addEntry(tx, row.id, { number: await nextEntry(tx, row.id), kind: 'event', staff: undefined, day, code })
  return day
}
