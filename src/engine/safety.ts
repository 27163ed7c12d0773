/** Words of danger are answered first, whatever was asked. */
import { fold } from '../kit/text.ts'
import { isCrisis } from './lexicon.ts'
import { look } from './lists.ts'
import { cards, sayText, text } from './message.ts'
import { answerOf, count, flowOf, type Turn } from './turn.ts'
import type { Item, Value } from './types.ts'

/** Support, if somebody speaks of dying or hurting themselves. What they said is still taken as the answer. True if said. */
export const support = (turn: Turn, raw: string, folded = fold(raw)): boolean => {
  if (raw === '' || !isCrisis(turn.env, raw, folded)) return false
  const { lead, offers } = turn
  turn.lead = []
  turn.offers = []
  sayText(turn, [text(turn, 'engine.safety.say'), ...cards(numbers(turn))], true)
  turn.lead = lead
  turn.offers = offers
  count(turn, 'engine.safety')
  return true
}

/** A broken list of numbers must not take the words away. */
const numbers = (turn: Turn): Item[] => {
  try {
    return look(turn, 'emergency', { with: { topic: 'mental_health', area: areaOf(turn) } })
  } catch {
    return []
  }
}

/** The place, if it was asked for already. */
const areaOf = ({ session, env }: Turn): Value | undefined => {
  for (const frame of session?.frames ?? []) {
    const flow = flowOf(env, frame)
    const place = flow && Object.values(flow.steps).find(step => step.kind === 'ask' && step.ask === 'place')
    const area = flow && place && answerOf({ flow, frame }, place.id)
    if (typeof area === 'string') return area
  }
  return undefined
}
