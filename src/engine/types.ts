/**
 * engine: the flow language. Pure and total: no I/O, no clock, no dice of its own; the same input gives the same output.
 * Whoever wants to talk to a person (the bot, the terminal, the web chat, the simulator, the tests, the linter) comes in
 * through `step` (step.ts). These are the words it shares with its callers.
 */

import type { DraftId, Instant, Lang } from '../kit/ids.ts'
import type { Deed, MediaKind } from '../kit/inbound.ts'
import type { Choice, Message, Span } from '../kit/message.ts'
import type { World } from '../kit/world.ts'
import type { Flow } from './flow.ts'

/**
 * The words, as far as the engine needs them. Built in app/words.ts over i18next. Such an object never changes: corrected words
 * come as a new one, because the engine keeps what it made of them (tables of synonyms) beside it. The same for `FlowBook`.
 */
export interface Words {
  /** The text of a key, with `{{name}}` filled in. Falls back to English; a missing key gives the key itself, never throws. */
  text(lang: Lang, key: string, values?: Values): string
  has(lang: Lang, key: string): boolean
  /** A list of words (synonyms), in that language only; empty if there are none. */
  list(lang: Lang, key: string): string[]
  /** Every language present, in the order to offer. */
  languages(): { tag: Lang; endonym: string; dir: 'ltr' | 'rtl' }[]
  /** Nobody has checked all that a person reads in this language. */
  isDraft(lang: Lang): boolean
}

export type Values = Record<string, string | number>

/** One thing that can be chosen or shown: an option of a question, a hit of a find, a card. */
export type Item = {
  /** ASCII, at most 40 characters, unique in its list. */
  value: string
  label: string
  short?: string
  icon?: string
  /** Further words by which it can be named. */
  words?: string[]
  /** What it means, in a sentence, for who asks for help at the list. */
  about?: string
  /** Ready text to show (a desk's card). */
  text?: Span[]
  /** For `ask: place` by list: choosing it opens a list of its own (a country's areas, a group's categories). */
  opens?: boolean
}

/**
 * Read-only look-ups by name (`categories`, `areas`, `desks` …): synchronous, over what is in memory, the same question
 * the same answer within one step. `query` holds the flow's `with:` resolved to answers' values.
 */
export type Look = (source: string, query: Query) => Item[]
export type Query = {
  lang: Lang
  now: Instant
  /** Values of earlier answers, by the names in the step's `with:`. */
  with: Record<string, Value | undefined>
  /** What the person typed or shared, where the source itself does the matching (places with typos, shared locations). */
  text?: string
  at?: { lat: number; lon: number }
  /** Open the list behind this item (a country, a group). */
  under?: string
  /** Only the item with this value, wherever in the source's lists it stands: for its label. A source may ignore this. */
  value?: string
}

/** A part of an answer in several messages. Long texts and files are kept aside as drafts; the session holds only the reference. */
export type Part = { text: string } | { draft: DraftId; media: MediaKind | 'text'; bytes: number; caption?: string }
/** An answer: JSON only. `null`: skipped. A capability or receipt answer is a string and is dropped at the end like all else. */
export type Value = string | number | boolean | null | string[] | Part[]

/** One flow being talked through. Answers are keyed by step id, never by position. */
export type Frame = {
  flow: string
  /** Hash of the structure it began with. */
  hash: string
  step: string
  answers: Record<string, Value>
  /**
   * Waits answered so far, oldest first, each once: what `back` returns to. `!` marks a commit that was done: no way back
   * beyond it. Only answers of steps in the trail count; others are left from a way that was given up.
   */
  trail: string[]
  tries: number
  /** Page of a long list, from 0. */
  page: number
  /** The list opened at this wait (a country, a group), if any; `=a,b`: just these, because the words fitted several. */
  under?: string
  /** Values of the last commit of this frame, for the texts that follow it. */
  values?: Values
  /** The commit that told them without doing anything: it is asked again when something else came between. */
  told?: string
  /** The review that the talk returns to, while a question is asked again from there. */
  mending?: string
  /** The next part begins the answer anew (a correction), instead of adding to it. */
  fresh?: true
}

/** A conversation in progress. Sealed at rest, at most `BUDGET.state` bytes of JSON, gone at the end. */
export type Session = {
  v: 1
  /** 4 characters; stands in every token so that a button of an earlier conversation is known as old. */
  tag: string
  lang: Lang
  /** The last frame is the one being talked through; those below wait. */
  frames: Frame[]
  /**
   * Says which wait this is; stands in every token and timer. Made of a count that goes up where the talk cannot be undone
   * and of the way that led here, so that `back` and the same answer come to the same number, and another way to another.
   */
  seq: number
  /** The messages budget: so many since `from`, beyond those that every answer may take (`BUDGET.free`). */
  said: { from: Instant; count: number }
  /** When it is erased if nobody speaks. */
  until: Instant
  /** When the person is asked whether they are still there; absent: asked already, or nothing to ask. */
  remindAt?: Instant
}

/** What is known about who speaks; decided outside. */
export type Person = {
  lang: Lang | undefined
  /** The active yes. Without it only flows that need none run, and the caller keeps the session in memory only. */
  consent: boolean
  /** The platform's guess, already matched to a language that is present. */
  guess: Lang | undefined
  channel: { name: string; push: boolean }
}

/** What the engine is asked to react to: a deed, or the outcome of a commit that it asked for. */
export type Input =
  | Deed
  /** `buttons` are added to the next message said; their tokens are the caller's (`n.<capability>`). */
  | { kind: 'committed'; outcome: string; values?: Values; buttons?: Choice[] }

export type Effect =
  | { kind: 'say'; message: Message }
  /** Put a long text aside under this id, sealed like a file. */
  | { kind: 'keep'; draft: DraftId; text: string }
  /** Drafts that a corrected or dropped answer left behind. */
  | { kind: 'drop'; drafts: DraftId[] }
  /** The person chose a language; remembered with their consent. */
  | { kind: 'language'; lang: Lang }
  /** The stop word of any language: all alerts and notices of this person end now. */
  | { kind: 'stop-alerts' }
  /** Count something, without a person: `flow.report.started`, `engine.budget` … */
  | { kind: 'count'; name: string }

/** The engine stands at a commit step: the caller does it (in its transaction) and steps again with `committed`. */
export type Stop = {
  commit: string
  flow: string
  step: string
  answers: Record<string, Value>
  with: Record<string, Value | undefined>
}

export type Outcome = {
  /** `undefined`: the conversation is over (or none began); the caller erases what it kept. */
  session: Session | undefined
  effects: Effect[]
  stop?: Stop
}

export interface FlowBook {
  /** Today's structure of a flow. */
  get(name: string): Flow | undefined
  /** A structure by its hash, also an older one that a session is pinned to. */
  pinned(hash: string): Flow | undefined
  all(): Flow[]
  /** `flows/menu.yaml`: what the idle menu offers, and which flow welcomes a newcomer. */
  menu: { welcome: string; items: string[] }
}

/** All that a step may look at besides session and input. */
export type Env = { flows: FlowBook; words: Words; look: Look; world: World; person: Person }

/** Every loop has a budget; they stand here. */
export const BUDGET = {
  /** Steps per inbound. */
  steps: 50,
  /** Messages that one answer may always take (words, a card, a question): a person is never left in silence. */
  free: 3,
  /** Messages beyond these per person … */
  messages: 12,
  /** … per this many milliseconds. After that, all that is to be said goes into one message. */
  messagesWindow: 10 * 60_000,
  /** Bytes of a session's JSON. */
  state: 8192,
  /** Bytes of text kept in the session itself; more goes aside as drafts. */
  inline: 2048,
  /** Parts of one answer. */
  parts: 30,
  /** Frames on top of each other. */
  depth: 4,
  /** Options on one page … */
  page: 10,
  /** … and so many more on the last. */
  leftOver: 2,
  /** A conversation ends after this pause … */
  life: 60 * 60_000,
  /** … or this one, where the person asked for it. */
  longLife: 24 * 60 * 60_000,
  /** When a person is asked whether they are still there. */
  remind: 45 * 60_000,
} as const

export { VERBS, type Verb } from './flow.ts'
