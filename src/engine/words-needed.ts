/** Which words the scripts and the engine itself speak: for the linter, for translators and for the tests of the words. */
import { type Flow, VERBS } from './flow.ts'
import { keysOf } from './lint/keys.ts'

export type Needed = {
  key: string
  kind: 'text' | 'list'
  /** The engine has something else to say if it is missing. */
  optional: boolean
  /** Longest, in characters. */
  max?: number
}

const SHORT = 20
const COMMAND = 80

const limited = (it: Needed): Needed => {
  if (/\.short(\.|$)/.test(it.key) || /^verbs\.\w+\.label$/.test(it.key)) return { ...it, max: SHORT }
  return it.key.endsWith('.command') ? { ...it, max: COMMAND } : it
}

/** All words of one flow. `inMenu`: it stands in the menu, and so needs a title. */
export const wordsNeeded = (flow: Flow, inMenu = false): Needed[] => {
  const { needed, possible } = keysOf(flow, inMenu)
  const list = (keys: typeof needed, optional: boolean): Needed[] =>
    [...keys].filter(([key]) => !optional || !needed.has(key)).map(([key, kind]) => ({ key, kind, optional }))
  return [...list(needed, false), ...list(possible, true)].map(limited)
}

const TEXTS =
  'yes no old_button not_understood menu menu_short welcome_back help.default help.verbs retry.choice retry.many retry.yesno ' +
  'retry.text retry.number retry.date retry.place retry.media give_up two_matches page first_page many_so_far parts_so_far nothing_yet ' +
  'nearer too_many_parts too_big error review change skipped answer_parts still_there kept_longer kept_hour expired moved cancelled drafted cannot_skip ' +
  'cannot_go_back stop_done safety.say unreadable.sticker unreadable.contact unreadable.edited unreadable.too-long ' +
  'unreadable.too-large unreadable.wrong-type unreadable.not-fetched unreadable.other needs_consent closed_deep receipt_typo'
const LISTS = 'yes_words no_words safety.crisis'

const named = (prefix: string, names: string, kind: Needed['kind']): Needed[] =>
  names.split(' ').map(name => ({ key: `${prefix}.${name}`, kind, optional: false }))

/** The words of the engine, whatever the scripts are. `parts_so_far` has plural forms (`_one`, `_other` …). */
export const ENGINE_WORDS: readonly Needed[] = [
  ...named('engine', TEXTS, 'text'),
  ...named('engine', LISTS, 'list'),
  // Only languages in which a mark makes another word need it.
  { key: 'engine.safety.crisis_exact', kind: 'list' as const, optional: true },
  ...VERBS.flatMap(verb => [
    ...named(`verbs.${verb}`, 'label command', 'text'),
    ...named(`verbs.${verb}`, 'words', 'list'),
  ]),
].map(limited)
