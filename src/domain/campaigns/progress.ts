/** How far one sending has come, from the counts of its lines. Pure. */
import type { Instant } from '../../kit/ids.ts'
import { protect, type ToldList } from '../suppression.ts'
import { sumsBy } from './figures.ts'

export type LineCount = { what: string; lang: string; channel: string; n: number }

/**
 * What a line can come to, in the order in which it is told; beside `failed:<code>`. `shown`: fetched on the web. `edited`, `removed`: of a
 * correction or a recall. `gone`: the person has blocked us. `unknown`: may have arrived. `expired`: too late. `dropped`: cancelled, or the
 * person wants no more.
 */
export const ENDS = ['sent', 'shown', 'edited', 'removed', 'gone', 'unknown', 'expired', 'dropped'] as const
export type End = (typeof ENDS)[number]
export type LineEnd = End | `failed:${number}`
const REACHED: ReadonlySet<string> = new Set(['sent', 'shown', 'edited', 'removed'])

/** The same of what arrived, of what did not, and of what is left. */
export type Spread = { reached: ToldList; missed: ToldList; left: ToldList }

export type Progress = {
  /** People who were to get it. */
  frozen: number
  left: number
  ends: Record<End, number>
  /** By the platform's code; the largest first. */
  failed: { code: string; n: number }[]
  /** How often a ceiling made one wait; they are sent later all the same. */
  putOff: number
  byLang: Spread
  byChannel: Spread
}

export const progressOf = (counts: readonly LineCount[]): Progress => {
  const by = sumsBy(counts, 'what')
  const of = (what: string) => by.get(what) ?? 0
  const failed = [...by].flatMap(([what, n]) => (what.startsWith('failed') ? [{ code: what.slice(7), n }] : []))
  const ends = Object.fromEntries(ENDS.map(end => [end, of(end)])) as Record<End, number>
  const over = Object.values(ends).reduce((sum, n) => sum + n, 0) + failed.reduce((sum, { n }) => sum + n, 0)
  return {
    frozen: of('frozen'),
    left: Math.max(0, of('frozen') - over),
    ends,
    failed: failed.sort((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1)),
    putOff: of('put-off'),
    byLang: spread(counts, 'lang'),
    byChannel: spread(counts, 'channel'),
  }
}

/** Told in a line: `sent` is who has got it, be it a message, another text in its place, or one taken away. */
export type Brief = { frozen: number; left: number; sent: number; failed: number }

export const briefOf = ({ frozen, left, ends, failed }: Progress): Brief => ({
  frozen,
  left,
  sent: ENDS.reduce((sum, end) => sum + (REACHED.has(end) ? ends[end] : 0), 0),
  failed: failed.reduce((sum, { n }) => sum + n, 0),
})

const spread = (counts: readonly LineCount[], key: 'lang' | 'channel'): Spread => {
  const ends = counts.filter(({ what }) => what !== 'frozen' && what !== 'put-off')
  const list = (some: readonly LineCount[]) => protect(positive(sumsBy(some, key)))
  const left = [...counts.filter(({ what }) => what === 'frozen'), ...ends.map(it => ({ ...it, n: -it.n }))]
  return {
    reached: list(ends.filter(({ what }) => REACHED.has(what))),
    missed: list(ends.filter(({ what }) => !REACHED.has(what))),
    left: list(left),
  }
}

const positive = (sums: Map<string, number>): Map<string, number> => new Map([...sums].filter(([, n]) => n > 0))

/** A quarter of an hour: finer than anybody plans. */
const STEP = 15 * 60_000
/** What takes longer is not foretold. */
const LONGEST = 14 * 24 * 3_600_000

/**
 * When the last of so many lines will have gone out, if nothing is in the way. By what the platform permits, and with the nights in
 * which nothing rings, by the clock of one zone; `undefined`: nothing is left, or it takes too long to tell.
 * @param it.awake the earliest instant, not before this one, at which phones may ring
 */
export const finishOf = (it: {
  left: number
  from: Instant
  perSecond: number
  awake(at: Instant): Instant
}): Instant | undefined => {
  let ms = Math.ceil((it.left / it.perSecond) * 1000)
  if (ms === 0) return undefined
  for (let at = it.awake(it.from); at < it.from + LONGEST; at = it.awake(at + STEP)) {
    if (ms <= STEP) return at + ms
    ms -= STEP
  }
  return undefined
}
