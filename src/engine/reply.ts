/** What a reply to the open question leads to: an answer, another try, a list opened, a correction. */
import { replaceDrafts, stand } from './back.ts'
import { isOpenEnded, isWait, stepOf, type WaitStep } from './flow.ts'
import { isPossible } from './lists.ts'
import { leadTo, questionKey, text } from './message.ts'
import { waitOf } from './steps/index.ts'
import { Contradiction, count, type Here, lead, turnPage } from './turn.ts'
import type { Value } from './types.ts'
import type { Taken } from './wait.ts'
import { ask, cutTrail, nextOf, walk } from './walk.ts'

/** Acts on what a kind of question made of a reply. */
export const settle = (here: Here<WaitStep>, taken: Taken) => {
  const { turn, frame } = here
  if (taken.kind === 'answer') return answered(here, taken.value)
  if (taken.kind === 'wrong') return miss(here, taken.why)
  if (taken.kind === 'mend') return mend(here, taken.step, taken.under)
  if (taken.kind === 'several') {
    frame.under = `=${taken.values.join(',')}`
    frame.page = 0
    lead(turn, text(turn, 'engine.two_matches'))
  }
  ask(turn, { brief: taken.kind === 'more' && taken.brief })
}

/** The question has its answer: goes on, or back to the review that wanted it corrected. */
export const answered = (here: Here<WaitStep>, value: Value, instead?: string) => {
  const { turn, frame, step } = here
  const before = frame.answers[step.id]
  replaceDrafts(turn, frame, step.id, value)
  frame.answers[step.id] = value
  if (step.kind === 'ask' && step.ask === 'choice' && step.sets) speak(here, value)
  const to = instead ?? nextOf(step.next, value)
  if (to === undefined) throw new Contradiction(`nowhere to go from ${step.id}`)
  if (frame.mending !== undefined && frame.trail.includes(step.id)) mended(here, to, nextOf(step.next, before))
  else {
    frame.trail.push(step.id)
    frame.step = to
  }
  walk(turn)
}

/** After a correction: what depends on it and became impossible is asked again; another way is walked anew; else to the review. */
const mended = (here: Here<WaitStep>, to: string, before: string | undefined) => {
  const { frame, flow, session, step } = here
  turnPage(session)
  const at = frame.trail.indexOf(step.id)
  if (to !== before) {
    cutTrail(frame, at + 1)
    frame.step = to
    return
  }
  const broken = frame.trail.findIndex((id, index) => {
    const later = index > at ? stepOf(flow, id) : undefined
    return later && isWait(later) && frame.answers[id] !== undefined && !isPossible(here, later, frame.answers[id])
  })
  if (broken < 0) {
    frame.step = frame.mending as string
    return
  }
  frame.step = frame.trail[broken] as string
  cutTrail(frame, broken)
}

const mend = ({ turn, frame, step }: Here<WaitStep>, target: string, under: string | undefined) => {
  stand(frame, target)
  if (under !== undefined) frame.under = under
  // One that the way here did not pass is put before all others: answering it leads back to the review as well.
  if (!frame.trail.includes(target)) frame.trail.unshift(target)
  frame.mending = step.id
  frame.fresh = true
  ask(turn)
}

/** The person chose the language to go on in. */
const speak = ({ turn, session }: Here, value: Value) => {
  if (typeof value !== 'string' || !turn.env.words.languages().some(({ tag }) => tag === value)) return
  turn.lang = value
  session.lang = value
  turn.changed = true
  turn.effects.push({ kind: 'language', lang: value })
  if (turn.env.words.isDraft(value)) lead(turn, text(turn, 'engine.drafted'))
}

/** Not an answer: says why, asks again, and gives up where the flow says so. */
export const miss = (here: Here<WaitStep>, why?: string) => {
  const { turn, frame, step } = here
  frame.tries++
  if (step.kind !== 'review' && step.tries !== undefined && step.give_up !== undefined && frame.tries >= step.tries) {
    leadTo(turn, 'person', 'engine.give_up')
    count(turn, `flow.${frame.flow}.gave_up`)
    // What was sent or chosen before is kept.
    const begun = isOpenEnded(step) ? frame.answers[step.id] : undefined
    return answered(here, begun ?? null, step.give_up)
  }
  lead(turn, text(turn, why ?? retryKey(here)))
  ask(turn)
}

/** The question's own words for this many tries, if there are some in this language; else the words of its kind. */
const retryKey = (here: Here<WaitStep>): string => {
  const { turn, frame, step } = here
  const own = `${questionKey(here)}.retry`
  for (let nth = Math.min(frame.tries, 5); nth > 0; nth--)
    if (turn.env.words.has(turn.lang, `${own}.${nth}`)) return `${own}.${nth}`
  return `engine.retry.${step.kind === 'ask' ? step.ask : 'choice'}`
}

/** "Done" was said. */
export const finish = (here: Here<WaitStep>) => {
  const { turn, step } = here
  const taken = isOpenEnded(step) ? waitOf(step).done?.(here) : undefined
  if (taken?.kind === 'answer') return answered(here, taken.value)
  lead(turn, text(turn, (taken?.kind === 'wrong' && taken.why) || 'engine.not_understood'))
  ask(turn)
}
