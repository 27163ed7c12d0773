/**
 * Choosing from a list: by tap, number (digits of any script), label, short label, icon or synonym, with one slip forgiven.
 * What all questions with a list share.
 */
import type { WaitStep } from './flow.ts'
import { currentList, findItem, listAt, pageOf } from './lists.ts'
import { exactly, nearly, tableOf } from './match.ts'
import type { Here } from './turn.ts'
import type { Item } from './types.ts'
import { answer, more, type Reply, type Taken } from './wait.ts'

/** Items that typed words can mean. None: not understood. */
export const matching = (here: Here<WaitStep>, raw: string, folded: string, loose: boolean, opens = true): Item[] => {
  const items = currentList(here)
  if (!loose && /^[1-9]\d{0,3}$/.test(folded)) {
    const item = pageOf(items, here.frame.page)[Number(folded) - 1]
    if (item) return [item]
  }
  const icon = loose ? undefined : items.find(item => item.icon !== undefined && item.icon === raw.trim())
  if (icon) return [icon]
  const found = within(items, folded, loose)
  return found.length || here.frame.under !== undefined || !opens ? found : within(behind(here, items), folded, loose)
}

const within = (items: Item[], folded: string, loose: boolean): Item[] => {
  const table = tableOf(items)
  const values = loose ? nearly(table, folded) : exactly(table, folded)
  return values.flatMap(value => items.find(item => item.value === value) ?? [])
}

/** A person may name what stands behind a group without opening it. */
const behind = (here: Here<WaitStep>, items: Item[]): Item[] => {
  const known = opened.get(items)
  if (known) return known
  const all = items.flatMap(item => (item.opens ? listAt(here, here.step, item.value) : []))
  opened.set(items, all)
  return all
}

/** The same list has the same behind it; its words are folded once. */
const opened = new WeakMap<Item[], Item[]>()

/** Chooses a single item: opens a list, or is the answer. */
export const choose = (here: Here<WaitStep>, item: Item, opens = true): Taken => {
  if (item.opens && opens && listAt(here, here.step, item.value).length) return open(here, item.value)
  return answer(item.value)
}

const open = ({ frame }: Here, value: string): Taken => {
  frame.under = value
  frame.page = 0
  return more()
}

/** The usual way to take a reply to a list of which one thing is chosen. */
export const takeOne = (here: Here<WaitStep>, reply: Reply, loose: boolean, opens = true): Taken | undefined => {
  if (reply.kind === 'pick') {
    const item = currentList(here).find(it => it.value === reply.value) ?? findItem(here, here.step, reply.value)
    return item && choose(here, item, opens)
  }
  if (reply.kind !== 'text') return undefined
  const items = matching(here, reply.raw, reply.folded, loose, opens)
  return oneOf(here, items, opens)
}

/** One: it is chosen. Several: asked again with just these. */
export const oneOf = (here: Here<WaitStep>, items: Item[], opens = true): Taken | undefined => {
  const [first] = items
  if (!first) return undefined
  return items.length === 1 ? choose(here, first, opens) : { kind: 'several', values: items.map(item => item.value) }
}
