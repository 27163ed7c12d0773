/**
 * The shape of a flow, as the engine walks it: what `parse.ts` makes of a YAML file. Everything is a closed union, so that
 * whoever handles steps handles all of them. What may stand in the file is said by `schema.ts`; this is what comes out.
 */

/** What a person can always say, in words, by number, command or button. */
export const VERBS = [
  'help',
  'back',
  'skip',
  'repeat',
  'language',
  'cancel',
  'menu',
  'person',
  'mydata',
  'erase',
  'privacy',
  'done',
  'more',
  'stop',
  'later',
] as const
export type Verb = (typeof VERBS)[number]

/** Where to go on: one step, or one by the answer's value (with `skip` and `else` for the rest). */
export type Next = string | Record<string, string>
/** `true`: back to what waits below, else the menu. `menu`: the flows that ran this one end with it. */
export type End = true | 'menu'
/** Answers that no step asked for: they came with the button or the link that began the flow. */
export const GIVEN: readonly string[] = ['capability', 'campaign', 'act']
/** A read-only look-up; `with` names the answers (step ids, or one of `GIVEN`) that it may see. */
export type Source = { from: string; with?: Record<string, string> }
/** Class of what a person writes freely. `secret` (a receipt) is never shown again; `coded` and `public` are never sealed. */
export type Privacy = 'sealed' | 'coded' | 'secret' | 'public'
export type Accept = 'text' | 'photo' | 'voice'

type Tries = { skip?: true; tries?: number; give_up?: string }
type Ask<K extends string, More> = { kind: 'ask'; ask: K; id: string; next: Next } & Tries & More

/**
 * `if_told`: options of the flow's own that are shown only where the last deed has told this value, and not as 0. `quiet`: nobody has
 * to answer; who does not is neither reminded nor told that the talk is over.
 */
export type ChoiceStep = Ask<
  'choice',
  { options: string[] | Source; if_told?: Record<string, string>; sets?: 'language'; quiet?: true }
>
export type ManyStep = Ask<'many', { options: string[] | Source; min?: number; max?: number }>
export type YesNoStep = Ask<'yesno', { options?: undefined }>
/** `min` and `max` count characters. `until: done`: in as many messages as the person wants. */
export type TextStep = Ask<
  'text',
  { privacy: Privacy; accept?: Accept[]; until?: 'done'; format?: 'receipt'; min?: number; max?: number }
>
export type NumberStep = Ask<'number', { min?: number; max?: number }>
/** `min` and `max` are days, `2024-02-29`, or `today`. */
export type DateStep = Ask<'date', { min?: string; max?: string }>
/** `either`: a country that is tapped is an answer, and an area is one too. */
export type PlaceStep = Ask<'place', { level: 'country' | 'area' | 'either' }>
export type MediaStep = Ask<'media', { accept?: ('photo' | 'voice')[]; until?: 'done' }>
export type AskStep = ChoiceStep | ManyStep | YesNoStep | TextStep | NumberStep | DateStep | PlaceStep | MediaStep
export type AskKind = AskStep['ask']

/** Exactly one of `next` and `end`. */
export type SayStep = { kind: 'say'; id: string; show?: Source; next?: string; end?: End }
export type FindStep = {
  kind: 'find'
  id: string
  find: string
  with?: Record<string, string>
  next: string
  empty: string
  /** A place question before it: from the list, the person can say more closely where. */
  nearer?: string
} & Tries
export type BranchStep = { kind: 'branch'; id: string; branch: { when: Condition; next: string }[]; else: string }
export type ReviewStep = { kind: 'review'; id: string; review: string[]; options: string[]; next: Next }
export type CommitStep = { kind: 'commit'; id: string; commit: string; with?: Record<string, string>; next: Next }
export type RunStep = { kind: 'run'; id: string; run: string; next: string }
export type EndStep = { kind: 'end'; id: string; end: End }

export type Step = SayStep | AskStep | FindStep | BranchStep | ReviewStep | CommitStep | RunStep | EndStep
/** A step at which the talk stops until the person says something. */
export type WaitStep = AskStep | FindStep | ReviewStep

/** A condition is data: one test of one answer, or several put together. `step` may also be one of `GIVEN`. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | ({ step: string } & Test)
/** `given`: answered and not skipped. `has`: one of the chosen (many). */
export type Test =
  | { given: boolean }
  | { is: string | number | boolean }
  | { in: (string | number)[] }
  | { has: string }
  | { gt: number }
  | { gte: number }
  | { lt: number }
  | { lte: number }

export type Flow = {
  flow: string
  version: number
  start: string
  /** What begins it. */
  on: { command?: string; words?: true; verb?: Verb; capability?: true; campaign?: true }
  needs?: 'consent'
  /** It is about alerts: the stop word ends it as well, so that nobody is asked on about what is over. */
  ends_on?: 'stop'
  /** By id, in the file's order. */
  steps: Record<string, Step>
  /** Old step id → today's: lets open conversations move. */
  renamed: Record<string, string>
  /** Of the structure (start, needs, steps): what a session is pinned to. Words, version and triggers do not count. */
  hash: string
}

/** `flows/menu.yaml`. */
export type Menu = { welcome: string; items: string[] }

/** The step of that id, if the flow has one of its own. */
export const stepOf = (flow: Flow, id: string): Step | undefined =>
  Object.hasOwn(flow.steps, id) ? flow.steps[id] : undefined

export const isWait = (step: Step): step is WaitStep =>
  step.kind === 'ask' || step.kind === 'find' || step.kind === 'review'

/** True where the person ends the answer with "done": several choices, or several messages. */
export const isOpenEnded = (step: WaitStep): boolean =>
  step.kind === 'ask' &&
  (step.ask === 'many' || ((step.ask === 'text' || step.ask === 'media') && step.until === 'done'))

const targets = (next: Next): string[] => (typeof next === 'string' ? [next] : Object.values(next))

/** Every step that can follow this one, each once, in the file's order. */
export const followers = (step: Step): string[] => {
  const found: string[] = []
  if (step.kind === 'branch') found.push(...step.branch.map(arm => arm.next), step.else)
  else if (step.kind === 'say') found.push(...(step.next === undefined ? [] : [step.next]))
  else if (step.kind !== 'end') found.push(...targets(step.next))
  if (step.kind === 'find') found.push(step.empty)
  if ((step.kind === 'ask' || step.kind === 'find') && step.give_up !== undefined) found.push(step.give_up)
  return [...new Set(found)]
}

/** Whose answers a step reads: `with`, `show`, conditions, reviewed questions. */
export const readsOf = (step: Step): string[] => {
  const named = (names: Record<string, string> | undefined) => Object.values(names ?? {})
  if (step.kind === 'say') return named(step.show?.with)
  if (step.kind === 'ask')
    return 'options' in step && step.options && 'from' in step.options ? named(step.options.with) : []
  if (step.kind === 'find') return [...named(step.with), ...(step.nearer === undefined ? [] : [step.nearer])]
  if (step.kind === 'commit') return named(step.with)
  if (step.kind === 'branch') return step.branch.flatMap(arm => stepsIn(arm.when))
  return step.kind === 'review' ? step.review : []
}

const stepsIn = (when: Condition): string[] => {
  if ('all' in when) return when.all.flatMap(stepsIn)
  if ('any' in when) return when.any.flatMap(stepsIn)
  return 'not' in when ? stepsIn(when.not) : [when.step]
}
