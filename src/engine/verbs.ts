/** What a person can say at any question: the engine's verbs, and other flows. */
import { canGoBack, goBack } from './back.ts'
import { type Flow, isOpenEnded, isWait, type Verb, type WaitStep } from './flow.ts'
import { flowByVerb } from './lexicon.ts'
import { pagesOf } from './lists.ts'
import { leadTo, questionKey, text } from './message.ts'
import { answered, finish } from './reply.ts'
import { waitOf } from './steps/index.ts'
import {
  Contradiction,
  count,
  dropAnswers,
  type Here,
  hereOf,
  lead,
  popFrame,
  stepIn,
  type Turn,
  turnPage,
} from './turn.ts'
import { BUDGET, type Frame, type Value } from './types.ts'
import { ask, endAll, leave, pushFlow, tellAnew, walk } from './walk.ts'

/** The question at which the talk stands. */
export const waitHere = (turn: Turn): Here<WaitStep> => {
  const here = hereOf(turn)
  if (!isWait(here.step)) throw new Contradiction(`no question: ${here.step.id}`)
  return here as Here<WaitStep>
}

/** Says some words and asks the open question again. */
export const askAgain = (turn: Turn, key: string) => {
  lead(turn, text(turn, key))
  ask(turn)
}

const another = (verb: Verb) => (turn: Turn) => {
  const flow = flowByVerb(turn.env, verb)
  if (flow) interrupt(turn, flow)
  else askAgain(turn, 'engine.not_understood')
}

/** Every verb, where a question is open. */
export const AT_WAIT: Record<Verb, (turn: Turn) => void> = {
  help: turn => {
    const here = waitHere(turn)
    const own = `${questionKey(here)}.help`
    lead(turn, text(turn, turn.env.words.has(turn.lang, own) ? own : 'engine.help.default'))
    ask(turn, { help: true })
  },
  back: turn =>
    canGoBack(turn.env, turn.session) && goBack(turn) ? ask(turn) : askAgain(turn, 'engine.cannot_go_back'),
  skip: turn => {
    const here = waitHere(turn)
    // Who has sent something and then skips means "no more of this".
    if (isOpenEnded(here.step) && waitOf(here.step).form(here).finish) finish(here)
    else if (here.step.kind !== 'review' && here.step.skip) answered(here, null)
    else {
      leadTo(turn, 'person', 'engine.cannot_skip')
      ask(turn)
    }
  },
  repeat: turn => ask(turn),
  done: turn => finish(waitHere(turn)),
  more: turn => {
    const here = waitHere(turn)
    const pages = pagesOf(waitOf(here.step).form(here).items)
    if (pages < 2) return askAgain(turn, 'engine.not_understood')
    here.frame.page = (here.frame.page + 1) % pages
    ask(turn)
  },
  later: turn => {
    const { session } = waitHere(turn)
    // Without the yes nothing is stored, and what is only remembered is not remembered for long: no promise then.
    if (!turn.env.person.consent) return askAgain(turn, 'engine.kept_hour')
    session.until = turn.now + BUDGET.longLife
    delete session.remindAt
    askAgain(turn, 'engine.kept_longer')
  },
  cancel: turn => {
    countEnd(turn, 'cancelled')
    lead(turn, text(turn, 'engine.cancelled'))
    endAll(turn, text(turn, 'engine.menu_short'))
  },
  menu: turn => {
    countEnd(turn, 'cancelled')
    endAll(turn, text(turn, 'engine.menu'))
  },
  stop: turn => {
    turn.effects.push({ kind: 'stop-alerts' })
    lead(turn, text(turn, 'engine.stop_done'))
    stopHere(turn)
  },
  language: another('language'),
  person: another('person'),
  mydata: another('mydata'),
  erase: another('erase'),
  privacy: another('privacy'),
}

/** Alerts are over: flows about them end, what was told of them is told anew, anything else is asked again. */
const stopHere = (turn: Turn) => {
  const frames = turn.session?.frames ?? []
  const isOver = (frame: Frame | undefined) => frame && turn.env.flows.get(frame.flow)?.ends_on === 'stop'
  for (let depth = frames.length - 2; depth >= 0; depth--)
    if (isOver(frames[depth])) for (const frame of frames.splice(depth, 1)) dropAnswers(turn, frame)
  if (isOver(frames.at(-1))) return leave(turn)
  turn.changed = true
  const { flow, frame } = waitHere(turn)
  if (tellAnew(turn, flow, frame)) walk(turn)
  else ask(turn)
}

/** Counts how the open flow came to its end without one of its own. */
export const countEnd = (turn: Turn, how: string) => {
  const flow = turn.session?.frames.at(-1)?.flow
  if (flow !== undefined) count(turn, `flow.${flow}.${how}`)
}

/**
 * Begins a flow while a question is open: on top of it, and back to it afterwards. One that is open already is gone on with
 * instead, except with a capability, which is about something new.
 */
export const interrupt = (turn: Turn, flow: Flow, answers: Record<string, Value> = {}) => {
  const frames = turn.session?.frames ?? []
  const open = frames.findIndex(frame => frame.flow === flow.flow)
  const top = frames.length - 1
  if (open >= 0 && Object.keys(answers).length === 0) {
    if (isWaiting(turn, frames[open])) while (frames.length > open + 1) popFrame(turn)
    else if (frames[open]?.step === '') lead(turn, text(turn, 'engine.needs_consent'))
    return ask(turn)
  }
  // Another button of a campaign takes the place of the one before, with the questions that stand above it.
  if (open >= 0 && flow.on.campaign) while (frames.length > open) popFrame(turn)
  else if (open === top && open >= 0) popFrame(turn)
  // A flow that was talked through before comes again: its earlier buttons were about something else.
  if (turn.session) turnPage(turn.session)
  const gate = frames.findIndex(frame => frame.flow === turn.env.flows.menu.welcome)
  const gated = flow.needs === 'consent' && !turn.env.person.consent
  if (gated) lead(turn, text(turn, 'engine.needs_consent'))
  if (gated && gate >= 0) return putBelow(turn, flow, answers, gate)
  // Where there is little room, what is said at any moment takes the place of what was said at any moment before.
  if (flow.on.verb) while (frames.length >= BUDGET.depth && isOfVerb(turn, frames.at(-1))) popFrame(turn)
  if (pushFlow(turn, flow, answers)) walk(turn)
  else askAgain(turn, 'engine.closed_deep')
}

const isOfVerb = ({ env }: Turn, frame: Frame | undefined): boolean =>
  frame !== undefined && env.flows.get(frame.flow)?.on.verb !== undefined

const isWaiting = (turn: Turn, frame: Frame | undefined): boolean => {
  const step = frame && stepIn(turn.env, frame)
  return step !== undefined && isWait(step)
}

/** The welcome is under way already: the flow that needs its yes waits below it. */
const putBelow = (turn: Turn, flow: Flow, answers: Record<string, Value>, gate: number) => {
  const frames = turn.session?.frames ?? []
  if (frames.length >= BUDGET.depth) return askAgain(turn, 'engine.closed_deep')
  const { flow: name, hash } = flow
  frames.splice(gate, 0, { flow: name, hash, step: '', answers, trail: [], tries: 0, page: 0 })
  ask(turn)
}
