/**
 * bench: the same conversation through Tulay and through what a competent user would build on its peers.
 * Measured, never asserted on time; `npm run bench`. What was compared with what stands in README.md beside this file.
 */

/** One thing that a person does. `tap` names the value of the wanted button, whatever token a contender gave it. */
export type Act = { command: string } | { tap: string } | { text: string }

/** What a contender must have kept for a person when the conversation is over. */
export type Filed = { category: string; area: string; story: string; told: boolean }

/** Ten of the categories of `content/`, by id and group; the peers offer these, Tulay its whole list. */
export const CATEGORIES = [
  'unpaid_wages',
  'overtime',
  'contract',
  'dismissal',
  'accident',
  'harassment',
  'passport',
  'housing',
  'debt',
  'visa',
] as const

/** Places as a person types them, and the codes that must be kept. */
export const PLACES = [
  ['Saitama', 'JP-11'],
  ['Tokyo', 'JP-13'],
  ['Aichi', 'JP-23'],
  ['Osaka', 'JP-27'],
  ['Fukuoka', 'JP-40'],
] as const

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

const story = (person: number): string =>
  `Since the third month my boss pays late, and for the night shifts he pays nothing. I asked him ${person} times.`

/** The right answers of a person; the same for every contender. */
export const expected = (person: number): Filed => ({
  category: at(CATEGORIES, person),
  area: at(PLACES, person)[1],
  story: story(person),
  told: person % 2 === 0,
})

/** The seven updates of a person, in order. */
export const acts = (person: number): Act[] => [
  { command: 'report' },
  { tap: 'yes' },
  { tap: at(CATEGORIES, person) },
  { text: at(PLACES, person)[0] },
  { text: story(person) },
  { tap: 'done' },
  { tap: person % 2 === 0 ? 'tell' : 'quiet' },
]

export const TURNS = acts(0).length
/** After this many updates all answers are in and nothing is filed: where bytes at rest are measured. */
export const MIDWAY = 5
