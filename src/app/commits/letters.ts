/** What staff wrote, as the person reads it: said from here and kept nowhere; as a value for texts it would stay in the conversation. */
import type { Span } from '../../kit/message.ts'
import type { Mail } from './read-mail.ts'
import { type Commit, langOf, longDay } from './verb.ts'

/** Characters, each at most two for a messenger that takes 4,096: no letter may be refused as too long. */
const LONGEST = 1900
const PIECES = new RegExp(`.{1,${LONGEST}}`, 'gsu')

/** Under a line that names the day. A quote is shown when it is asked about, and not before. */
export const sayLetter = (commit: Commit, { entry, letter }: Mail): void => {
  if (entry.code === 'quote') return
  const kind = letter.kind === 'desk' ? 'desk' : entry.kind
  sayWords(commit, heading(commit, kind, entry.day), letter.text)
  if (letter.kind === 'desk') sayMessage(commit, deskOf(commit, letter.desk)?.card ?? [gone(commit)])
}

/** As they were written; never read as markup. */
export const sayWords = (commit: Commit, title: string, words: string): void => {
  const [first = '', ...rest] = words.match(PIECES) ?? []
  sayMessage(commit, [{ strong: title }, ...(first === '' ? [] : ['\n', first])])
  for (const piece of rest) sayMessage(commit, [piece])
}

export const heading = (commit: Commit, kind: string, day: string): string => {
  const lang = langOf(commit)
  return commit.tools.words.text(lang, `notices.mail.${kind}`, { day: longDay(lang, day) })
}

export const sayMessage = (commit: Commit, text: Span[]): void =>
  void commit.harvest.messages.push({ lang: langOf(commit), text, choices: [], verbs: [], personal: true })

/** The desk as it stands today, in the person's language; `undefined`: it is not in our list any more. */
export const deskOf = (commit: Commit, desk: string): { name: string; card: Span[] } | undefined => {
  const [item] = commit.tools.look('desk', { lang: langOf(commit), now: commit.now, with: { desk } })
  return item?.text && { name: item.label, card: item.text }
}

const gone = (commit: Commit): string => commit.tools.words.text(langOf(commit), 'notices.desk_gone')
