import { createHash } from 'node:crypto'
import type { Lang } from '../kit/ids.ts'
import type { Locale, Review } from './locale.ts'

/** Who has checked the words of one file. `stale`: the English has changed since. */
export type WordReview = Review & { tag: Lang; file: string; stale: boolean }
type Texts = ReadonlyMap<string, string | string[]>

/** Words of staff only: a person never reads them. */
const STAFF = ['console', 'staff', 'cli']

/** What the words of a file say, in 16 hexadecimal digits: the same for the same texts, however the file is laid out. */
export const fingerprint = (texts: Texts, file: string): string => {
  const of = [...texts].filter(([key]) => key.startsWith(`${file}.`)).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 16)
}

/** By language, in their order, and file. `own`: the words of each language, by key. */
export const reviewFiles = (locales: Locale[], own: ReadonlyMap<Lang, Texts>, english: Texts): WordReview[] => {
  return locales.flatMap(({ tag, review, files }) =>
    filesOf(own.get(tag) ?? new Map()).map(file => {
      const { english: then, ...its } = files[file] ?? { ...review, english: undefined }
      return { tag, file, ...its, stale: then !== undefined && then !== fingerprint(english, file) }
    }),
  )
}

/** The languages in which a person reads words that nobody has checked, or not since the English changed. */
export const draftsOf = (reviews: WordReview[]): Set<Lang> =>
  new Set(
    reviews.flatMap(({ tag, file, state, stale }) =>
      !STAFF.includes(file) && (state === 'machine-drafted' || stale) ? [tag] : [],
    ),
  )

const filesOf = (texts: Texts): string[] =>
  [...new Set([...texts.keys()].map(key => key.slice(0, key.indexOf('.'))))].sort()
