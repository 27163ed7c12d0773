import type { CommitStep } from '../flow.ts'
import { answerOf, type Here, withOf } from '../turn.ts'
import type { Value } from '../types.ts'
import type { Go } from '../wait.ts'

/** The only place where something happens outside: the talk stops until the caller says what came of it. */
export const commit = (here: Here<CommitStep>): Go => {
  const { flow, frame, step } = here
  const answers: Record<string, Value> = {}
  for (const id of Object.keys(frame.answers)) {
    const value = answerOf(here, id)
    if (value !== undefined) answers[id] = value
  }
  const given = withOf(here, step.with)
  return { go: 'stop', stop: { commit: step.commit, flow: flow.flow, step: step.id, answers, with: given } }
}
