/**
 * The words that mean something at any moment: verbs, flows' triggers, words of danger. Tables are made once for each set of
 * words and language. A person is understood in their own language and in English; "stop" and words of danger in every one.
 */

import type { Lang } from '../kit/ids.ts'
import { fold } from '../kit/text.ts'
import { cached } from './cached.ts'
import type { Flow } from './flow.ts'
import { addWords, exactly, nearly, type Table } from './match.ts'
import { type Env, type FlowBook, VERBS, type Verb, type Words } from './types.ts'

/** By number, for those who would rather not write words. */
export const VERB_NUMBERS: Record<string, Verb> = {
  '0': 'help',
  '00': 'menu',
  '01': 'help',
  '02': 'back',
  '03': 'skip',
  '04': 'repeat',
  '05': 'language',
  '06': 'cancel',
  '07': 'person',
  '08': 'mydata',
  '09': 'erase',
}

const ENGLISH = 'en'
const both = (lang: Lang): Lang[] => (lang === ENGLISH ? [lang] : [lang, ENGLISH])

const verbTable = cached((words: Words, lang: string) => {
  const table: Table = new Map()
  for (const verb of VERBS)
    for (const tag of both(lang))
      addWords(table, verb, [words.text(tag, `verbs.${verb}.label`), ...words.list(tag, `verbs.${verb}.words`)])
  return table
})

const stopTable = cached((words: Words) => {
  const table: Table = new Map()
  for (const { tag } of words.languages())
    addWords(table, 'stop', [words.text(tag, 'verbs.stop.label'), ...words.list(tag, 'verbs.stop.words')])
  return table
})

/** The verb that these words are, without any slip: also at a question that takes any words. */
export const verbExactly = ({ words }: Env, lang: Lang, raw: string, folded: string): Verb | undefined => {
  const number = /^0\d?$/.test(folded) && !/[^\p{Nd}\s]/u.test(raw) ? VERB_NUMBERS[folded] : undefined
  return number ?? only(exactly(verbTable(words, lang), folded))
}

export const verbNearly = ({ words }: Env, lang: Lang, folded: string): Verb | undefined =>
  only(nearly(verbTable(words, lang), folded))

const only = (found: string[]): Verb | undefined => (found.length === 1 ? (found[0] as Verb) : undefined)

/** "Stop", in any language that is present. */
export const isStop = ({ words }: Env, folded: string): boolean => stopTable(words).has(folded)

const triggerTable = cached((words: Words, lang: string) =>
  cached((flows: FlowBook) => {
    const table: Table = new Map()
    for (const flow of flows.all()) {
      const listed = flow.on.words === true
      if (!listed && !flows.menu.items.includes(flow.flow)) continue
      for (const tag of both(lang))
        addWords(table, flow.flow, [
          words.text(tag, `flows.${flow.flow}.title`),
          ...(listed ? words.list(tag, `flows.${flow.flow}.words`) : []),
        ])
    }
    return table
  }),
)

/** The flow that these words begin. With `slips`, one slip is forgiven. */
export const flowByWords = ({ words, flows }: Env, lang: Lang, folded: string, slips: boolean): string | undefined => {
  const table = triggerTable(words, lang)(flows)
  const found = slips ? nearly(table, folded) : exactly(table, folded)
  return found.length === 1 ? found[0] : undefined
}

type Triggers = {
  command: Map<string, Flow>
  verb: Map<string, Flow>
  capability: Flow | undefined
  campaign: Flow | undefined
}

const triggersOf: (flows: FlowBook) => Triggers = cached((flows: FlowBook) => {
  const found: Triggers = { command: new Map(), verb: new Map(), capability: undefined, campaign: undefined }
  for (const flow of flows.all()) {
    if (flow.on.command !== undefined) found.command.set(flow.on.command, flow)
    if (flow.on.verb !== undefined) found.verb.set(flow.on.verb, flow)
    if (flow.on.capability) found.capability = flow
    if (flow.on.campaign) found.campaign = flow
  }
  return found
})

export const flowByCommand = (env: Env, command: string): Flow | undefined => triggersOf(env.flows).command.get(command)
export const flowByVerb = (env: Env, verb: Verb): Flow | undefined => triggersOf(env.flows).verb.get(verb)
export const flowByCapability = (env: Env): Flow | undefined => triggersOf(env.flows).capability
export const flowByCampaign = (env: Env): Flow | undefined => triggersOf(env.flows).campaign

/** Scripts that are written without spaces, or with spaces where the writer likes: looked for letter by letter. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

type Danger = { spaced: Map<string, string[]>; unspaced: Map<string, string[]>; exact: string[] }

const dangerWords = cached((words: Words) => {
  const danger: Danger = { spaced: new Map(), unspaced: new Map(), exact: [] }
  for (const { tag } of words.languages()) {
    danger.exact.push(...words.list(tag, 'engine.safety.crisis_exact').map(marked))
    for (const word of words.list(tag, 'engine.safety.crisis')) {
      const folded = fold(word)
      if (folded === '') continue
      const unspaced = UNSPACED.test(folded)
      const phrase = unspaced ? folded.replaceAll(' ', '') : folded
      const [first = ''] = unspaced ? [...phrase] : phrase.split(' ')
      const index = unspaced ? danger.unspaced : danger.spaced
      index.set(first, [...(index.get(first) ?? []), phrase])
    }
  }
  return danger
})

/** With all its marks, a space on both sides: in Vietnamese "tự tử" is suicide, and "từ từ" is slowly. */
const marked = (text: string): string =>
  ` ${text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `

/** Whether somebody speaks of wanting to die or of hurting themselves, anywhere in what they wrote, in any language. */
export const isCrisis = ({ words }: Env, raw: string, folded = fold(raw)): boolean => {
  const { spaced, unspaced, exact } = dangerWords(words)
  const whole = exact.length > 0 ? marked(raw) : ''
  if (exact.some(phrase => whole.includes(phrase))) return true
  const padded = ` ${folded} `
  for (const word of folded.split(' '))
    for (const phrase of spaced.get(word) ?? []) if (padded.includes(` ${phrase} `)) return true
  if (unspaced.size === 0 || !UNSPACED.test(folded)) return false
  const together = folded.replaceAll(' ', '')
  for (const letter of together)
    for (const phrase of unspaced.get(letter) ?? []) if (together.includes(phrase)) return true
  return false
}
