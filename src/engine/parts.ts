/** Answers made of messages: short texts stay in the conversation, long texts and files are kept aside as drafts. */

import type { DraftId } from '../kit/ids.ts'
import type { Span } from '../kit/message.ts'
import { replaceDrafts } from './back.ts'
import { base64url } from './base64url.ts'
import type { Here, Turn } from './turn.ts'
import { BUDGET, type Part, type Session, type Value } from './types.ts'
import { more, type Reply, type Taken, wrong } from './wait.ts'

const encoder = new TextEncoder()
const bytesOf = (text: string | undefined): number => (text === undefined ? 0 : encoder.encode(text).length)

const inlineBytes = (value: Value): number => {
  if (typeof value === 'string') return bytesOf(value)
  if (!Array.isArray(value)) return 0
  return value.reduce<number>((sum, part) => {
    if (typeof part === 'string') return sum + part.length
    return sum + ('text' in part ? bytesOf(part.text) : bytesOf(part.caption))
  }, 0)
}

const fits = (session: Session, text: string): boolean => {
  const held = session.frames
    .flatMap(frame => Object.values(frame.answers))
    .reduce<number>((sum, it) => sum + inlineBytes(it), 0)
  return held + bytesOf(text) <= BUDGET.inline
}

/** Puts a text into the session, or aside if there is no room. */
export const textPart = (turn: Turn, session: Session, text: string): Part => {
  if (fits(session, text)) return { text }
  const draft = base64url(turn.env.world.random(16)) as DraftId
  turn.effects.push({ kind: 'keep', draft, text })
  return { draft, media: 'text', bytes: bytesOf(text) }
}

/** A reply as parts; `undefined`: this question does not take it. */
export const partsOf = (here: Here, reply: Reply, accept: readonly string[]): Part[] | undefined => {
  const { turn, session } = here
  if (reply.kind === 'text') return accept.includes('text') ? [textPart(turn, session, reply.raw.trim())] : undefined
  // Without consent nothing is kept, and so no file is taken.
  if (reply.kind !== 'file' || !accept.includes(reply.media) || !turn.env.person.consent) return undefined
  const { draft, media, bytes, caption } = reply
  if (caption === '') return [{ draft, media, bytes }]
  return fits(session, caption)
    ? [{ draft, media, bytes, caption }]
    : [{ draft, media, bytes }, textPart(turn, session, caption)]
}

const heldParts = ({ frame, step }: Here): Part[] => {
  const value = frame.answers[step.id]
  return Array.isArray(value) ? value.filter(part => typeof part === 'object') : []
}

/** Adds to an answer in several messages. */
export const addParts = (here: Here, parts: Part[]): Taken => {
  const { turn, frame, step } = here
  const held = frame.fresh ? [] : heldParts(here)
  if (held.length + parts.length > BUDGET.parts) return wrong('engine.too_many_parts')
  const value = [...held, ...parts]
  replaceDrafts(turn, frame, step.id, value)
  delete frame.fresh
  frame.answers[step.id] = value
  return more(true)
}

/** "Done" with an answer in several messages. */
export const finishParts = (here: Here): Taken => {
  const parts = heldParts(here)
  return parts.length ? { kind: 'answer', value: parts } : wrong('engine.nothing_yet')
}

export const partsSoFar = (here: Here): Span[] | undefined => {
  // A correction begins anew: what was sent before goes with the first new part.
  if (here.frame.fresh) return undefined
  const count = heldParts(here).length
  return count ? [here.turn.env.words.text(here.turn.lang, 'engine.parts_so_far', { count })] : undefined
}
