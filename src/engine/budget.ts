/** The budgets of what is said and of what is kept. Steps, depth and parts are counted where they grow; all numbers: `BUDGET`. */

import type { Message } from '../kit/message.ts'
import { packSession } from './codec.ts'
import { count, type Turn } from './turn.ts'
import { BUDGET, type Effect, type Session, type Value } from './types.ts'

/**
 * Nobody is flooded and nobody is left in silence: an answer may always take `BUDGET.free` messages; beyond that there are
 * `BUDGET.messages` in ten minutes. Then everything that is still to be said goes into one.
 */
export const keepMessagesBudget = (turn: Turn): void => {
  const says = turn.effects.filter(effect => effect.kind === 'say')
  if (says.length <= BUDGET.free) return
  const used = usedOf(turn.session, turn.now)
  const allowed = BUDGET.free + Math.max(0, BUDGET.messages - used.count)
  if (says.length > allowed) {
    const joined = {
      kind: 'say' as const,
      message: says
        .slice(allowed - 1)
        .map(({ message }) => message)
        .reduce(join),
    }
    const first: Effect[] = says.slice(0, allowed - 1)
    turn.effects = [...turn.effects.filter(effect => effect.kind !== 'say'), ...first, joined]
    count(turn, 'engine.budget')
  }
  if (turn.session)
    turn.session.said = { from: used.from, count: used.count + Math.min(says.length, allowed) - BUDGET.free }
}

const usedOf = (session: Session | undefined, now: number): { from: number; count: number } => {
  const said = session?.said
  // A clock that jumped back begins a new window as well.
  const fresh = !said?.count || now - said.from >= BUDGET.messagesWindow || now < said.from
  return fresh ? { from: now, count: 0 } : said
}

/** The last message's question stays the question. */
const join = (one: Message, other: Message): Message => ({
  ...other,
  text: [...one.text, '\n\n', ...other.text],
  choices: [...one.choices, ...other.choices],
  personal: one.personal || other.personal,
})

const encoder = new TextEncoder()

/** More than a packed character, id or part can take, in bytes. */
const WORST = { letter: 6, entry: 200 }

/** Whether a session is small enough to be kept. Measured only where it could be too big. */
export const fitsState = (session: Session): boolean => {
  let most = 500
  for (const { answers, values } of session.frames) {
    most += 4 * WORST.entry
    for (const id in answers) most += WORST.entry + sizeOf(answers[id])
    for (const name in values) most += WORST.entry + WORST.letter * String(values[name]).length
  }
  return most <= BUDGET.state || encoder.encode(packSession(session)).length <= BUDGET.state
}

const sizeOf = (value: Value | undefined): number => {
  if (typeof value === 'string') return WORST.letter * value.length
  if (!Array.isArray(value)) return 0
  let size = 0
  for (const part of value) {
    const text = typeof part === 'string' ? part : 'text' in part ? part.text : part.caption
    size += WORST.entry + WORST.letter * (text?.length ?? 0)
  }
  return size
}
