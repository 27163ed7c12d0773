/** What is said, put together: words, choices with their tokens, and the few verbs that help at this point. */

import type { Lang } from '../kit/ids.ts'
import type { Choice, Message, Span } from '../kit/message.ts'
import { canGoBack } from './back.ts'
import { cached } from './cached.ts'
import type { WaitStep } from './flow.ts'
import { labelOf, valuesAt } from './labels.ts'
import { flowByCapability, VERB_NUMBERS } from './lexicon.ts'
import { pageOf, pagesOf } from './lists.ts'
import { answerToken, flowToken, readToken, verbToken } from './tokens.ts'
import { type Here, lead, say, type Turn } from './turn.ts'
import type { Effect, FlowBook, Item, Session, Values, Verb, Words } from './types.ts'
import type { Form } from './wait.ts'

/** After so many answers that were none, a person is offered. */
const LOST = 3

export const text = (turn: Turn, key: string, values?: Values): string => turn.env.words.text(turn.lang, key, values)

/**
 * Words of a script, which may mention answers. Most mention none, and then nothing has to be looked up: whether they do is found
 * out once, by offering values that notice being read.
 */
export const scriptText = (here: Here, key: string): string => {
  const { words } = here.turn.env
  const { lang } = here.turn
  return plainText(words, lang)(words, key) ?? words.text(lang, key, valuesAt(here))
}

const plainText = cached((words: Words, lang: Lang) =>
  cached((_: Words, key: string): string | undefined => {
    let read = false
    const notice = () => {
      read = true
      return undefined
    }
    const values = new Proxy<Values>({}, { get: notice, has: () => Boolean(notice()), ownKeys: () => notice() ?? [] })
    const text = words.text(lang, key, values)
    return read ? undefined : text
  }),
)

/** Says words without choices. */
export const sayText = (turn: Turn, words: Span[], personal = false): void =>
  say(turn, { lang: turn.lang, text: words, choices: [], verbs: [], personal })

/** Items' ready texts, with an empty line between them. */
export const cards = (items: Item[]): Span[] => items.flatMap(item => (item.text?.length ? ['\n\n', ...item.text] : []))

/** Under which the words of a question stand. */
export const questionKey = ({ flow, step }: Here): string => `flows.${flow.flow}.${step.id}`

const questionText = (here: Here<WaitStep>): string => scriptText(here, `${questionKey(here)}.ask`)

export type Manner = {
  /** Without the question's words: only what was said so far. */
  brief?: boolean
  /** With all verbs, and the words that explain. */
  help?: boolean
}

/** Asks the question at which the talk stands. */
export const sayQuestion = (here: Here<WaitStep>, form: Form, manner: Manner = {}): void => {
  const { turn, session, frame, step } = here
  const pages = pagesOf(form.items)
  if (frame.page >= pages) frame.page = 0
  const soFar = soFarOf(here, form)
  const body: Span[] = form.before ? [...form.before, '\n\n'] : []
  if (!manner.brief || !soFar.length) body.push(questionText(here))
  for (const part of [soFar, pages > 1 ? [text(turn, 'engine.page', { at: frame.page + 1, of: pages })] : []])
    if (part.length) body.push(...(body.length ? ['\n\n'] : []), ...part)
  const verbs = manner.help ? helpVerbs(here, form, pages) : waitVerbs(here, form, pages)
  const buttons = verbs.map(verb => (verb === 'more' ? moreButton(here, pages) : verbButton(turn, verb)))
  if (manner.help) body.push(...aboutLines(pageOf(form.items, frame.page)), '\n\n', ...helpLines(turn, verbs, buttons))
  const message: Message = {
    lang: turn.lang,
    text: body,
    choices: [...choicesOf(session, form, pageOf(form.items, frame.page)), ...(form.extra ?? [])],
    verbs: buttons,
    personal: form.personal === true || frame.values !== undefined || step.kind === 'review',
  }
  if (form.input) message.input = form.input
  if (form.accept) message.accept = form.accept
  say(turn, message)
}

/** What the choices on this page mean, numbered as they are. */
const aboutLines = (items: Item[]): Span[] => {
  const lines = items.flatMap(({ label, about }, at) => (about ? [`${at + 1}. ${label}: ${about}`] : []))
  return lines.length > 0 ? [`\n\n${lines.join('\n')}`] : []
}

const soFarOf = (here: Here<WaitStep>, form: Form): Span[] => {
  if (form.soFar) return form.soFar
  if (!form.chosen?.length) return []
  const list = labelOf(here, here.step, form.chosen)
  return [text(here.turn, 'engine.many_so_far', { list })]
}

const choicesOf = (session: Session, form: Form, items: Item[]): Choice[] =>
  items.map(item => {
    // Taking away has a token of its own, so that the same tap twice is the same choice.
    const chosen = form.chosen?.includes(item.value)
    const choice: Choice = { token: answerToken(session, chosen ? `-${item.value}` : item.value), label: item.label }
    if (item.short !== undefined) choice.short = item.short
    if (chosen) choice.icon = '✅'
    else if (item.icon !== undefined) choice.icon = item.icon
    return choice
  })

export const verbButton = (turn: Turn, verb: Verb): Choice => {
  const label = text(turn, `verbs.${verb}.label`)
  return { token: verbToken(verb, turn.session), label, short: label }
}

/** Few buttons for tired readers; the rest is behind "help". */
const waitVerbs = (here: Here<WaitStep>, form: Form, pages: number): Verb[] => {
  const { turn, frame, step } = here
  const verbs: Verb[] = []
  if (form.finish) verbs.push('done')
  if (pages > 1) verbs.push('more')
  if (step.kind !== 'review' && step.skip && !form.finish) verbs.push('skip')
  if (canGoBack(turn.env, turn.session)) verbs.push('back')
  if (frame.tries >= LOST) verbs.push('person')
  return [...verbs, 'help']
}

const helpVerbs = (here: Here<WaitStep>, form: Form, pages: number): Verb[] => {
  const { turn, step } = here
  const verbs: Verb[] = []
  if (form.finish) verbs.push('done')
  if (pages > 1) verbs.push('more')
  if (step.kind !== 'review' && step.skip) verbs.push('skip')
  if (canGoBack(turn.env, turn.session)) verbs.push('back')
  return [...verbs, 'repeat', 'language', 'person', 'mydata', 'erase', 'privacy', 'menu', 'cancel']
}

/** After the last page the first one comes again, and the button says so. */
const moreButton = ({ turn, frame }: Here<WaitStep>, pages: number): Choice => {
  const button = verbButton(turn, 'more')
  if (frame.page < pages - 1) return button
  const label = text(turn, 'engine.first_page')
  return { ...button, label, short: label }
}

/** Words that speak of a verb, with its button under them. */
export const leadTo = (turn: Turn, verb: Verb, key: string): void => {
  lead(turn, text(turn, key))
  turn.offers.push(verbButton(turn, verb))
}

const NUMBER_OF = new Map(Object.entries(VERB_NUMBERS).map(([number, verb]) => [verb, number]))

/** `02 Back`, a line each. */
export const helpLines = (
  turn: Turn,
  verbs: readonly Verb[],
  buttons = verbs.map(verb => verbButton(turn, verb)),
): Span[] => {
  const lines = verbs.map((verb, at) => `${NUMBER_OF.get(verb) ?? ''} ${buttons[at]?.label ?? ''}`.trim())
  return [`${text(turn, 'engine.help.verbs')}\n${lines.join('\n')}`]
}

const menuItems = cached((words: Words, lang: Lang) =>
  cached((flows: FlowBook): Choice[] =>
    flows.menu.items.map(flow => {
      const key = `flows.${flow}`
      const item: Choice = { token: flowToken(flow), label: words.text(lang, `${key}.title`) }
      if (words.has(lang, `${key}.short`)) item.short = words.text(lang, `${key}.short`)
      const icon = [lang, 'en'].find(tag => words.has(tag, `${key}.icon`))
      if (icon !== undefined) item.icon = words.text(icon, `${key}.icon`)
      return item
    }),
  ),
)

/** The idle menu: what can be begun. */
export const sayMenu = (turn: Turn, words: Span[], verbs: readonly Verb[] = ['help']): void => {
  const lang = turn.lang
  const choices = withCapability(turn, menuItems(turn.env.words, lang)(turn.env.flows))
  const personal = choices.some(isCapable)
  say(turn, { lang, text: words, choices, verbs: verbs.map(verb => verbButton(turn, verb)), personal })
}

const isCapable = ({ token }: Choice): boolean => readToken(token)?.kind === 'capability'

/**
 * A button that a commit has given just now, and that begins a flow of the menu with something in hand, takes that flow's
 * place: the same label does not stand twice, and the numbers of the menu stay.
 */
const withCapability = (turn: Turn, menu: Choice[]): Choice[] => {
  const own = turn.buttons.find(isCapable) ?? turn.effects.flatMap(choicesSaid).find(isCapable)
  const flow = own && flowByCapability(turn.env)
  const at = flow ? menu.findIndex(({ token }) => token === flowToken(flow.flow)) : -1
  if (!own || at < 0) return menu
  turn.buttons = turn.buttons.filter(button => button !== own)
  turn.effects = turn.effects.map(effect =>
    effect.kind === 'say' && effect.message.choices.includes(own)
      ? { ...effect, message: { ...effect.message, choices: effect.message.choices.filter(it => it !== own) } }
      : effect,
  )
  return menu.with(at, own)
}

const choicesSaid = (effect: Effect): Choice[] => (effect.kind === 'say' ? effect.message.choices : [])
