import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { utcDay } from '../app/intake.ts'
import type { FileReview } from '../app/locale.ts'
import type { WordReview } from '../app/word-reviews.ts'
import { type AppWords, loadWords } from '../app/words.ts'
import { PROJECT, realWorld } from '../house.ts'

const USAGE = 'tulay words | words reviewed <language> [file …] --by <pseudonym> | words drafted <language> [file …]'

/**
 * `tulay words`: who has checked which file of which language, and which English has changed since. `words reviewed` and `words drafted`
 * write it into the language's locale.json, with what the English says today.
 */
export const words = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { by: { type: 'string' }, folder: { type: 'string', default: PROJECT } },
  })
  const [deed, tag = '', ...files] = positionals
  const folder = join(values.folder, 'locales')
  const book = loadWords(folder)
  if (deed === undefined) {
    console.log(book.fileReviews().map(line).join('\n'))
    return 0
  }
  const by = values.by?.trim()
  if (!(deed === 'reviewed' ? by : deed === 'drafted' && by === undefined)) return refuse(USAGE)
  const known = book.fileReviews().flatMap(it => (it.tag === tag && it.state !== 'source' ? [it.file] : []))
  if (known.length === 0) return refuse(`There is no language "${tag}" that could be checked.`)
  const strange = files.filter(file => !known.includes(file))
  if (strange.length > 0) return refuse(`${tag} has no ${strange.join(', ')}. Its files are: ${known.join(', ')}.`)
  write(folder, book, tag, files.length > 0 ? files : known, by)
  return 0
}

const write = (folder: string, book: AppWords, tag: string, files: string[], by: string | undefined): void => {
  const place = join(folder, tag, 'locale.json')
  const locale = JSON.parse(readFileSync(place, 'utf8'))
  const review: FileReview =
    by === undefined ? { state: 'machine-drafted' } : { state: 'reviewed', by, on: utcDay(realWorld.now()) }
  for (const file of files) locale.files = { ...locale.files, [file]: { ...review, english: book.fingerprint(file) } }
  writeFileSync(place, `${JSON.stringify(locale, undefined, 2)}\n`)
}

const line = ({ tag, file, state, by, on, stale }: WordReview): string =>
  [
    `${tag}/${file}`,
    state,
    ...(by ? [`by ${by} on ${on}`] : []),
    ...(stale ? ['STALE: the English has changed since'] : []),
  ].join(' ')

const refuse = (why: string): number => {
  console.error(why)
  return 2
}
