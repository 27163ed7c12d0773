import type { Purpose } from './sheet.ts'

/**
 * Where a campaign stands. `draft` → `signing` (nobody writes any more, people sign) → `approved` (enough have signed; it waits for the hold
 * and for its time) → `running` ⇄ `paused` → `ended` (over, recalled, or its result is being told). From `signing` and `approved` it can be
 * taken back to `draft` as long as nothing has begun. `cancelled`: for good, from any of these before `ended`. `template`: words to begin
 * others with; it stays one.
 */
export const STATES = ['draft', 'signing', 'approved', 'running', 'paused', 'ended', 'cancelled', 'template'] as const
export type State = (typeof STATES)[number]

/** Enough people have signed it, and it is not over. */
export const LIVE: readonly State[] = ['approved', 'running', 'paused']
/** Some of it may have gone out. */
export const BEGUN: readonly State[] = ['running', 'paused', 'ended']
/** People may have it on their phones, also if it was called off since. */
export const KNOWN: readonly State[] = [...LIVE, 'ended', 'cancelled']

/** For good. */
export const OVER: readonly State[] = ['ended', 'cancelled']

/** In which states a sheet of a purpose is signed: a call while nobody writes it, what comes after it once somebody may have the call. */
export const SIGNED_IN: Readonly<Record<Purpose, readonly State[]>> = {
  call: ['signing', ...LIVE],
  template: ['signing', ...LIVE],
  result: BEGUN,
  correction: [...BEGUN, 'cancelled'],
}

/** One sending: `waits` for its time → `filling` (people become lines, page by page) → `sending` → `done`. `cancelled`: called off, at any of these. */
export const RUN_STATES = ['waits', 'filling', 'sending', 'done', 'cancelled'] as const
export type RunState = (typeof RUN_STATES)[number]

/** What is sent in a run: the sheet of a purpose, a reminder of an event, words in place of others, nothing in place of words, what came of it. */
export const RUN_PURPOSES = ['call', 'reminder', 'correction', 'recall', 'result'] as const
export type RunPurpose = (typeof RUN_PURPOSES)[number]
