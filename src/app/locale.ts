import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readWords } from '../engine/lint/read-words.ts'
import type { Lang } from '../kit/ids.ts'
import type { WordsMistake } from './words.ts'

const SHAPE = z.strictObject({
  /** The language's name in the language itself. */
  endonym: z.string().min(1),
  dir: z.enum(['ltr', 'rtl']),
  review: z.strictObject({
    state: z.enum(['source', 'machine-drafted', 'reviewed']),
    by: z.string().optional(),
    on: z.iso.date().optional(),
  }),
  /** Place in the list that is offered; without one, after those that have one. */
  order: z.number().optional(),
  /** Other tags that platforms use for it, such as `tl` for `fil`. */
  tags: z.array(z.string()).optional(),
})

export type Review = z.infer<typeof SHAPE>['review']
export type Locale = { tag: Lang; endonym: string; dir: 'ltr' | 'rtl'; review: Review; order: number; tags: string[] }

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
  const { endonym, dir, review, order = Number.MAX_SAFE_INTEGER, tags = [] } = read.data
  return { tag, endonym, dir, review, order, tags }
}

const isTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false
  }
}
