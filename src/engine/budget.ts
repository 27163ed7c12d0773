/** The budgets of what is said. Those of steps, depth and parts are kept where these grow; all numbers stand in `BUDGET`. */
import type { Message } from '../kit/message.ts'
import { count, type Turn } from './turn.ts'
import { BUDGET, type Effect, type Session } from './types.ts'

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
