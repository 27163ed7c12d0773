/** Going back, by answers: only commits act, so that everything before one can be said again. */
import { DONE, draftsOf, drop, popFrame, stepIn, type Turn } from './turn.ts'
import type { Env, Frame, Session } from './types.ts'

/** Whether there is a question to go back to: here, or in what waits below. */
export const canGoBack = (env: Env, session: Session | undefined): boolean => {
  const frames = session?.frames ?? []
  for (let depth = frames.length - 1; depth >= 0; depth--) {
    const frame = frames[depth] as Frame
    if (depth < frames.length - 1) {
      if (frame.step === '') return false
      if (stepIn(env, frame)?.kind !== 'run') return true
    } else if (frame.under !== undefined || isMending(frame)) return true
    const last = frame.trail.at(-1)
    if (last !== undefined) return last !== DONE
  }
  return false
}

/** A question is being corrected that had its place in the way already. */
const isMending = (frame: Frame): boolean => frame.mending !== undefined && frame.trail.includes(frame.step)

/** Moves back by one answer. The caller asks where the talk then stands. False if there is no way back. */
export const goBack = (turn: Turn): boolean => {
  const { session, env } = turn
  if (!session || !canGoBack(env, session)) return false
  const top = session.frames.at(-1) as Frame
  if (top.under !== undefined) {
    delete top.under
    top.page = 0
    return true
  }
  if (isMending(top)) {
    stand(top, top.mending as string)
    delete top.mending
    return true
  }
  while (session.frames.length) {
    const frame = session.frames.at(-1) as Frame
    const last = frame.trail.pop()
    if (last !== undefined) {
      stand(frame, last)
      return true
    }
    popFrame(turn)
    const below = session.frames.at(-1)
    // What was open before another flow was put on top is asked again; what ran this one goes back itself.
    if (below && stepIn(env, below)?.kind !== 'run') return true
  }
  return false
}

/** Puts a frame before a question, as if it had just come there. */
export const stand = (frame: Frame, step: string): void => {
  frame.step = step
  frame.tries = 0
  frame.page = 0
  delete frame.under
  delete frame.fresh
}

/** Drafts that an answer loses when another takes its place. */
export const replaceDrafts = (turn: Turn, frame: Frame, id: string, value: unknown): void => {
  const kept = Array.isArray(value) ? draftsOf(value) : []
  drop(
    turn,
    draftsOf(frame.answers[id]).filter(draft => !kept.includes(draft)),
  )
}
