import { fold } from '../../kit/text.ts'
import { matching, oneOf, takeOne } from '../choices.ts'
import type { PlaceStep } from '../flow.ts'
import { currentList, listAt, look } from '../lists.ts'
import type { Here } from '../turn.ts'
import type { Item } from '../types.ts'
import type { Reply, Taken, Wait } from '../wait.ts'

/** So many places to choose from, if words fit several. */
const OFFERED = 10

/** An area (`JP-11`) or a country (`JP`): by name, by list, or by a shared location, of which only the area is kept. */
export const place: Wait<PlaceStep> = {
  form: here => ({ items: currentList(here), input: 'place' }),
  take: (here, reply, loose) => {
    const { level } = here.step
    const opens = level === 'area'
    if (reply.kind === 'place') return takeNearest(here, reply)
    if (reply.kind !== 'text') return takeOne(here, reply, false, opens)
    if (loose) return oneOf(here, named(here, reply.raw, reply.folded), opens)
    return oneOf(here, matching(here, reply.raw, reply.folded, false, level !== 'country'), opens)
  },
}

const takeNearest = (here: Here<PlaceStep>, { lat, lon }: Extract<Reply, { kind: 'place' }>): Taken | undefined => {
  const found = look(here.turn, 'areas', { at: { lat, lon } })
  const items = here.step.level === 'country' ? countriesOf(here, found) : found
  return oneOf(here, items.slice(0, OFFERED), here.step.level === 'area')
}

/** ISO 3166-2 begins with the country's code. */
const countriesOf = (here: Here<PlaceStep>, areas: Item[]): Item[] => {
  const codes = new Set(areas.map(area => area.value.split('-', 1)[0]))
  return listAt(here, here.step).filter(item => codes.has(item.value))
}

/** The source forgives typos itself; a name that fits wholly goes before those that nearly fit. */
const named = (here: Here<PlaceStep>, raw: string, folded: string): Item[] => {
  const within = here.frame.under
  const query = { text: raw.trim() }
  let found =
    within !== undefined && !within.startsWith('=') ? look(here.turn, 'areas', { ...query, under: within }) : []
  if (!found.length) found = look(here.turn, 'areas', query)
  const items =
    here.step.level === 'country' ? [...new Set([...found.filter(it => it.opens), ...countriesOf(here, found)])] : found
  const whole = items.filter(item => [item.label, ...(item.words ?? [])].some(word => fold(word) === folded))
  return whole.length === 1 ? whole : items.slice(0, OFFERED)
}
