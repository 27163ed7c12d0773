/** What staff's letters leave to be asked, one question at a time: whether a desk helped, and whether words may be printed. */
import { dayIn } from '../../domain/deadlines.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { Values } from '../../engine/types.ts'
import type { Entry } from '../../store/case-entries.ts'
import { markAsked, referralToAsk } from '../../store/referrals.ts'
import type { Found } from './find-concern.ts'
import { deskOf, heading, sayMessage, sayWords } from './letters.ts'
import type { Mail } from './read-mail.ts'
import { type Commit, langOf } from './verb.ts'

/** A desk is asked about when somebody has had this long to go there. */
export const DESK_DAYS = 7
const DAY = 24 * 3_600_000

/** By the numbers of entries: which desk, and which quote, is asked about; 0: none. */
type Next = { outcome: 'found' | 'desk' | 'quote'; values: Values }

/** @param after The number of the last quote that was put off in this conversation: the next one comes behind it. */
export const nextQuestion = async (
  commit: Commit,
  { row }: Found,
  mails: Mail[],
  entries: Entry[],
  after: number,
): Promise<Next> => {
  const { tx, now } = commit
  const day = dayIn(zoneOf(row.area), now - DESK_DAYS * DAY)
  const referral = await referralToAsk(tx, row.id, { day, again: askedNow(commit, 'referral') })
  const desk = mails.find(({ entry }) => entry.number === referral)
  if (referral !== undefined && desk) {
    await markAsked(tx, row.id, referral)
    sayDesk(commit, desk)
    return { outcome: 'desk', values: { referral, quote: after } }
  }
  const quote = quoteToAsk(mails, entries, after)
  if (!quote) return { outcome: 'found', values: { referral: 0, quote: 0 } }
  sayWords(commit, heading(commit, 'quote', quote.entry.day), quote.letter.text)
  return { outcome: 'quote', values: { referral: 0, quote: quote.entry.number } }
}

/** The entry that the open question of this conversation is about; 0: none. */
export const askedNow = ({ talk }: Commit, what: 'referral' | 'quote'): number =>
  Number(talk.session?.frames.at(-1)?.values?.[what] ?? 0)

const sayDesk = (commit: Commit, { entry, letter }: Mail): void => {
  const { words } = commit.tools
  const lang = langOf(commit)
  const name = deskOf(commit, letter.desk)?.name ?? words.text(lang, 'notices.some_desk')
  sayMessage(commit, [heading(commit, 'named', entry.day), '\n', { strong: name }])
}

/** Words that staff want to print, and about which the person has said neither yes nor no. */
const quoteToAsk = (mails: Mail[], entries: Entry[], after: number): Mail | undefined => {
  const decided = new Set(
    entries.flatMap(({ code }) => {
      const [what, answer, number] = code?.split('.') ?? []
      return what === 'quote' && (answer === 'yes' || answer === 'no') ? [Number(number)] : []
    }),
  )
  return mails.find(
    ({ entry, letter }) => isQuote({ entry, letter }) && !decided.has(entry.number) && entry.number > after,
  )
}

/** Both in clear and in the sealed words: neither alone makes anything to print. */
export const isQuote = ({ entry, letter }: Mail): boolean => entry.code === 'quote' && letter.kind === 'quote'
