/** What people did with a campaign, as it may be shown: by area and by language only where that points at nobody. */
import { protect, type Told, type ToldList } from '../suppression.ts'
import type { Action, Counted } from './actions.ts'

/**
 * `answer` '': people; of an event it is `yes`, `no` or `waiting`; of a poll each answer that somebody chose stands beside the people.
 * Two lists that know nothing of each other: one by area (its `lang` is `*`), one by language (its `area` is `*`). Area '': not known.
 */
export type ActTally = { act: string; answer: string; area: string; lang: string; n: number }

/** Of all. */
export type Every = '*'
const EVERY: Every = '*'

export type ActFigures = {
  act: Counted
  /** People; of an event those who come. */
  total: number
  byArea: ToldList
  byLang: ToldList
}

/** Those who come, and those who wait for a place. */
export const COMING = 'yes'
export const WAITING = 'waiting'

export const figuresOf = (act: Counted, tallies: readonly ActTally[]): ActFigures => {
  const own = tallies.filter(it => it.act === act && it.answer === (act === 'rsvp' ? COMING : ''))
  const areas = own.filter(({ lang }) => lang === EVERY)
  const langs = own.filter(({ area }) => area === EVERY)
  return {
    act,
    total: areas.reduce((sum, { n }) => sum + n, 0),
    byArea: protect(sumsBy(areas, 'area')),
    byLang: protect(sumsBy(langs, 'lang')),
  }
}

/** How many gave each answer of a poll, in the poll's order; `other`: in words of their own. */
export const answersOf = (
  poll: Extract<Action, { kind: 'poll' }>,
  tallies: readonly ActTally[],
): { code: string; n: Told }[] => {
  const codes = [...poll.options.map(({ code }) => code), ...(poll.other ? [OTHER] : [])]
  const counts = sumsBy(
    tallies.filter(({ act, answer, lang }) => act === 'poll' && answer !== '' && lang === EVERY),
    'answer',
  )
  const all = new Map(codes.map(code => [code, counts.get(code) ?? 0]))
  const told = new Map(protect(all).lines.map(({ key, n }) => [key, n]))
  const none = [...all.values()].every(n => n === 0)
  return codes.map(code => ({ code, n: none ? 0 : (told.get(code) ?? null) }))
}
export const OTHER = 'in_own_words'

export const countOf = (tallies: readonly ActTally[], act: Counted, answer: string): number =>
  tallies.filter(it => it.act === act && it.answer === answer && it.lang === EVERY).reduce((sum, { n }) => sum + n, 0)

export const sumsBy = <Key extends string>(
  rows: readonly ({ [K in Key]: string } & { n: number })[],
  key: Key,
): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(row[key], (sums.get(row[key]) ?? 0) + row.n)
  return sums
}
