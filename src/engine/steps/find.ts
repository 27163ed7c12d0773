import { fold } from '../../kit/text.ts'
import { takeOne } from '../choices.ts'
import { type FindStep, type PlaceStep, stepOf } from '../flow.ts'
import { currentList, listAt, pageOf } from '../lists.ts'
import { text } from '../message.ts'
import { answerToken } from '../tokens.ts'
import { answerOf, type Here } from '../turn.ts'
import { isSlip } from '../typo.ts'
import type { Reply, Taken, Wait } from '../wait.ts'

const LABEL = 'engine.nearer'

/**
 * One of what a read-only look-up found. Never an empty list: the walk goes to `empty` instead. With `nearer` the last button of
 * every page leads to that place question and back to the list.
 */
export const find: Wait<FindStep> = {
  form: here => ({ items: currentList(here), extra: nearerButton(here), personal: true }),
  take: (here, reply, loose) => {
    const { nearer } = here.step
    if (nearer !== undefined && reply.kind === 'pick' && reply.value === `@${nearer}`) return goNearer(here, nearer)
    const taken = takeOne(here, reply, loose)
    if (taken || nearer === undefined || reply.kind !== 'text') return taken
    return meansNearer(here, reply, loose) ? goNearer(here, nearer) : undefined
  },
}

const nearerButton = (here: Here<FindStep>) => {
  const { turn, session, step } = here
  if (step.nearer === undefined) return []
  const label = text(turn, LABEL)
  return [{ token: answerToken(session, `@${step.nearer}`), label, short: label, icon: '📍' }]
}

/** It is numbered on, after what was found. */
const meansNearer = (here: Here<FindStep>, { folded }: Extract<Reply, { kind: 'text' }>, loose: boolean): boolean => {
  const after = pageOf(currentList(here), here.frame.page).length + 1
  const labels = [here.turn.lang, 'en'].map(lang => fold(here.turn.env.words.text(lang, LABEL)))
  return folded === String(after) || labels.some(label => (loose ? isSlip(folded, label) : folded === label))
}

/** The areas of the country that was answered stand open there: choosing one takes a tap. */
const goNearer = (here: Here<FindStep>, nearer: string): Taken => {
  const place = stepOf(here.flow, nearer) as PlaceStep
  const answer = answerOf(here, nearer)
  // ISO 3166-2 begins with the country's code.
  const country = typeof answer === 'string' ? answer.split('-', 1)[0] : undefined
  const hasAreas = country !== undefined && listAt(here, place, country).length > 0
  return { kind: 'mend', step: nearer, ...(hasAreas ? { under: country } : {}) }
}
