/**
 * A flow was changed while people are talking: each open conversation moves to today's structure, stays on the one it began
 * with, or is asked again. Never stuck, and never an answer under a key that means something else.
 */

import { type Flow, GIVEN, type Step, stepOf } from './flow.ts'
import { DONE, draftsOf, drop, popFrame, type Turn } from './turn.ts'
import type { FlowBook, Frame, Session } from './types.ts'

/** `again`: some questions are asked again; `gone`: the flow is no more. */
export type Move = 'same' | 'moved' | 'stays' | 'again' | 'gone'

type Moved = { move: Move; frame: Frame }

/** What an answer means depends on its kind of question, and on the promise under which it was given. */
const meaning = (step: Step): string => {
  if (step.kind !== 'ask') return `${step.kind} ${'run' in step ? step.run : ''}`
  if (step.ask === 'text') return `text ${step.privacy} ${step.format ?? ''} ${step.until ?? ''}`
  const source = 'options' in step && step.options && 'from' in step.options ? step.options.from : ''
  return `${step.ask} ${source} ${'level' in step ? step.level : ''} ${'until' in step ? (step.until ?? '') : ''}`
}

const newName = (today: Flow, id: string): string => (Object.hasOwn(today.renamed, id) ? (today.renamed[id] ?? id) : id)

/** Today's id of a step that still means the same. */
const heir = (today: Flow, old: Flow, id: string): string | undefined => {
  const before = stepOf(old, id)
  const name = newName(today, id)
  const now = stepOf(today, name)
  return before && now && meaning(before) === meaning(now) ? name : undefined
}

/** Today's value, if it still can be one: options that the flow names itself may have been taken out. */
const stillPossible = (today: Flow, id: string, value: unknown): boolean => {
  const step = stepOf(today, id)
  if (step?.kind === 'review') return step.options.includes(String(value))
  if (step?.kind !== 'ask' || value === null) return true
  if ((step.ask !== 'choice' && step.ask !== 'many') || !Array.isArray(step.options)) return true
  const options: string[] = step.options
  return (Array.isArray(value) ? value : [value]).every(one => options.includes(String(one)))
}

/** Where a frame stands after a change of its flow. Pure; the frame that comes out is a new one unless `same` or `stays`. */
const moveFrame = (flows: FlowBook, frame: Frame): Moved => {
  const today = flows.get(frame.flow)
  if (today?.hash === frame.hash) return { move: 'same', frame }
  const old = flows.pinned(frame.hash)
  if (!today) return { move: old ? 'stays' : 'gone', frame }
  // It has not begun yet: it waits for a yes.
  if (frame.step === '') return { move: 'moved', frame: { ...frame, hash: today.hash } }
  if (!old) return { move: 'again', frame: atStart(today, frame) }
  const names = new Map<string, string>()
  for (const id of [...Object.keys(frame.answers), ...frame.trail, frame.step, frame.mending ?? frame.step]) {
    const name = Object.hasOwn(old.steps, id) ? heir(today, old, id) : newAnswerName(today, id)
    if (name !== undefined) names.set(id, name)
  }
  const answers = Object.entries(frame.answers).filter(([id, value]) => {
    const name = names.get(id)
    return name !== undefined && stillPossible(today, name, value)
  })
  const kept = new Set(answers.map(([id]) => id))
  const lost = frame.trail.findIndex(id => id !== DONE && !kept.has(id))
  const stands = names.has(frame.step) && (frame.mending === undefined || names.has(frame.mending))
  const distinct = new Set(names.values()).size === names.size
  const rename = (id: string) => names.get(id) ?? id
  const base: Frame = {
    ...frame,
    hash: today.hash,
    answers: Object.fromEntries(answers.map(([id, value]) => [rename(id), value])),
    trail: frame.trail.map(rename),
  }
  if (stands && lost < 0 && distinct) {
    const moved: Frame = { ...base, step: rename(frame.step) }
    if (frame.mending !== undefined) moved.mending = rename(frame.mending)
    return { move: 'moved', frame: moved }
  }
  if (stepOf(old, frame.step)) return { move: 'stays', frame }
  return { move: 'again', frame: atStart(today, frame) }
}

/** What is no step (`GIVEN`) keeps its name, unless that has become a step's. */
const newAnswerName = (today: Flow, id: string): string | undefined =>
  id !== DONE && Object.hasOwn(today.steps, id) ? undefined : id

const atStart = (today: Flow, frame: Frame): Frame => ({
  flow: frame.flow,
  hash: today.hash,
  step: today.start,
  answers: Object.fromEntries(Object.entries(frame.answers).filter(([id]) => GIVEN.includes(id))),
  trail: [],
  tries: 0,
  page: 0,
})

/** Moves what is open. `again`: the open question is not the one that was asked before. */
export const revise = (turn: Turn): Move => {
  const { session, env } = turn
  if (!session) return 'same'
  let top: Move = 'same'
  for (let index = session.frames.length - 1; index >= 0; index--) {
    const before = session.frames[index] as Frame
    const { move, frame } = moveFrame(env.flows, before)
    if (move === 'gone') {
      // What lies above was begun from it, or will be asked for again.
      while (session.frames.length > index) popFrame(turn)
      top = 'again'
      continue
    }
    if (frame !== before) {
      const kept = Object.values(frame.answers).flatMap(draftsOf)
      drop(
        turn,
        Object.values(before.answers)
          .flatMap(draftsOf)
          .filter(draft => !kept.includes(draft)),
      )
      session.frames[index] = frame
    }
    if (index === session.frames.length - 1 && move === 'again') top = 'again'
  }
  return top
}

/** How many open conversations would do what, by flow: shown before a new version is put in place. */
export const planMoves = (flows: FlowBook, sessions: Iterable<Session>): Map<string, Record<Move, number>> => {
  const plan = new Map<string, Record<Move, number>>()
  for (const session of sessions)
    for (const frame of session.frames) {
      const counts = plan.get(frame.flow) ?? { same: 0, moved: 0, stays: 0, again: 0, gone: 0 }
      counts[moveFrame(flows, frame).move]++
      plan.set(frame.flow, counts)
    }
  return plan
}
