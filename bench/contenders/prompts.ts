import { CATEGORIES, PLACES } from '../conversation.ts'

/** What the peers say: as long as Tulay's own words, with the same buttons. */
export const PROMPTS = {
  safe: 'Are you safe right now? If you are in danger, we first show you the emergency numbers of the country you are in.',
  danger: 'Please call 110 for the police or 119 for an ambulance. You can come back here at any time.',
  category: 'What is it about? Choose the one that comes closest. You can say more about it in a moment.',
  place: 'Where does it happen? Write the name of the prefecture. We keep only the area, never an address.',
  place_again: 'I do not know this place. Please write the name of a prefecture.',
  story: 'What happened? Write as much as you like, in as many messages as you like. Tap Done when you are ready.',
  more: 'I have your message. Send more or tap Done.',
  review: 'Please check what you told us. May we tell you here when there is news?',
  thanks: 'Thank you. We have your report. Somebody reads it within three days.',
  choose: 'Please tap one of the buttons.',
} as const

export type Button = { text: string; callback_data: string }

const label = (id: string): string => (id.charAt(0).toUpperCase() + id.slice(1)).replaceAll('_', ' ')
const row = (step: string, ...ids: string[]): Button[] =>
  ids.map(id => ({ text: label(id), callback_data: `${step}:${id}` }))

export const KEYBOARDS = {
  safe: [row('safe', 'yes', 'no')],
  category: CATEGORIES.map(([id, text]) => [{ text, callback_data: `category:${id}` }]),
  done: [row('story', 'done')],
  review: [row('review', 'tell', 'quiet')],
} as const

const codes = new Map<string, string>(PLACES.map(([name, code]) => [name.toLowerCase(), code]))
export const placeCode = (typed: string): string | undefined => codes.get(typed.trim().toLowerCase())

/** The value in `step:value`, if the token belongs to the step. */
export const tapped = (step: string, data: string | undefined): string | undefined =>
  data?.startsWith(`${step}:`) ? data.slice(step.length + 1) : undefined
