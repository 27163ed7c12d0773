/**
 * The engine's door. `step` is pure and total: for every session and every input it gives back what the session becomes and what
 * is to be done, and it never throws. The bot, the web chat, the terminal, the tests and the linter all come in here.
 */
import { fold } from '../kit/text.ts'
import { fitsState, keepMessagesBudget } from './budget.ts'
import { committed, handOverAt } from './committed.ts'
import { askMoved, deed, type Spoken } from './deeds.ts'
import { isWait } from './flow.ts'
import { isStop, verbExactly } from './lexicon.ts'
import { sayMenu, sayText, text } from './message.ts'
import { revise } from './revise.ts'
import { support } from './safety.ts'
import { expire, isQuiet, timer } from './timers.ts'
import { beginTurn, Contradiction, count, drop, keepAlive, lead, popFrame, stepIn, type Turn } from './turn.ts'
import type { Effect, Env, Input, Outcome, Session } from './types.ts'
import { ask } from './walk.ts'

/**
 * One input of one person, and what it leads to.
 * @param session what the last step gave back; `undefined` between conversations. It is not changed.
 * @returns the session to keep (`undefined`: the conversation is over), effects in the order in which they happen, and `stop` if
 * the caller must do a commit and step again with its outcome. All effects up to then stand.
 */
export const step = (env: Env, session: Session | undefined, input: Input): Outcome => {
  try {
    return react(env, session, input)
  } catch {
    return broken(env, session, input)
  }
}

const react = (env: Env, session: Session | undefined, input: Input): Outcome => {
  const turn = beginTurn(env, session)
  if (input.kind === 'group') return { session, effects: [] }
  if (input.kind === 'blocked') return leave(turn)
  if (input.kind === 'timer') {
    if (!timer(turn, input)) return { session, effects: [] }
    if (!turn.session && !isSaid(turn)) return { session: undefined, effects: turn.effects }
  } else if (input.kind === 'committed') committed(turn, input)
  else spoken(turn, input)
  return close(turn, session, input)
}

const spoken = (turn: Turn, input: Spoken): void => {
  let told = false
  if (turn.session && turn.now >= turn.session.until) {
    expire(turn)
    told = true
  }
  keepAlive(turn)
  const move = revise(turn)
  if (turn.session?.frames.length === 0) {
    turn.session = undefined
    lead(turn, text(turn, 'engine.moved'))
    told = true
  }
  const isAnswer = input.kind === 'text' || input.kind === 'file' || input.kind === 'place'
  if (turn.session && move === 'again' && isAnswer) askMoved(turn, input)
  else deed(turn, input, told)
}

/** Gone without a word: nobody is there to read one. */
const leave = (turn: Turn): Outcome => {
  while (turn.session?.frames.length) popFrame(turn)
  return { session: undefined, effects: [...turn.effects, { kind: 'stop-alerts' }] }
}

const close = (turn: Turn, before: Session | undefined, input: Input): Outcome => {
  const { session, stop } = turn
  // What comes of a commit is said in another turn; words that were to go before it go now.
  if (stop && turn.lead.length) sayText(turn, [])
  if (session?.until === 0) keepAlive(turn)
  if (session && isQuiet(turn)) delete session.remindAt
  if (session && before && input.kind !== 'committed' && !fitsState(session)) return tooBig(turn.env, before, input)
  if (!stop && !isSaid(turn)) throw new Contradiction('silence')
  keepMessagesBudget(turn)
  return stop ? { session, effects: turn.effects, stop } : { session, effects: turn.effects }
}

const isSaid = ({ effects }: Turn): boolean => effects.some(({ kind }) => kind === 'say')

/** The answer would not fit: it is not taken, and what was there before stays. */
const tooBig = (env: Env, before: Session, input: Input): Outcome => {
  const turn = beginTurn(env, before)
  count(turn, 'engine.budget')
  if (input.kind === 'file') drop(turn, [input.draft])
  lead(turn, text(turn, 'engine.too_big'))
  ask(turn)
  return { session: turn.session, effects: turn.effects }
}

/**
 * A script contradicts itself, or a look-up threw. The person is told, and can begin anything from the menu; a question that was
 * open stays open, so that nothing they said is lost.
 */
const broken = (env: Env, session: Session | undefined, input: Input): Outcome => {
  const failed: Effect = { kind: 'count', name: 'engine.error' }
  try {
    const turn = beginTurn(env, session)
    turn.effects.push(failed)
    if (input.kind === 'file') drop(turn, [input.draft])
    if (input.kind === 'text') support(turn, input.text)
    if (meansStop(turn, input)) turn.effects.push({ kind: 'stop-alerts' })
    if (input.kind === 'committed') handOverAt(turn, input.outcome)
    const open = staysOpen(turn, input)
    if (!open) {
      while (turn.session?.frames.length) popFrame(turn)
      turn.session = undefined
    }
    keepAlive(turn)
    sayMenu(turn, [text(turn, 'engine.error')], open ? ['repeat', 'cancel', 'help'] : ['help'])
    return { session: turn.session, effects: turn.effects }
  } catch {
    const message = { lang: 'en', text: ['Something went wrong on our side.'], choices: [], verbs: [], personal: false }
    return { session: undefined, effects: [failed, { kind: 'say', message }] }
  }
}

const meansStop = (turn: Turn, input: Input): boolean => {
  if (input.kind === 'text') return isStop(turn.env, fold(input.text))
  return input.kind === 'tap' ? input.token.startsWith('v.stop.') : input.kind === 'command' && input.name === 'stop'
}

const staysOpen = ({ env, session, lang }: Turn, input: Input): boolean => {
  const frame = session?.frames.at(-1)
  const at = frame && stepIn(env, frame)
  if (!at || !isWait(at) || input.kind === 'committed' || input.kind === 'timer') return false
  const verb = input.kind === 'text' ? verbExactly(env, lang, input.text, fold(input.text)) : undefined
  return verb !== 'cancel' && verb !== 'menu'
}
