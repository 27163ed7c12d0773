/** From step to step until the talk waits, stops or ends. */

import { stand } from './back.ts'
import { type Flow, followers, isWait, type Next, stepOf, type WaitStep } from './flow.ts'
import { isPossible } from './lists.ts'
import { type Manner, sayMenu, sayQuestion, text } from './message.ts'
import { pass, waitOf } from './steps/index.ts'
import {
  Contradiction,
  count,
  DONE,
  flowOf,
  type Here,
  hereOf,
  lead,
  nameWait,
  newFrame,
  newSession,
  popFrame,
  stepIn,
  type Turn,
  turnPage,
} from './turn.ts'
import { BUDGET, type Frame, type Value } from './types.ts'
import type { Form } from './wait.ts'

/** Asks where the talk stands. */
export const ask = (turn: Turn, manner: Manner = {}): void => {
  const here = hereOf(turn)
  if (!isWait(here.step)) throw new Contradiction(`no question: ${here.step.id}`)
  nameWait(here)
  const wait = here as Here<WaitStep>
  sayQuestion(wait, waitOf(wait.step).form(wait), manner)
}

/** Where an answer leads. */
export const nextOf = (next: Next, value: Value | undefined): string | undefined => {
  if (typeof next === 'string') return next
  const arm = value === null || value === undefined ? 'skip' : String(value)
  return Object.hasOwn(next, arm) ? next[arm] : next.else
}

/** Goes on from where the talk stands. */
export const walk = (turn: Turn): void => {
  for (;;) {
    if (++turn.steps > BUDGET.steps) throw new Contradiction('budget of steps')
    const here = hereOf(turn)
    if (isWait(here.step)) {
      if (arrive(here as Here<WaitStep>)) return
      continue
    }
    const go = pass(here as Parameters<typeof pass>[0])
    if (go.go === 'on') here.frame.step = go.to
    else if (go.go === 'stop') {
      turn.stop = go.stop
      return
    } else if (go.go === 'run') {
      if (goOnWith(turn, go.flow)) return
      if (!runFlow(turn, go.flow)) here.frame.step = go.next
    } else if (!endFlow(turn, go.end === 'menu')) return
  }
}

/** Comes to a question. False: it need not be asked, go on. */
const arrive = (here: Here<WaitStep>): boolean => {
  const { session, frame, step } = here
  if (frame.mending === step.id) delete frame.mending
  if (frame.mending !== undefined && isPossible(here, step, frame.answers[step.id])) {
    if (!frame.trail.includes(step.id)) frame.trail.push(step.id)
    return moveOn(here, frame.answers[step.id] ?? null)
  }
  const before = frame.trail.indexOf(step.id)
  if (before >= 0) {
    cutTrail(frame, before)
    turnPage(session)
  }
  stand(frame, step.id)
  nameWait(here)
  const form = waitOf(step).form(here)
  const empty = nowhereToGo(step, form)
  if (empty === false) {
    sayQuestion(here, form)
    return true
  }
  if (empty !== undefined) {
    frame.step = empty
    return false
  }
  if (step.kind !== 'ask' || !step.skip) throw new Contradiction(`nothing to choose from: ${step.id}`)
  frame.answers[step.id] = null
  frame.trail.push(step.id)
  return moveOn(here, null)
}

/** A list with nothing on it: where to go instead, if the flow says it. False: there is something to answer. */
const nowhereToGo = (step: WaitStep, form: Form): string | undefined | false => {
  if (form.items.length) return false
  if (step.kind === 'find') return step.empty
  return step.kind === 'ask' && (step.ask === 'choice' || step.ask === 'many') ? undefined : false
}

const moveOn = ({ frame, step }: Here<WaitStep>, value: Value): false => {
  const to = nextOf(step.next, value)
  if (to === undefined) throw new Contradiction(`nowhere to go from ${step.id}`)
  frame.step = to
  return false
}

/** Takes the way back from here on; what was done stays done. */
export const cutTrail = (frame: Frame, from: number): void => {
  const cut = frame.trail.splice(from)
  if (cut.includes(DONE)) frame.trail.push(DONE)
}

const mayBegin = (turn: Turn, flow: Flow): boolean => flow.needs !== 'consent' || turn.env.person.consent

/** A flow that waits below with a question of its own is gone on with, not begun a second time. */
const goOnWith = (turn: Turn, name: string): boolean => {
  const frames = turn.session?.frames ?? []
  const open = frames.findIndex(frame => frame.flow === name)
  const step = frames[open] && stepIn(turn.env, frames[open])
  if (!step || !isWait(step)) return false
  while (frames.length > open + 1) popFrame(turn)
  ask(turn)
  return true
}

/** A step runs another flow. False (and a sentence) if too many are open. */
const runFlow = (turn: Turn, name: string): boolean => {
  const flow = turn.env.flows.get(name)
  if (!flow) throw new Contradiction(`no flow ${name}`)
  if (pushFlow(turn, flow)) return true
  lead(turn, text(turn, 'engine.closed_deep'))
  return false
}

/**
 * Puts a flow on top of what is open; if it needs a yes that is missing, the welcome flow above it. False: no room. The
 * caller walks on.
 */
export const pushFlow = (turn: Turn, flow: Flow, answers: Record<string, Value> = {}): boolean => {
  turn.session ??= newSession(turn)
  const { frames } = turn.session
  if (mayBegin(turn, flow)) {
    if (frames.length >= roomFor(flow)) return false
    frames.push(newFrame(flow, answers))
    count(turn, `flow.${flow.flow}.started`)
    return true
  }
  const welcome = turn.env.flows.get(turn.env.flows.menu.welcome)
  if (!welcome) throw new Contradiction('no welcome flow')
  if (frames.length + 2 > BUDGET.depth) return false
  frames.push(newFrame(flow, answers, ''), welcomeFrame(turn, welcome))
  count(turn, `flow.${welcome.flow}.started`)
  return true
}

/** What can be said at any moment must never be refused for want of room: erasing, and what runs it. */
const roomFor = (flow: Flow): number => (flow.on.verb ? BUDGET.depth + 2 : BUDGET.depth)

/** Who has said in which language to talk, and has been on the way to something, is not asked for the language once more. */
const welcomeFrame = ({ env }: Turn, welcome: Flow): Frame => {
  const first = stepOf(welcome, welcome.start)
  const { lang } = env.person
  const known = lang !== undefined && first?.kind === 'ask' && first.ask === 'choice' && first.sets === 'language'
  const next = known ? nextOf(first.next, lang) : undefined
  if (!known || next === undefined) return newFrame(welcome)
  return { ...newFrame(welcome, { [first.id]: lang }, next), trail: [first.id] }
}

/** A flow has come to its end. True: walk on; false: the talk waits or is over. */
const endFlow = (turn: Turn, toMenu: boolean): boolean => {
  const frames = turn.session?.frames ?? []
  close(turn)
  // Flows that ran this one end with it; a question that was open before is asked again, so that nothing is lost.
  while (toMenu && frames.length && stepIn(turn.env, frames.at(-1) as Frame)?.kind === 'run') close(turn)
  for (;;) {
    const below = frames.at(-1)
    if (!below) {
      turn.session = undefined
      sayMenu(turn, [text(turn, 'engine.menu_short')])
      return false
    }
    const flow = flowOf(turn.env, below)
    if (!flow) throw new Contradiction(`no flow ${below.flow}`)
    if (below.step !== '') return goOn(turn, flow, below)
    if (mayBegin(turn, flow)) {
      below.step = flow.start
      count(turn, `flow.${flow.flow}.started`)
      return true
    }
    close(turn)
  }
}

const close = (turn: Turn): void => {
  const frame = popFrame(turn)
  if (frame && frame.step !== '') count(turn, `flow.${frame.flow}.ended`)
}

const goOn = (turn: Turn, flow: Flow, below: Frame): boolean => {
  const step = flow.steps[below.step]
  if (step?.kind === 'run') {
    below.step = step.next
    return true
  }
  if (tellAnew(turn, flow, below)) return true
  ask(turn)
  return false
}

/** What a commit told may be old by now, or in another language: the talk goes back to it. False: nothing to tell anew. */
export const tellAnew = (turn: Turn, flow: Flow, frame: Frame): boolean => {
  const told = frame.told === undefined ? undefined : stepOf(flow, frame.told)
  if (!turn.changed || told?.kind !== 'commit') return false
  const after = followers(told)
  if (!after.includes(frame.step) || after.some(id => frame.trail.includes(id))) return false
  frame.step = told.id
  return true
}

/** Leaves the flow that is open, as if it had come to its end. */
export const leave = (turn: Turn): void => {
  if (endFlow(turn, true)) walk(turn)
}

/** Ends the whole conversation and shows the menu. */
export const endAll = (turn: Turn, words: string): void => {
  while (turn.session?.frames.length) popFrame(turn)
  turn.session = undefined
  sayMenu(turn, [words])
}
