/**
 * One turn: what is worked on while the engine reacts to one input. The session in it is a copy, so that whoever called
 * still has the old one; lists and parts within are never changed in place.
 */

import type { DraftId, Instant, Lang } from '../kit/ids.ts'
import type { Choice, Message, Span } from '../kit/message.ts'
import { base64url } from './base64url.ts'
import { type Flow, type Step, stepOf } from './flow.ts'
import { hash32 } from './hash.ts'
import { BUDGET, type Effect, type Env, type Frame, type Session, type Stop, type Value } from './types.ts'

export type Turn = {
  readonly env: Env
  readonly now: Instant
  session: Session | undefined
  /** What is spoken now; outlives the session. */
  lang: Lang
  effects: Effect[]
  /** Words that go before whatever is said next. */
  lead: Span[]
  /** Of the last commit: go with whatever is said next. */
  buttons: Choice[]
  /** Verbs that the words in `lead` speak of. */
  offers: Choice[]
  steps: number
  /** A commit came to something, or the language is another one: what was told before may be true no longer. */
  changed: boolean
  /** The talk stands at a commit, which the caller must do. */
  stop?: Stop
}

/** A step of the flow that is being talked through, and all that belongs to it. */
export type Here<S extends Step = Step> = { turn: Turn; session: Session; frame: Frame; flow: Flow; step: S }

/** A script contradicts itself, or a caller breaks the contract. Caught at the door (step.ts); a person gets a sentence. */
export class Contradiction extends Error {}

/** Marks a commit in the trail. */
export const DONE = '!'

export const beginTurn = (env: Env, session: Session | undefined): Turn => ({
  env,
  now: env.world.now(),
  session: session && { ...session, frames: session.frames.map(copyFrame) },
  lang: session?.lang ?? env.person.lang ?? env.person.guess ?? env.words.languages()[0]?.tag ?? 'en',
  effects: [],
  lead: [],
  buttons: [],
  offers: [],
  steps: 0,
  changed: false,
})

const copyFrame = (frame: Frame): Frame => ({ ...frame, answers: { ...frame.answers }, trail: [...frame.trail] })

export const newSession = (turn: Turn): Session => ({
  v: 1,
  tag: base64url(turn.env.world.random(3)),
  lang: turn.lang,
  frames: [],
  seq: 0,
  said: { from: 0, count: 0 },
  until: 0,
})

export const newFrame = (flow: Flow, answers: Record<string, Value> = {}, step = flow.start): Frame => ({
  flow: flow.flow,
  hash: flow.hash,
  step,
  answers,
  trail: [],
  tries: 0,
  page: 0,
})

/** The structure that a frame stands on. */
export const flowOf = (env: Env, frame: Frame): Flow | undefined => {
  const today = env.flows.get(frame.flow)
  return today?.hash === frame.hash ? today : env.flows.pinned(frame.hash)
}

export const stepIn = (env: Env, frame: Frame): Step | undefined => {
  const flow = flowOf(env, frame)
  return flow && stepOf(flow, frame.step)
}

/** Where the talk stands. Throws a contradiction if that is nowhere. */
export const hereOf = (turn: Turn): Here => {
  const session = turn.session
  const frame = session?.frames.at(-1)
  const flow = frame && flowOf(turn.env, frame)
  const step = frame && flow && stepOf(flow, frame.step)
  if (!session || !frame || !flow || !step) throw new Contradiction(`nowhere: ${frame?.flow}.${frame?.step}`)
  return { turn, session, frame, flow, step }
}

/** An answer that counts: its question was answered on the way here. What is no step (`GIVEN`) counts always. */
export const answerOf = ({ flow, frame }: Pick<Here, 'flow' | 'frame'>, id: string): Value | undefined => {
  if (!Object.hasOwn(frame.answers, id)) return undefined
  return Object.hasOwn(flow.steps, id) && !frame.trail.includes(id) ? undefined : frame.answers[id]
}

export const withOf = (here: Pick<Here, 'flow' | 'frame'>, names: Record<string, string> | undefined) => {
  const values: Record<string, Value | undefined> = {}
  for (const name in names) values[name] = answerOf(here, names[name] ?? '')
  return values
}

export const draftsOf = (value: Value | undefined): DraftId[] =>
  Array.isArray(value) ? value.flatMap(part => (typeof part === 'object' && 'draft' in part ? [part.draft] : [])) : []

/** Drafts that nobody will ask for any more. */
export const drop = (turn: Turn, drafts: DraftId[]): void => {
  if (drafts.length) turn.effects.push({ kind: 'drop', drafts })
}

/** Takes the uppermost frame off, with what it kept aside. */
export const popFrame = (turn: Turn): Frame | undefined => {
  const frame = turn.session?.frames.pop()
  if (frame) dropAnswers(turn, frame)
  return frame
}

/** What a frame that is left kept aside. */
export const dropAnswers = (turn: Turn, frame: Frame): void =>
  drop(turn, Object.values(frame.answers).flatMap(draftsOf))

export const count = (turn: Turn, name: string): void => {
  turn.effects.push({ kind: 'count', name })
}

/** Says a message, with whatever was to go before it and beside it. */
export const say = (turn: Turn, message: Message): void => {
  const text =
    turn.lead.length && message.text.length ? [...turn.lead, '\n\n', ...message.text] : [...turn.lead, ...message.text]
  const choices = turn.buttons.length ? [...message.choices, ...turn.buttons] : message.choices
  const personal = message.personal || turn.buttons.length > 0
  // Before help, which stands last everywhere.
  const missing = turn.offers.filter(({ label }) => !message.verbs.some(verb => verb.label === label))
  const verbs = missing.length ? message.verbs.toSpliced(-1, 0, ...missing) : message.verbs
  turn.effects.push({ kind: 'say', message: { ...message, text, choices, verbs, personal } })
  turn.lead = []
  turn.buttons = []
  turn.offers = []
}

/** Words before whatever is said next. */
export const lead = (turn: Turn, text: string): void => {
  if (turn.lead.length) turn.lead.push('\n\n')
  turn.lead.push(text)
}

const WAYS = 2 ** 20

/** From here on the earlier buttons are old, even if the talk comes to the same question again. */
export const turnPage = (session: Session): void => {
  session.seq = (Math.floor(session.seq / WAYS) + 1) * WAYS
}

/** Names the wait that the talk has come to, by the way that led there. */
export const nameWait = ({ session, frame }: Here): void => {
  const way = `${frame.flow} ${frame.trail.join(' ')} ${frame.mending ?? ''} ${frame.step}`
  session.seq = Math.floor(session.seq / WAYS) * WAYS + (hash32(way) % WAYS)
}

/** The person did something: the conversation lives on from now, and not shorter than they have asked for. */
export const keepAlive = ({ session, now }: Turn): void => {
  if (!session || session.until > now + BUDGET.life) return
  session.until = now + BUDGET.life
  session.remindAt = now + BUDGET.remind
}
