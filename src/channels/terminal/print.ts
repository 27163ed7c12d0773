import { type Choice, type Message, plain, type Span } from '../../kit/message.ts'

/** The verbs' numbers, the same in every language and on every channel. */
const VERB_NUMBERS: Record<string, string> = {
  menu: '00',
  help: '01',
  back: '02',
  skip: '03',
  repeat: '04',
  language: '05',
  cancel: '06',
  person: '07',
  mydata: '08',
  erase: '09',
}

/** Unicode isolates: a number or a name of the other direction does not tear the line apart (UAX #9). */
const LTR = '\u2066'
const OWN = '\u2068'
const END = '\u2069'

/**
 * A message as lines: its text, its choices with their numbers, its verbs with theirs. `last`: a typed number means these
 * choices. `file`: the line that stands for one. What a person or a file put into a text cannot steer the terminal: control characters are left out.
 */
export const print = (message: Message, dir: 'ltr' | 'rtl', last: boolean, file?: string): string[] => {
  const isolate = (text: string, mark: string): string => (dir === 'rtl' ? `${mark}${text}${END}` : text)
  const span = (it: Span): string => {
    if (typeof it === 'string') return it
    if ('tel' in it) return isolate(it.label, LTR)
    if ('url' in it) return it.label === it.url ? isolate(it.url, LTR) : `${it.label} (${isolate(it.url, LTR)})`
    return plain([it])
  }
  const choices = message.choices.map(({ label, icon }, index) => {
    const number = last ? `${index + 1}`.padStart(3) : '  -'
    return `${number}  ${icon ? `${icon} ` : ''}${isolate(label, OWN)}`
  })
  const verbs = message.verbs.map(verb => `${handle(verb)} ${isolate(verb.label, OWN)}`).join(' · ')
  const links = (message.links ?? []).map(link => span(link))
  const words = message.text.map(span).join('').split('\n')
  return [...(file ? [file, ''] : []), ...words, ...choices, ...(verbs ? [`    ${verbs}`] : []), ...links].map(harmless)
}

/** The text of a message as a story keeps it: no choices, no verbs. */
export const heard = (message: Message): string[] =>
  plain(message.text)
    .split('\n')
    .map(harmless)
    .filter(line => line.trim())

const handle = ({ token }: Choice): string => {
  const verb = token.split('.')[1] ?? ''
  return VERB_NUMBERS[verb] ?? `/${verb}`
}

const harmless = (line: string): string => line.replace(/[\p{Cc}\u2028\u2029]/gu, '')
