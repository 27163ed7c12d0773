/** What was done on a case, one line each: who, what, on which day. */
import type { CaseEvent } from '../app/cases/index.ts'
import { codedLabel } from './coding/labels.ts'
import { dayOf } from './dates.ts'
import { nameOf, say } from './page.ts'
import type { ConsoleWords } from './words.ts'

/** Whose case it became: codes of the queue's deeds, and their words under `console.event`. */
const MOVES: Record<string, string> = { claimed: 'claimed', 'given-back': 'given_back', 'handed-over': 'handed_over' }

/** What the person answered, and what they wish: whole codes without the number of an entry, and their words. */
const ANSWERS: Record<string, string> = {
  'helped.yes': 'helped_yes',
  'helped.not_yet': 'helped_not_yet',
  'helped.unreached': 'helped_unreached',
  'helped.no': 'helped_no',
  'quote.yes': 'quote_yes',
  'quote.no': 'quote_no',
  'quote.back': 'quote_back',
}

export const labelOf = (words: ConsoleWords, { kind, code, who, to, byStaff, seen, ...it }: CaseEvent): string => {
  const day = dayOf(words, it.day)
  const name = who ?? say(words, byStaff ? 'case.somebody' : 'case.person')
  const [what = '', value = ''] = code?.split('.') ?? []
  const changed = what === 'closed' ? say(words, `outcome.${value}`) : statusOf(words, value)
  if (kind === 'event') {
    const moved = MOVES[what]
    if (moved) return say(words, `event.${moved}`, { day, who: name, to: to ?? say(words, 'case.somebody') })
    if (what === 'promised') return say(words, 'event.promised', { day, until: dayOf(words, value) })
    const coded = codedLabel(words, code ?? '', { day, who: name })
    if (coded) return coded
    const answered = ANSWERS[`${what}.${value}`]
    if (answered) return say(words, `event.${answered}`, { day, who: name })
    return say(words, `event.${what === 'closed' ? 'closed' : 'status'}`, { day, who: name, what: changed })
  }
  const line = say(words, `event.${WRITTEN[what] ?? kind}`, { day, who: name })
  if (kind !== 'reply' && kind !== 'question') return line
  const told = what === 'status' || what === 'closed' ? [say(words, 'event.told', { what: changed })] : []
  return [line, ...told, say(words, seen ? 'case.read' : 'case.unread')].join(' ')
}

/** What stands in clear beside sealed words. */
const WRITTEN: Record<string, string> = { referred: 'referred', quote: 'quote', wish: 'wish' }

export const statusOf = (words: ConsoleWords, status: string): string =>
  nameOf(words, `console.status.${status}`, status)
