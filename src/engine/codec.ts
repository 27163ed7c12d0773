/**
 * A session as text, short, because it is sealed and written with each turn. Lists instead of names, base 36 for numbers,
 * nothing at the end that is empty. What is stored has a version and a ladder of upgrades.
 */
import type { Frame, Session, Value, Values } from './types.ts'

const VERSION = 1
type Packed = unknown[]

/** From version n to n + 1. Never edit a rung that has shipped. */
const LADDER: Record<number, (packed: Packed) => Packed> = {}

/** A session → its text. Equal sessions give equal text. */
export const packSession = (session: Session): string => {
  const { tag, lang, seq, said, until, remindAt, frames } = session
  const times = [
    until,
    remindAt === undefined ? undefined : until - remindAt,
    said.count ? said.from : undefined,
    said.count,
  ]
  const packed: Packed = [VERSION, tag, lang, to36(seq), times.map(to36).join(' ').trimEnd(), ...frames.map(packFrame)]
  return JSON.stringify(packed)
}

const to36 = (number: number | undefined): string => (number ? number.toString(36) : number === 0 ? '0' : '-')

const packFrame = (frame: Frame): Packed => {
  const ids = Object.keys(frame.answers)
  // Nearly always the trail is the answers' steps.
  const trail = frame.trail.map(id => (ids.includes(id) ? ids.indexOf(id) : id))
  const plain = trail.length === ids.length && trail.every((place, index) => place === index)
  const packed: Packed = [
    frame.flow,
    frame.hash,
    frame.step,
    ids.flatMap(id => [id, frame.answers[id]]),
    plain ? 0 : trail,
    frame.tries,
    frame.page,
    frame.under ?? 0,
    frame.mending ?? 0,
    frame.fresh ? 1 : 0,
    frame.values ?? 0,
    frame.told ?? 0,
  ]
  while (packed.at(-1) === 0) packed.pop()
  return packed
}

/** The text → the session; `undefined` for anything that is none. */
export const unpackSession = (text: string): Session | undefined => {
  try {
    let packed: unknown = JSON.parse(text)
    if (!Array.isArray(packed) || !Number.isInteger(packed[0])) return undefined
    for (let version = packed[0]; version !== VERSION; version++) {
      const rung = LADDER[version]
      if (!rung) return undefined
      packed = rung(packed as Packed)
    }
    return readSession(packed as Packed)
  } catch {
    return undefined
  }
}

/** Something else than a session; caught where it is unpacked. */
class Garbage extends Error {}

const check = <T>(value: unknown, is: (value: unknown) => value is T): T => {
  if (!is(value)) throw new Garbage()
  return value
}

const isString = (value: unknown): value is string => typeof value === 'string'
const isList = (value: unknown): value is unknown[] => Array.isArray(value)
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0

const from36 = (text: unknown): number | undefined => {
  if (text === undefined || text === '-') return undefined
  if (!isString(text) || !/^-?[0-9a-z]{1,11}$/.test(text)) throw new Garbage()
  return Number.parseInt(text, 36)
}

const readSession = ([, tag, lang, seq, times, ...frames]: Packed): Session => {
  const [until, before, from, count] = check(times, isString).split(' ').map(from36)
  const session: Session = {
    v: 1,
    tag: check(tag, isString),
    lang: check(lang, isString),
    frames: frames.map(frame => readFrame(check(frame, isList))),
    seq: check(from36(seq), isCount),
    said: { from: from ?? 0, count: count ?? 0 },
    until: until ?? 0,
  }
  if (before !== undefined) session.remindAt = session.until - before
  if (!frames.length || session.tag.length !== 4) throw new Garbage()
  return session
}

const readFrame = ([
  flow,
  hash,
  step,
  flat,
  trail = 0,
  tries = 0,
  page = 0,
  under = 0,
  mending = 0,
  fresh = 0,
  values = 0,
  told = 0,
]: Packed): Frame => {
  const pairs = check(flat === 0 ? [] : flat, isList)
  if (pairs.length % 2) throw new Garbage()
  const answers: Record<string, Value> = {}
  const ids: string[] = []
  for (let index = 0; index < pairs.length; index += 2) {
    const id = check(pairs[index], isString)
    if (id === '__proto__') throw new Garbage()
    answers[id] = check(pairs[index + 1], isValue)
    ids.push(id)
  }
  const frame: Frame = {
    flow: check(flow, isString),
    hash: check(hash, isString),
    step: check(step, isString),
    answers,
    trail:
      trail === 0
        ? ids
        : check(trail, isList).map(place => (isCount(place) ? check(ids[place], isString) : check(place, isString))),
    tries: check(tries, isCount),
    page: check(page, isCount),
  }
  if (under !== 0) frame.under = check(under, isString)
  if (mending !== 0) frame.mending = check(mending, isString)
  if (fresh === 1) frame.fresh = true
  if (values !== 0) frame.values = check(values, isValues)
  if (told !== 0) frame.told = check(told, isString)
  return frame
}

const isValue = (value: unknown): value is Value => {
  if (value === null || isString(value) || typeof value === 'number' || typeof value === 'boolean') return true
  return isList(value) && (value.every(isString) || value.every(isPart))
}

const isPart = (part: unknown): boolean => {
  if (typeof part !== 'object' || part === null) return false
  if ('text' in part) return isString(part.text)
  return (
    'draft' in part &&
    isString(part.draft) &&
    'media' in part &&
    isString(part.media) &&
    'bytes' in part &&
    isCount(part.bytes)
  )
}

const isValues = (values: unknown): values is Values =>
  typeof values === 'object' &&
  values !== null &&
  !isList(values) &&
  Object.values(values).every(it => isString(it) || typeof it === 'number')
