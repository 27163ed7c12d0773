import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readWords } from '../engine/lint/read-words.ts'
import type { Lang } from '../kit/ids.ts'
import type { WordsMistake } from './words.ts'

const REVIEW = z.strictObject({
  state: z.enum(['source', 'machine-drafted', 'reviewed']),
  /** A pseudonym. */
  by: z.string().optional(),
  on: z.iso.date().optional(),
})

const SHAPE = z.strictObject({
  /** The language's name in the language itself. */
  endonym: z.string().min(1),
  dir: z.enum(['ltr', 'rtl']),
  review: REVIEW,
  /** By file, where one differs. `english`: what the English file was then, see `fingerprint`. */
  files: z.record(z.string(), REVIEW.extend({ english: z.hex().length(16).optional() })).optional(),
  /** Place in the list that is offered; without one, after those that have one. */
  order: z.number().optional(),
  /** Other tags that platforms use for it, such as `tl` for `fil`. */
  tags: z.array(z.string()).optional(),
})

export type Review = z.infer<typeof REVIEW>
export type FileReview = NonNullable<z.infer<typeof SHAPE>['files']>[string]
type Read = z.infer<typeof SHAPE>
export type Locale = Omit<Read, 'order' | 'tags' | 'files'> & {
  tag: Lang
  order: number
  tags: string[]
  files: Record<string, FileReview>
}

/** Reads `folder/<tag>/locale.json`. A language that cannot be read is left out, and the mistake is noted. */
export const readLocale = (folder: string, tag: Lang, mistakes: WordsMistake[]): Locale | undefined => {
  const file = join(folder, tag, 'locale.json')
  const note = (message: string, line = 1, column = 1): undefined => {
    mistakes.push({ file, message, line, column })
  }
  if (!isTag(tag)) return note(`"${tag}" is no language tag (BCP 47); "fil" or "pt-BR" would be one`)

  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    // JSON.parse does not always tell the place; the reader of words does.
    const broken = readWords(text).mistakes.find(mistake => mistake.rule === 'words-syntax')
    return note(broken?.message ?? String(error), broken?.line, broken?.column)
  }
  const read = SHAPE.safeParse(json)
  if (!read.success)
    return note(read.error.issues.map(issue => `${issue.path.join('.') || 'locale.json'}: ${issue.message}`).join('; '))
  const { order = Number.MAX_SAFE_INTEGER, tags = [], files = {} } = read.data
  return { ...read.data, tag, order, tags, files }
}

const isTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false
  }
}
