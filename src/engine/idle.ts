/** Between conversations: the menu, the welcome for somebody new, and everything that begins something. */
import { type Flow, isWait, type Verb, type WaitStep } from './flow.ts'
import { flowByVerb, flowByWords, verbExactly, verbNearly } from './lexicon.ts'
import { helpLines, sayMenu, text } from './message.ts'
import { settle } from './reply.ts'
import { waitOf } from './steps/index.ts'
import { Contradiction, type Here, hereOf, lead, nameWait, type Turn } from './turn.ts'
import type { Value } from './types.ts'
import { pushFlow, walk } from './walk.ts'

/** Nobody's language is known before the first conversation. */
const isNew = (turn: Turn): boolean => turn.env.person.lang === undefined

/** Begins a conversation. */
export const begin = (turn: Turn, flow: Flow, answers: Record<string, Value> = {}) => {
  const gated = flow.needs === 'consent' && !turn.env.person.consent
  if (gated && !isNew(turn)) lead(turn, text(turn, 'engine.needs_consent'))
  if (!pushFlow(turn, flow, answers)) throw new Contradiction('no room for the first flow')
  walk(turn)
}

/** Nothing was begun: the menu with some words, or the welcome. */
export const offer = (turn: Turn, words = 'engine.menu_short') => {
  const welcome = isNew(turn) ? turn.env.flows.get(turn.env.flows.menu.welcome) : undefined
  if (welcome) begin(turn, welcome)
  else sayMenu(turn, [text(turn, words)])
}

const menu = (turn: Turn): void => offer(turn, 'engine.menu')

const another = (verb: Verb) => (turn: Turn) => {
  const flow = flowByVerb(turn.env, verb)
  if (flow) begin(turn, flow)
  else menu(turn)
}

const VERBS_HERE = ['language', 'person', 'mydata', 'erase', 'privacy', 'menu'] as const

/** Every verb, where no question is open. */
export const AT_REST: Record<Verb, (turn: Turn) => void> = {
  help: turn => {
    if (isNew(turn)) {
      lead(turn, text(turn, 'engine.help.default'))
      return offer(turn)
    }
    const words = [text(turn, 'engine.help.default'), '\n\n', ...helpLines(turn, VERBS_HERE)]
    sayMenu(turn, words, VERBS_HERE)
  },
  stop: turn => {
    turn.effects.push({ kind: 'stop-alerts' })
    lead(turn, text(turn, 'engine.stop_done'))
    offer(turn)
  },
  menu,
  back: menu,
  skip: menu,
  repeat: menu,
  done: menu,
  more: menu,
  later: menu,
  cancel: menu,
  language: another('language'),
  person: another('person'),
  mydata: another('mydata'),
  erase: another('erase'),
  privacy: another('privacy'),
}

/** Words while nothing is open: what they begin, the n-th of the menu, a verb; else the menu. `told`: something was said already. */
export const idleWords = (turn: Turn, raw: string, folded: string, told: boolean) => {
  const { env, lang } = turn
  const nth = !isNew(turn) && /^[1-9]\d?$/.test(folded) ? env.flows.menu.items[Number(folded) - 1] : undefined
  const named = nth ?? flowByWords(env, lang, folded, false)
  const exact = named === undefined ? verbExactly(env, lang, raw, folded) : undefined
  const guessed = named ?? (exact ? undefined : flowByWords(env, lang, folded, true))
  const flow = guessed === undefined ? undefined : env.flows.get(guessed)
  const verb = exact ?? (flow ? undefined : verbNearly(env, lang, folded))
  if (flow) begin(turn, flow)
  else if (verb) AT_REST[verb](turn)
  else if (!isNew(turn) || !answerFirst(turn, raw, folded)) {
    if (!told && !isNew(turn)) lead(turn, text(turn, 'engine.not_understood'))
    offer(turn)
  }
}

/**
 * The welcome's first question may have been answered already: by its list on a first page, which nobody had to ask for, or by
 * the name of a language. A bare number means something only where the list was seen.
 */
const answerFirst = (turn: Turn, raw: string, folded: string): boolean => {
  const { env } = turn
  const welcome = env.flows.get(env.flows.menu.welcome)
  if (!welcome || (env.person.channel.push && /^\d*$/.test(folded)) || !pushFlow(turn, welcome)) return false
  const here = hereOf(turn)
  if (isWait(here.step)) {
    const wait = here as Here<WaitStep>
    nameWait(wait)
    const reply = { kind: 'text', raw, folded } as const
    const taken = waitOf(wait.step).take(wait, reply, false) ?? waitOf(wait.step).take(wait, reply, true)
    if (taken?.kind === 'answer') {
      settle(wait, taken)
      return true
    }
  }
  walk(turn)
  return true
}
