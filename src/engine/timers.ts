/** Time's part in a conversation. A timer that is no longer about this wait, or not yet due, does nothing. */
import type { Deed } from '../kit/inbound.ts'
import { sayMenu, text, verbButton } from './message.ts'
import { lead, popFrame, say, stepIn, type Turn } from './turn.ts'
import { countEnd } from './verbs.ts'

type Timer = Extract<Deed, { kind: 'timer' }>

/** False: stale. */
export const timer = (turn: Turn, { what, seq }: Timer): boolean => {
  const { session, now } = turn
  if (!session || session.seq !== seq) return false
  if (what === 'expire') {
    if (now < session.until) return false
    if (isQuiet(turn)) {
      forget(turn)
      return true
    }
    expire(turn)
    sayMenu(turn, [text(turn, 'engine.menu_short')])
    return true
  }
  if (session.remindAt === undefined || now < session.remindAt) return false
  delete session.remindAt
  const verbs = (['later', 'repeat', 'cancel'] as const).map(verb => verbButton(turn, verb))
  say(turn, { lang: turn.lang, text: [text(turn, 'engine.still_there')], choices: [], verbs, personal: false })
  return true
}

/** The conversation is over, because nobody spoke for too long. */
export const expire = (turn: Turn): void => {
  const quiet = isQuiet(turn)
  countEnd(turn, 'expired')
  forget(turn)
  if (!quiet) lead(turn, text(turn, 'engine.expired'))
}

const forget = (turn: Turn): void => {
  while (turn.session?.frames.length) popFrame(turn)
  turn.session = undefined
}

/** Nothing is open but a question that nobody has to answer. */
export const isQuiet = ({ env, session }: Turn): boolean => {
  const frame = session?.frames.length === 1 ? session.frames[0] : undefined
  const step = frame && stepIn(env, frame)
  return step?.kind === 'ask' && step.ask === 'choice' && step.quiet === true
}
