/** What a kind of question must know to do. One kind, one file, under `steps/`. */

import type { Deed } from '../kit/inbound.ts'
import type { Choice, Message, Span } from '../kit/message.ts'
import type { End, WaitStep } from './flow.ts'
import type { Here } from './turn.ts'
import type { Item, Stop, Value } from './types.ts'

/** What a person said to a question, after commands, verbs and old buttons are out of the way. */
export type Reply =
  | { kind: 'text'; raw: string; folded: string }
  /** A button of this very question. */
  | { kind: 'pick'; value: string }
  | Extract<Deed, { kind: 'place' | 'file' }>

/** What came of it. `undefined` (where this is returned): not understood by this question. */
export type Taken =
  | { kind: 'answer'; value: Value }
  /** Part of an answer, or a list opened: the same wait goes on. `brief`: without the question's words. */
  | { kind: 'more'; brief: boolean }
  /** A correction is wanted, from a review or a list. `under`: the list to open there. */
  | { kind: 'mend'; step: string; under?: string }
  /** Meant as an answer, but it is none: the key of the words that say why; `undefined`: the question's own retry words. */
  | { kind: 'wrong'; why: string | undefined }
  /** Words that fit several things: ask again with just these. */
  | { kind: 'several'; values: string[] }

/** How a question looks, besides its words. */
export type Form = {
  /** Choosable, already in the order shown; the page is cut by who builds the message. */
  items: Item[]
  /** Already chosen (many). */
  chosen?: string[]
  /** Choices beside the list. */
  extra?: Choice[]
  input?: NonNullable<Message['input']>
  accept?: NonNullable<Message['accept']>
  /** Words before the question (the summary of a review). */
  before?: Span[]
  /** Words after the question: what was said so far. */
  soFar?: Span[]
  /** "Done" would be taken now. */
  finish?: boolean
  personal?: boolean
}

export type Wait<S extends WaitStep> = {
  form(here: Here<S>): Form
  /**
   * `loose`: nothing fitted exactly, neither here nor among the verbs; forgive a slip now. Replies other than text come once,
   * with `loose: false`.
   */
  take(here: Here<S>, reply: Reply, loose: boolean): Taken | undefined
  /** "Done" was said to a question that takes several things. */
  done?(here: Here<S>): Taken
}

export const answer = (value: Value): Taken => ({ kind: 'answer', value })
export const wrong = (why?: string): Taken => ({ kind: 'wrong', why })
export const more = (brief = false): Taken => ({ kind: 'more', brief })

/** Where the talk goes from a step that does not wait. */
export type Go =
  | { go: 'on'; to: string }
  | { go: 'end'; end: End }
  | { go: 'stop'; stop: Stop }
  | { go: 'run'; flow: string; next: string }
