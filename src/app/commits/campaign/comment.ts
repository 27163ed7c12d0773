import type { Action } from '../../../domain/campaigns/actions.ts'
import { saidIn } from '../../campaigns/acts/polls.ts'
import { eraseWords } from '../../campaigns/acts/words.ts'
import { sayMessage } from '../letters.ts'
import { langOf } from '../verb.ts'
import { type Acting, act, acting, after } from './acting.ts'
import { keepWritten } from './written.ts'

/** By how many questions help: each leads to the step of the first of them. */
export const QUESTIONS = ['none', 'one', 'two', 'three', 'four', 'five']
/** Steps of the flow, the last question first: whoever has fewer questions comes in later. */
export const STEPS = ['q1', 'q2', 'q3', 'q4', 'q5']

/** What it is about, in plain words, and the questions that help to write. */
export const brief = acting(
  async it => {
    const { commit, call } = it
    const comment = commentIn(it)
    if (!comment) return { outcome: 'unknown' }
    const lang = langOf(commit)
    sayMessage(commit, [saidIn(call.sheet, comment.summary, lang)])
    const asked = questionsOf(comment).map(({ step, ask }) => [step, saidIn(call.sheet, ask, lang)])
    return after(it, QUESTIONS[asked.length] ?? 'none', Object.fromEntries(asked))
  },
  { keeps: true },
)

/** A public comment, sealed until a moderator has read it. It takes the place of an earlier one. */
export const comment = acting(
  async it => {
    const { commit, deeds } = it
    const comment = commentIn(it)
    if (!comment) return { outcome: 'unknown' }
    const { own, ...given } = commit.stop.with
    const answers = Object.fromEntries(questionsOf(comment).map(({ code, step }) => [`q.${code}`, given[step]]))
    const words = await keepWritten(it, { act: 'comment', answers, own })
    if (words === undefined) return after(it, 'closed')
    await act(it, { act: 'comment', words })
    await eraseWords(commit, deeds.find(deed => deed.act === 'comment')?.body.words)
    return after(it, 'ok')
  },
  { keeps: true },
)

const commentIn = ({ call }: Acting): Comment | undefined =>
  call.sheet.actions.flatMap(action => (action.kind === 'comment' ? [action] : []))[0]
type Comment = Extract<Action, { kind: 'comment' }>

/** With the step at which each is asked. */
const questionsOf = ({ questions }: Comment) =>
  questions.map((question, at) => ({ ...question, step: STEPS[questions.length - 1 - at] ?? '' }))
