/**
 * From the plain value in a flow's file to a `Flow`, with everything that is wrong said at once. `parse.ts` adds line and column.
 */
import type { z } from 'zod'
import { nearest } from '../kit/text.ts'
import {
  type AskStep,
  type ChoiceStep,
  type Flow,
  followers,
  GIVEN,
  type Menu,
  type Next,
  readsOf,
  type Step,
} from './flow.ts'
import { canonical, hash64 } from './hash.ts'
import { ASKS, flowFile, KINDS, menuFile, stepId } from './schema.ts'

/** Where (keys from the top of the file) and what. `key`: it is the key's own name that is wrong. */
type Flaw = { path: (string | number)[]; message: string; key?: true }

export type Checked<T> = { value?: T; flaws: Flaw[] }

const meant = (written: string, names: readonly string[]): string => {
  const name = nearest(written, names)
  return name === undefined ? '' : `; did you mean \`${name}\`?`
}

const unknown = (written: string, names: readonly string[]) =>
  `unknown key \`${written}\`${meant(written, names) || `; possible: ${names.join(', ')}`}`

const keysOf = (schema: z.ZodType): string[] => Object.keys((schema as { shape?: object }).shape ?? {})

/** zod's issues in our own words. `shapes` by path, so that an unknown key can be compared with those that exist there. */
const flawsOf = (schema: z.ZodType, value: unknown, under: (string | number)[]): Flaw[] => {
  const result = schema.safeParse(value, { reportInput: false })
  if (result.success) return []
  return result.error.issues.flatMap((issue): Flaw[] => {
    const path = [...under, ...issue.path.map(part => (typeof part === 'symbol' ? String(part) : part))]
    if (issue.code !== 'unrecognized_keys') return [{ path, message: plainly(issue, path, value, issue.path) }]
    const inner = issue.path.reduce<unknown>((at, key) => shapeAt(at, key), schema)
    return issue.keys.map(key => ({
      path: [...path, key],
      message: unknown(key, keysOf(inner as z.ZodType)),
      key: true,
    }))
  })
}

const shapeAt = (schema: unknown, key: PropertyKey): unknown => {
  const inner = (schema as { shape?: Record<PropertyKey, unknown> } | undefined)?.shape?.[key]
  return (inner as { def?: { innerType?: unknown } } | undefined)?.def?.innerType ?? inner
}

const plainly = (issue: z.core.$ZodIssue, path: (string | number)[], value: unknown, inside: PropertyKey[]): string => {
  const last = path.at(-1)
  if (last === undefined) return 'the file must hold `key: value` lines'
  const there = inside.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value)
  if (there === undefined) return `\`${last}\` is missing`
  return `\`${last}\` ${issue.message[0]?.toLowerCase()}${issue.message.slice(1)}`
}

/** Checks a flow file's value. A flow comes out only if nothing is wrong. */
export const checkFlow = (raw: unknown): Checked<Flow> => {
  const flaws = flawsOf(flowFile, raw, [])
  const file = raw as Record<string, unknown> | null
  const steps: Record<string, Step> = {}
  const rawSteps = typeof file?.steps === 'object' && file.steps !== null ? Object.entries(file.steps) : []
  for (const [id, rawStep] of rawSteps) {
    for (const flaw of flawsOf(stepId, id, ['steps', id]))
      flaws.push({ ...flaw, message: `step id ${flaw.message}`, key: true })
    const checked = checkStep(id, rawStep)
    flaws.push(...checked.flaws)
    if (checked.value) steps[id] = checked.value
  }
  if (rawSteps.length === 0 && !flaws.length) flaws.push({ path: ['steps'], message: 'a flow needs at least one step' })
  if (file && typeof file === 'object')
    flaws.push(
      ...checkNames(
        file,
        rawSteps.map(([id]) => id),
        steps,
      ),
    )
  if (flaws.length) return { flaws }
  const { flow, version, start, on = {}, needs, ends_on, renamed = {} } = flowFile.parse(raw)
  const trigger = on as Flow['on']
  const hash = hash64(canonical({ flow, start, needs, steps }))
  const ends = { ...(needs ? { needs } : {}), ...(ends_on ? { ends_on } : {}) }
  return { value: { flow, version, start, on: trigger, ...ends, steps, renamed, hash }, flaws: [] }
}

const checkStep = (id: string, raw: unknown): Checked<Step> => {
  const path = ['steps', id]
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { flaws: [{ path, message: `step \`${id}\` must be \`{ kind: …, next: … }\`` }] }
  const kinds = ['ask', ...Object.keys(KINDS)]
  const kind = kinds.find(it => Object.hasOwn(raw, it))
  if (kind === undefined) {
    const odd = Object.keys(raw).map(key => nearest(key, kinds))
    const hint = odd.find(it => it !== undefined)
    const end = hint ? `; did you mean \`${hint}\`?` : `; it needs one of: ${kinds.join(', ')}`
    return { flaws: [{ path, message: `step \`${id}\` has no kind${end}`, key: true }] }
  }
  if (kind !== 'ask') {
    const flaws = flawsOf(KINDS[kind as keyof typeof KINDS], raw, path)
    const step = { kind, id, ...(kind === 'review' ? { options: ['ok'] } : {}), ...raw } as unknown as Step
    return flaws.length ? { flaws } : checkSense(step)
  }
  const ask = (raw as { ask: unknown }).ask
  if (typeof ask !== 'string' || !Object.hasOwn(ASKS, ask)) {
    const names = Object.keys(ASKS)
    const hint = meant(String(ask), names) || `; possible: ${names.join(', ')}`
    return { flaws: [{ path: [...path, 'ask'], message: `unknown kind of question \`${ask}\`${hint}` }] }
  }
  const flaws = flawsOf(ASKS[ask as keyof typeof ASKS], raw, path)
  return flaws.length ? { flaws } : checkSense({ kind, id, ...raw } as unknown as Step)
}

type Tell = (key: string, message: string, arm?: string) => void

/** What a single step must not contradict in itself. */
const checkSense = (step: Step): Checked<Step> => {
  const flaws: Flaw[] = []
  const flaw: Tell = (key, message, arm) =>
    flaws.push({ path: ['steps', step.id, key, ...(arm ? [arm] : [])], message, ...(arm ? { key: true } : {}) })
  if (step.kind === 'say' && (step.next === undefined) === (step.end === undefined))
    flaw('say', '`say` needs exactly one of `next` and `end`')
  if (step.kind === 'review') checkArms(step.next, step.options, false, flaw)
  if ((step.kind === 'ask' || step.kind === 'find') && (step.tries === undefined) !== (step.give_up === undefined))
    flaw(step.tries === undefined ? 'give_up' : 'tries', '`tries` and `give_up` belong together')
  if (step.kind === 'ask') {
    checkArms(step.next, valuesOf(step), step.skip === true, flaw)
    if (step.ask === 'choice') checkToldOptions(step, flaw)
    if ('min' in step && 'max' in step && step.min !== undefined && step.max !== undefined && step.min > step.max)
      flaw('min', '`min` is greater than `max`')
    if (step.ask === 'text' && step.format === 'receipt' && step.privacy !== 'secret')
      flaw('privacy', 'a receipt must be `privacy: secret`')
  }
  return { value: step, flaws }
}

/** Something must be left to choose, whatever was told. */
const checkToldOptions = ({ options, if_told: told }: ChoiceStep, flaw: Tell) => {
  const names = Object.keys(told ?? {})
  const known = Array.isArray(options) ? options : []
  for (const name of names)
    if (!known.includes(name)) flaw('if_told', `\`${name}\` is no option here${meant(name, known)}`, name)
  if (told && known.every(option => names.includes(option)))
    flaw('if_told', '`if_told` must leave at least one option that is always there')
}

/** The values that an answer can have, if the flow itself says them all. */
const valuesOf = (step: AskStep): string[] | undefined =>
  step.ask === 'yesno' ? ['yes', 'no'] : step.ask === 'choice' && Array.isArray(step.options) ? step.options : undefined

const checkArms = (next: Next, values: string[] | undefined, skip: boolean, flaw: Tell) => {
  if (typeof next === 'string') return
  const known = [...(values ?? []), 'else', ...(skip ? ['skip'] : [])]
  for (const arm of Object.keys(next))
    if (values && !known.includes(arm))
      flaw('next', `\`next\` names \`${arm}\`, which is no answer here${meant(arm, known)}`, arm)
  if (Object.hasOwn(next, 'else')) return
  const open = (values ?? []).filter(value => !Object.hasOwn(next, value))
  if (skip && !Object.hasOwn(next, 'skip')) open.push('skip')
  if (open.length) flaw('next', `\`next\` says nothing about: ${open.join(', ')}`)
  else if (!values) flaw('next', '`next` needs an `else`, because the answers are not known here')
}

/** Every name of a step must be one; reviews hold questions. */
const checkNames = (file: Record<string, unknown>, ids: string[], steps: Record<string, Step>): Flaw[] => {
  const flaws: Flaw[] = []
  const know = (id: unknown, path: (string | number)[], more: readonly string[] = []) => {
    if (typeof id === 'string' && !ids.includes(id) && !more.includes(id))
      flaws.push({ path, message: `there is no step \`${id}\`${meant(id, ids)}` })
  }
  know(file.start, ['start'])
  for (const [old, now] of Object.entries((file.renamed as Record<string, unknown> | undefined) ?? {})) {
    know(now, ['renamed', old])
    if (ids.includes(old)) flaws.push({ path: ['renamed', old], message: `\`${old}\` still is a step`, key: true })
  }
  for (const [id, step] of Object.entries(steps)) {
    for (const to of followers(step)) know(to, placeOf(step, to) ?? ['steps', id])
    for (const from of readsOf(step)) know(from, placeOf(step, from) ?? ['steps', id], GIVEN)
    const place = step.kind === 'find' && step.nearer !== undefined ? steps[step.nearer] : undefined
    if (place && (place.kind !== 'ask' || place.ask !== 'place' || place.level === 'country'))
      flaws.push({ path: ['steps', id, 'nearer'], message: `\`${place.id}\` is no question for an area` })
    if (step.kind !== 'review') continue
    step.review.forEach((asked, index) => {
      const kind = steps[asked]?.kind
      if (kind && kind !== 'ask' && kind !== 'find')
        flaws.push({ path: ['steps', id, 'review', index], message: `\`${asked}\` is no question to review` })
    })
  }
  return flaws
}

/** Path of the first place within a step where a name stands. */
const placeOf = (step: Step, name: string): (string | number)[] | undefined => {
  const search = (value: unknown, path: (string | number)[]): (string | number)[] | undefined => {
    if (value === name) return path
    if (typeof value !== 'object' || value === null) return undefined
    for (const [key, inner] of Object.entries(value)) {
      const found = search(inner, [...path, Array.isArray(value) ? Number(key) : key])
      if (found) return found
    }
    return undefined
  }
  const { kind: _kind, id, ...rest } = step
  return search(rest, ['steps', id])
}

/** Checks the menu file's value. */
export const checkMenu = (raw: unknown): Checked<Menu> => {
  const flaws = flawsOf(menuFile, raw, [])
  return flaws.length ? { flaws } : { value: menuFile.parse(raw), flaws }
}
