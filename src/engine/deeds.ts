/** What a person did, in the order in which it is understood: safety, taps and commands, answers, verbs, other flows. */
import type { Deed } from '../kit/inbound.ts'
import { fold } from '../kit/text.ts'
import type { Flow, Verb } from './flow.ts'
import { AT_REST, begin, idleWords, offer } from './idle.ts'
import {
  flowByCampaign,
  flowByCapability,
  flowByCommand,
  flowByWords,
  isStop,
  verbExactly,
  verbNearly,
} from './lexicon.ts'
import { text } from './message.ts'
import { miss, settle } from './reply.ts'
import { support } from './safety.ts'
import { waitOf } from './steps/index.ts'
import { isCapability, isCurrent, isVerb, readCampaignLink, readToken } from './tokens.ts'
import { drop, lead, type Turn } from './turn.ts'
import type { Value } from './types.ts'
import { AT_WAIT, askAgain, interrupt, waitHere } from './verbs.ts'
import { ask } from './walk.ts'

/** Verbs that mean this very question: from an earlier one they are old buttons. */
const BOUND: readonly Verb[] = ['back', 'skip', 'repeat', 'done', 'more', 'later']

/** As commands are typed where the channel does not know them. */
const SLASH = /^\s*[/／]([a-z][a-z0-9_]*)(?:@\w+)?(?:\s+([\s\S]*))?$/i

const verb = (turn: Turn, name: Verb): void => (turn.session ? AT_WAIT : AT_REST)[name](turn)

const start = (turn: Turn, flow: Flow, answers: Record<string, Value> = {}): void =>
  turn.session ? interrupt(turn, flow, answers) : begin(turn, flow, answers)

/** Says something, then the open question, or the menu. */
const respond = (turn: Turn, key: string) => {
  if (turn.session) return askAgain(turn, key)
  lead(turn, text(turn, key))
  offer(turn)
}

/** `told`: the person was told something already that explains what comes now. */
export const words = (turn: Turn, raw: string, told: boolean) => {
  const folded = fold(raw)
  const supported = support(turn, raw, folded)
  if (isStop(turn.env, folded)) return verb(turn, 'stop')
  const slash = SLASH.exec(raw)
  if (slash) return command(turn, (slash[1] ?? '').toLowerCase(), slash[2] ?? '')
  if (turn.session) atWait(turn, raw, folded)
  else idleWords(turn, raw, folded, told || supported)
}

const atWait = (turn: Turn, raw: string, folded: string) => {
  const here = waitHere(turn)
  const { env, lang } = turn
  const wait = waitOf(here.step)
  const reply = { kind: 'text', raw, folded } as const
  // At a question that takes any words, exactly a verb's word is the verb and is never stored; see docs/decisions/0001.
  const free = here.step.kind === 'ask' && here.step.ask === 'text'
  const meant = free ? verbExactly(env, lang, raw, folded) : undefined
  if (meant) return verb(turn, meant)
  const exact = wait.take(here, reply, false)
  if (exact) return settle(here, exact)
  if (free) return miss(here)
  const named = verbExactly(env, lang, raw, folded) ?? env.flows.get(flowByWords(env, lang, folded, false) ?? '')
  if (named) return typeof named === 'string' ? verb(turn, named) : interrupt(turn, named)
  const loose = wait.take(here, reply, true)
  if (loose) return settle(here, loose)
  const guess = verbNearly(env, lang, folded) ?? env.flows.get(flowByWords(env, lang, folded, true) ?? '')
  if (guess) return typeof guess === 'string' ? verb(turn, guess) : interrupt(turn, guess)
  miss(here)
}

const command = (turn: Turn, name: string, args: string) => {
  if (isVerb(name)) return verb(turn, name)
  const flow = flowByCommand(turn.env, name)
  if (!flow) return respond(turn, 'engine.not_understood')
  if (flow.flow !== turn.env.flows.menu.welcome) return start(turn, flow)
  // A link may carry what the person came for: t.me/bot?start=desk
  const wanted = args.trim()
  const capable = isCapability(wanted) ? flowByCapability(turn.env) : undefined
  if (capable) return start(turn, capable, { capability: wanted })
  const campaign = readCampaignLink(wanted)
  if (campaign !== undefined) return onCampaign(turn, campaign, OPEN)
  const linked = flowByCommand(turn.env, wanted)
  if (linked && linked !== flow) return start(turn, linked)
  const { consent, lang } = turn.env.person
  if (consent && lang !== undefined) return respond(turn, 'engine.welcome_back')
  start(turn, flow)
}

/** What a link to a campaign does: it shows the call and all that one can do. */
const OPEN = 'open'

/** A campaign that is no more is told by the flow, which alone knows which there are. */
const onCampaign = (turn: Turn, campaign: string, act: string): void => {
  const flow = flowByCampaign(turn.env)
  if (flow) start(turn, flow, { campaign, act })
  else respond(turn, 'engine.old_button')
}

const tap = (turn: Turn, text: string) => {
  const token = readToken(text)
  const { session } = turn
  if (token?.kind === 'flow') {
    const flow = turn.env.flows.get(token.flow)
    return flow ? start(turn, flow) : respond(turn, 'engine.old_button')
  }
  if (token?.kind === 'capability') {
    const flow = flowByCapability(turn.env)
    return flow ? start(turn, flow, { capability: token.capability }) : respond(turn, 'engine.old_button')
  }
  if (token?.kind === 'campaign') return onCampaign(turn, token.campaign, token.act)
  if (token?.kind === 'verb' && (!session || !BOUND.includes(token.verb) || isCurrent(token, session)))
    return verb(turn, token.verb)
  if (token?.kind !== 'answer' || !session || !isCurrent(token, session)) return respond(turn, 'engine.old_button')
  const here = waitHere(turn)
  const taken = waitOf(here.step).take(here, { kind: 'pick', value: token.value }, false)
  if (taken) settle(here, taken)
  else respond(turn, 'engine.old_button')
}

const file = (turn: Turn, deed: Extract<Deed, { kind: 'file' }>) => {
  support(turn, deed.caption)
  if (turn.session) {
    const here = waitHere(turn)
    const taken = waitOf(here.step).take(here, deed, false)
    if (taken?.kind === 'wrong') drop(turn, [deed.draft])
    if (taken) return settle(here, taken)
  }
  drop(turn, [deed.draft])
  const known = deed.media === 'photo' || deed.media === 'voice'
  respond(turn, `engine.unreadable.${known ? 'other' : 'wrong-type'}`)
}

const place = (turn: Turn, deed: Extract<Deed, { kind: 'place' }>) => {
  if (!turn.session) return respond(turn, 'engine.unreadable.other')
  const here = waitHere(turn)
  const taken = waitOf(here.step).take(here, deed, false)
  if (taken) settle(here, taken)
  else if (here.step.kind === 'ask' && here.step.ask === 'place') miss(here)
  else respond(turn, 'engine.unreadable.other')
}

export type Spoken = Exclude<Deed, { kind: 'timer' | 'blocked' | 'group' }>

/** Reacts to what a person did. */
export const deed = (turn: Turn, it: Spoken, told: boolean) => {
  if (it.kind === 'text') words(turn, it.text, told)
  else if (it.kind === 'tap') tap(turn, it.token)
  else if (it.kind === 'command') commandWithWords(turn, it)
  else if (it.kind === 'place') place(turn, it)
  else if (it.kind === 'file') file(turn, it)
  else respond(turn, `engine.unreadable.${it.why}`)
}

/** What stands behind a command is not stored, but it may be a cry for help. */
const commandWithWords = (turn: Turn, { name, args }: Extract<Deed, { kind: 'command' }>) => {
  support(turn, args)
  command(turn, name, args)
}

/** The question is another one now; what was said to the old one is no answer to it. */
export const askMoved = (turn: Turn, it: Spoken) => {
  if (it.kind === 'file') drop(turn, [it.draft])
  if (it.kind === 'text') {
    const folded = fold(it.text)
    const control = isStop(turn.env, folded) || SLASH.test(it.text) || verbExactly(turn.env, turn.lang, it.text, folded)
    if (control) return words(turn, it.text, true)
    support(turn, it.text, folded)
  }
  lead(turn, text(turn, 'engine.moved'))
  ask(turn)
}
