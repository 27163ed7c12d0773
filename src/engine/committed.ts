/** The caller has done a commit; the talk goes on by what came of it. */
import { type CommitStep, type Flow, stepOf } from './flow.ts'
import { Contradiction, DONE, draftsOf, dropAnswers, flowOf, hereOf, type Turn } from './turn.ts'
import type { Frame, Input, Session, Value } from './types.ts'
import { nextOf, walk } from './walk.ts'

type Committed = Extract<Input, { kind: 'committed' }>

/** What a commit that is done for good ends with. Others (`found`, `none` …) only told something. */
const FOR_GOOD = 'ok'

export const committed = (turn: Turn, { outcome, values, buttons }: Committed): void => {
  const here = hereOf(turn)
  const { session, frame, flow, step } = here
  if (step.kind !== 'commit') throw new Contradiction(`no commit: ${step.id}`)
  const to = nextOf(step.next, outcome)
  if (to === undefined || !stepOf(flow, to)) throw new Contradiction(`no way on from ${step.id} after ${outcome}`)
  if (outcome === FOR_GOOD) {
    handOver(frame, step)
    if (frame.trail.length && frame.trail.at(-1) !== DONE) frame.trail.push(DONE)
  }
  if (values) frame.values = values
  delete frame.told
  if (values && outcome !== FOR_GOOD) frame.told = step.id
  turn.changed = true
  if (buttons) turn.buttons = buttons
  if (flow.on.verb === 'erase') forgetBelow(turn, session)
  frame.step = to
  walk(turn)
}

/** Drafts that a commit has taken over are its own from now on. */
const handOver = (frame: Frame, step: CommitStep): void => {
  for (const id of Object.values(step.with ?? {})) {
    const value = Object.hasOwn(frame.answers, id) ? frame.answers[id] : undefined
    if (!Array.isArray(value) || !draftsOf(value).length) continue
    frame.answers[id] = value.filter(part => typeof part === 'object' && !('draft' in part)) as Value
  }
}

/** Who erases everything does not want to be asked again what was open before. */
const forgetBelow = (turn: Turn, session: Session): void => {
  const below = session.frames.splice(0, session.frames.length - 1)
  for (const frame of below) dropAnswers(turn, frame)
}

/** For when the talk breaks after a commit that was done: its drafts must not be dropped. */
export const handOverAt = (turn: Turn, outcome: string): void => {
  const frame = turn.session?.frames.at(-1)
  const flow: Flow | undefined = frame && flowOf(turn.env, frame)
  const step = frame && flow && stepOf(flow, frame.step)
  if (frame && step?.kind === 'commit' && outcome === FOR_GOOD) handOver(frame, step)
}
