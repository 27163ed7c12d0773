/** The lists that questions choose from, and the labels of what was chosen. */

import type { Lang } from '../kit/ids.ts'
import { cached } from './cached.ts'
import type { ChoiceStep, Flow, ManyStep, Source, Step, WaitStep } from './flow.ts'
import { type Here, type Turn, withOf } from './turn.ts'
import type { Item, Query, Value, Words } from './types.ts'
import { BUDGET } from './types.ts'

const YES_NO = ['yes', 'no']

/** The options that a flow names itself, in one language; understood in English as well. */
const named = cached((words: Words, lang: string) =>
  cached((flow: Flow, id: string): Item[] =>
    optionsIn(flow, id).map(value => nameOption(words, lang, flow, id, value)),
  ),
)

const optionsIn = (flow: Flow, id: string): string[] => {
  const step = flow.steps[id]
  if (step?.kind === 'review') return step.options
  if (step?.kind !== 'ask') return []
  if (step.ask === 'yesno') return YES_NO
  return (step.ask === 'choice' || step.ask === 'many') && Array.isArray(step.options) ? step.options : []
}

const nameOption = (words: Words, lang: Lang, flow: Flow, id: string, value: string): Item => {
  const base = `flows.${flow.flow}.${id}`
  const key = `${base}.options.${value}`
  const step = flow.steps[id]
  const common = step?.kind === 'ask' && step.ask === 'yesno'
  const label = (tag: Lang) =>
    common && !words.has(tag, key) ? words.text(tag, `engine.${value}`) : words.text(tag, key)
  const lists = (tag: Lang) => [
    ...(common ? [words.text(tag, `engine.${value}`), ...words.list(tag, `engine.${value}_words`)] : []),
    ...words.list(tag, `${base}.words.${value}`),
  ]
  const item: Item = {
    value,
    label: label(lang),
    words: [...lists(lang), ...(lang === 'en' ? [] : [label('en'), ...lists('en')])],
  }
  if (words.has(lang, `${base}.options.short.${value}`)) item.short = words.text(lang, `${base}.options.short.${value}`)
  // A picture needs no translation.
  const icon = [lang, 'en'].find(tag => words.has(tag, `${base}.options.icon.${value}`))
  if (icon !== undefined) item.icon = words.text(icon, `${base}.options.icon.${value}`)
  return item
}

const namedItems = ({ turn, flow, frame }: Here, step: Step): Item[] => {
  const items = named(turn.env.words, turn.lang)(flow, step.id)
  const conditions = step.kind === 'ask' && step.ask === 'choice' ? step.if_told : undefined
  if (!conditions) return items
  return items.filter(({ value }) => {
    const told = Object.hasOwn(conditions, value) ? conditions[value] : undefined
    return told === undefined || Boolean(frame.values && Object.hasOwn(frame.values, told) && frame.values[told])
  })
}

export const look = (turn: Turn, source: string, query: Partial<Query>): Item[] =>
  turn.env.look(source, { with: {}, ...query, lang: turn.lang, now: turn.now })

/** Where a wait's list comes from, if it does not name its options itself. */
const sourceOf = (step: Step): Source | undefined => {
  if (step.kind === 'find') return step.with ? { from: step.find, with: step.with } : { from: step.find }
  if (step.kind !== 'ask') return undefined
  if (step.ask === 'place') return { from: 'areas' }
  return (step.ask === 'choice' || step.ask === 'many') && !Array.isArray(step.options) ? step.options : undefined
}

/** The whole list of a wait: what it names, or what the look-up gives, or what stands behind an opened item. */
export const listAt = (here: Here, step: ChoiceStep | ManyStep | WaitStep, under?: string): Item[] => {
  const source = sourceOf(step)
  if (!source) return namedItems(here, step)
  const query = { with: withOf(here, source.with) }
  return look(here.turn, source.from, under === undefined ? query : { ...query, under })
}

/** The item of that value, wherever in the list or behind it. */
export const findItem = (here: Here, step: WaitStep, value: string): Item | undefined => {
  const source = sourceOf(step)
  if (!source) return namedItems(here, step).find(item => item.value === value)
  const given = withOf(here, source.with)
  const direct = look(here.turn, source.from, { with: given, value }).find(item => item.value === value)
  if (direct) return direct
  const top = listAt(here, step)
  const found = top.find(item => item.value === value)
  if (found) return found
  for (const item of top) {
    const inner = item.opens ? listAt(here, step, item.value).find(below => below.value === value) : undefined
    if (inner) return inner
  }
  return undefined
}

/** What is shown now: the list, the list behind an opened item, or just those that words fitted (`=a,b`). */
export const currentList = (here: Here<WaitStep>): Item[] => {
  const { frame, step } = here
  if (!frame.under?.startsWith('=')) return listAt(here, step, frame.under)
  const values = frame.under.slice(1).split(',')
  return values.flatMap(value => findItem(here, step, value) ?? [])
}

/** One or two that are left over stand on the last page: nobody turns a page for them. */
export const pagesOf = (items: Item[]): number => Math.max(1, Math.ceil((items.length - BUDGET.leftOver) / BUDGET.page))

export const pageOf = (items: Item[], page: number): Item[] =>
  items.slice(page * BUDGET.page, page + 1 < pagesOf(items) ? (page + 1) * BUDGET.page : undefined)

/** Whether an answer still is one: what it depends on may have been corrected since. */
export const isPossible = (here: Here, step: WaitStep, value: Value | undefined): boolean => {
  if (value === undefined || step.kind === 'review') return false
  if (value === null) return step.skip === true
  const chosen = Array.isArray(value) ? value : [value]
  if (step.kind === 'ask' && !['choice', 'many', 'yesno', 'place'].includes(step.ask)) return true
  return chosen.every(one => typeof one === 'string' && findItem(here, step, one) !== undefined)
}
