/** How answers are named again: in reviews, in "Chosen: …", in `{{where}}` of a later text. */
import type { Step, WaitStep } from './flow.ts'
import { isWait, stepOf } from './flow.ts'
import { findItem } from './lists.ts'
import { answerOf, type Here } from './turn.ts'
import type { Part, Value, Values } from './types.ts'

/** As much of a person's own words as is repeated to them. */
const QUOTED = 300

const shorten = (text: string): string => {
  const letters = [...text]
  return letters.length > QUOTED ? `${letters.slice(0, QUOTED).join('')}…` : text
}

export const labelOf = (here: Here, step: WaitStep, value: Value | undefined): string => {
  const { words } = here.turn.env
  const lang = here.turn.lang
  if (value === undefined || value === null) return words.text(lang, 'engine.skipped')
  if (Array.isArray(value) && value.some(part => typeof part === 'object')) return partsLabel(here, value as Part[])
  if (Array.isArray(value)) return value.map(one => findItem(here, step, String(one))?.label ?? String(one)).join(', ')
  if (typeof value !== 'string') return String(value)
  if (step.kind === 'ask' && step.ask === 'text') return step.privacy === 'secret' ? '…' : shorten(value)
  return findItem(here, step, value)?.label ?? value
}

/** Short texts as they are; anything else as "Texts: 2. Photos: 1." */
const partsLabel = (here: Here, parts: Part[]): string => {
  const inline = parts.flatMap(part => ('text' in part ? [part.text] : []))
  if (inline.length === parts.length) return shorten(inline.join('\n'))
  const of = (media: string) => parts.filter(part => 'media' in part && part.media === media).length
  const texts = inline.length + of('text')
  const values = { texts, photos: of('photo'), voices: of('voice') }
  return here.turn.env.words.text(here.turn.lang, 'engine.answer_parts', values)
}

/**
 * What a text of this flow may mention: the last commit's values, and the label of each answer by its step. Labels are looked up
 * when they are read, because most texts mention none.
 */
export const valuesAt = (here: Here): Values => {
  const values: Values = {}
  const { flow, frame } = here
  for (const id of Object.keys(frame.answers)) {
    const step: Step | undefined = stepOf(flow, id)
    if (!step || !isWait(step)) continue
    const get = () => labelOf(here, step, answerOf(here, id))
    Object.defineProperty(values, id, { get, enumerable: true, configurable: true })
  }
  for (const [name, value] of Object.entries(frame.values ?? {}))
    Object.defineProperty(values, name, { value, enumerable: true, configurable: true })
  return values
}
