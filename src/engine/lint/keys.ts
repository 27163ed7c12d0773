/** Which words a script needs, and which it may have: the keys of `locales/<lang>/flows.json`. */
import type { Flow, Step } from '../flow.ts'

export type Shape = 'text' | 'list'
export type Keys = { needed: Map<string, Shape>; possible: Map<string, Shape> }

/** How often a person can be told again in other words. */
const RETRIES = ['1', '2', '3', '4', '5']

/** Options that the script itself names; those of a list (`from`) bring their own words. */
export const literalOptions = (step: Step): string[] => {
  if (step.kind === 'review') return step.options
  if (step.kind !== 'ask') return []
  if (step.ask === 'yesno') return ['yes', 'no']
  return (step.ask === 'choice' || step.ask === 'many') && Array.isArray(step.options) ? step.options : []
}

const stepKeys = (base: string, step: Step, { needed, possible }: Keys): void => {
  if (step.kind === 'say') needed.set(`${base}.say`, 'text')
  if (step.kind !== 'ask' && step.kind !== 'find' && step.kind !== 'review') return
  needed.set(`${base}.ask`, 'text')
  for (const key of ['help', 'name', ...RETRIES.map(at => `retry.${at}`)]) possible.set(`${base}.${key}`, 'text')
  const common = step.kind === 'ask' && step.ask === 'yesno'
  for (const value of literalOptions(step)) {
    const keys = common ? possible : needed
    keys.set(`${base}.options.${value}`, 'text')
    possible.set(`${base}.options.short.${value}`, 'text')
    possible.set(`${base}.options.icon.${value}`, 'text')
    possible.set(`${base}.words.${value}`, 'list')
  }
}

/** All keys of a flow's words. `menu`: it stands in the menu, so it needs a title. */
export const keysOf = (flow: Flow, menu: boolean): Keys => {
  const keys: Keys = { needed: new Map(), possible: new Map() }
  const base = `flows.${flow.flow}`
  const titled = menu || flow.on.words === true ? keys.needed : keys.possible
  titled.set(`${base}.title`, 'text')
  for (const key of ['short', 'icon']) keys.possible.set(`${base}.${key}`, 'text')
  if (flow.on.words) keys.needed.set(`${base}.words`, 'list')
  const listed = flow.on.command === undefined ? keys.possible : keys.needed
  listed.set(`${base}.command`, 'text')
  for (const step of Object.values(flow.steps)) stepKeys(`${base}.${step.id}`, step, keys)
  // "Change: …" is a button, and a whole question does not fit there.
  for (const step of Object.values(flow.steps))
    if (step.kind === 'review') for (const id of step.review) keys.needed.set(`${base}.${id}.name`, 'text')
  return keys
}
