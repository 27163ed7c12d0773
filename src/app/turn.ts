import { step } from '../engine/step.ts'
import type { Effect, Env, Input, Outcome, Session, Stop } from '../engine/types.ts'
import type { DraftId, Instant } from '../kit/ids.ts'
import type { Message } from '../kit/message.ts'
import type { Handlers } from '../kit/result.ts'
import type { Done, Talk } from './talk.ts'

/** What a turn leaves to be written with the batch. Dropped as a whole when the turn fails. */
export type Harvest = {
  messages: Message[]
  keeps: { draft: DraftId; text: string }[]
  drops: DraftId[]
  counts: string[]
  stopAlerts: boolean
  /** The person chose a language in this turn. */
  spoke: boolean
}

export type TurnPorts = {
  envOf(talk: Talk): Env
  /** Does what a commit step asks for, inside the batch's transaction. */
  commit(stop: Stop, harvest: Harvest, talk: Talk): Promise<Done>
}

/** A flow that commits more often than this in one turn is going in circles. */
const COMMITS = 8

/** The first conversation of everybody carries the same tag, so that the buttons of a first page need nothing stored. */
const FIXED = (size: number): Uint8Array => new Uint8Array(size)

/**
 * One person's turn: steps the engine, does what it asks for, steps again, until it waits or ends. Changes `talk` only at
 * the very end, so that a turn that throws has changed nothing.
 */
export const takeTurn = async (ports: TurnPorts, talk: Talk, input: Input): Promise<Harvest> => {
  const harvest: Harvest = { messages: [], keeps: [], drops: [], counts: [], stopAlerts: false, spoke: false }
  const draft: Talk = { ...talk, refs: [...talk.refs] }
  let outcome = first(ports, draft, input)
  for (let commits = 0; ; commits++) {
    for (const effect of outcome.effects) perform[effect.kind](effect as never, harvest, draft)
    if (!outcome.stop) break
    if (commits >= COMMITS) throw new Error('a flow commits in circles')
    draft.session = outcome.session
    const done = await ports.commit(outcome.stop, harvest, draft)
    outcome = step(ports.envOf(draft), outcome.session, { kind: 'committed', ...done })
  }
  Object.assign(talk, draft, { session: outcome.session, changed: true })
  return harvest
}

const first = (ports: TurnPorts, talk: Talk, input: Input): Outcome => {
  const env = ports.envOf(talk)
  if (talk.session || talk.lang) return step(env, talk.session, input)
  if (input.kind === 'tap' && input.token.startsWith('a.')) {
    const { session } = openingOf(env)
    if (session && input.token.startsWith(`a.${session.tag}.`)) return step(env, session, input)
  }
  return step(withFixedTag(env), undefined, input)
}

const withFixedTag = (env: Env): Env => ({ ...env, world: { ...env.world, random: FIXED } })

/** What a newcomer is shown first. The same for everybody, whatever the channel. */
export const openingOf = (env: Env): Outcome =>
  step(withFixedTag(env), undefined, { kind: 'command', name: env.flows.menu.welcome, args: '' })

const perform: Handlers<Effect, [Harvest, Talk], void> = {
  say: (effect, harvest) => void harvest.messages.push(effect.message),
  keep: (effect, harvest) => void harvest.keeps.push({ draft: effect.draft, text: effect.text }),
  drop: (effect, harvest) => void harvest.drops.push(...effect.drafts),
  language: (effect, harvest, talk) => {
    talk.lang = effect.lang
    harvest.spoke = true
  },
  'stop-alerts': (_, harvest) => {
    harvest.stopAlerts = true
  },
  count: (effect, harvest) => void harvest.counts.push(effect.name),
}

/** When the schedule must look at a session again. */
export const dueOf = (session: Session, push: boolean): Instant =>
  push && session.remindAt !== undefined ? Math.min(session.remindAt, session.until) : session.until
