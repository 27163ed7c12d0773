/**
 * bench: the same conversation through Tulay and through what a competent user would build on its peers.
 * Measured, never asserted on time; `npm run bench`. What was compared with what stands in README.md beside this file.
 */

/** One thing that a person does. `tap` names the value of the wanted button, whatever token a contender gave it. */
export type Act = { command: string } | { tap: string } | { text: string }

/** What a contender must have kept for a person when the conversation is over. */
export type Filed = { category: string; area: string; story: string; told: boolean }

/** The first page of categories: as many buttons with every contender. Tulay's hold groups, of which only `other` is itself a category. */
export const CATEGORIES = [
  ['danger', 'Danger, violence, crime'],
  ['work', 'Work and pay'],
  ['agencies', 'Agencies, contracts, passport taken'],
  ['papers', 'Visa, papers, embassy'],
  ['custody', 'Detention, police, border'],
  ['care', 'Health and feelings'],
  ['families', 'Family, children, school'],
  ['daily', 'Money, home, daily life'],
  ['rights', 'Rights and complaints'],
  ['other', 'Something else'],
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
  category: 'other',
  area: at(PLACES, person)[1],
  story: story(person),
  told: person % 2 === 0,
})

/** The seven updates of a person, in order. */
export const acts = (person: number): Act[] => [
  { command: 'report' },
  { tap: 'yes' },
  { tap: 'other' },
  { text: at(PLACES, person)[0] },
  { text: story(person) },
  { tap: 'done' },
  { tap: person % 2 === 0 ? 'tell' : 'quiet' },
]

export const TURNS = acts(0).length
/** After this many updates all answers are in and nothing is filed: where bytes at rest are measured. */
export const MIDWAY = 5
