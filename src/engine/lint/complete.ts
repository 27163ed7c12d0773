/** Whether every language has all the words that are needed, and none that nobody uses. */
import type { Lang } from '../../kit/ids.ts'
import { fold } from '../../kit/text.ts'
import type { Flow } from '../flow.ts'
import { error, type Finding, type Words, type WordsFile, warning } from './finding.ts'
import { type Keys, keysOf, type Shape } from './keys.ts'

const ENGLISH = 'en'
const PLURAL = /_(zero|one|two|few|many|other)$/

/** Names of places that a language writes as English does need no word of their own; staff pages may stay English. */
const OPTIONAL_FILES = ['areas', 'console', 'staff', 'cli']
/** What a button shows must be there; how else a person may say it differs from language to language. */
const MAY_DIFFER = /\.words(\.[^.]+)?$|_words$|\.retry\.\d$|\.icon(\.[^.]+)?$|\.short(\.[^.]+)?$/

const shapeOf = (value: string | string[]): Shape => (typeof value === 'string' ? 'text' : 'list')

/** Plural forms that a language has, as in `parts_so_far_few` (Unicode CLDR, through Intl). */
const pluralForms = (lang: Lang): string[] => {
  try {
    return new Intl.PluralRules(lang).resolvedOptions().pluralCategories
  } catch {
    return ['other']
  }
}

/** Keys that English has, in the forms that this language needs. */
const neededBeside = (english: Words, lang: Lang): Map<string, Shape> => {
  const needed = new Map<string, Shape>()
  for (const [key, { value }] of english) {
    if (key.startsWith('flows.')) continue
    const stem = key.replace(PLURAL, '')
    if (stem === key || !english.has(`${stem}_other`)) needed.set(key, shapeOf(value))
    else for (const form of pluralForms(lang)) needed.set(`${stem}_${form}`, 'text')
  }
  return needed
}

type Expected = { needed: Map<string, Shape>; possible: Map<string, Shape> }

const expectedIn = (lang: Lang, english: Words, flowKeys: Keys): Expected => {
  if (lang === ENGLISH) return flowKeys
  const needed = neededBeside(english, lang)
  const possible = new Map(flowKeys.possible)
  for (const [key, shape] of flowKeys.needed) needed.set(key, shape)
  // Help and hints are not needed as such, but whoever reads another language needs what English readers get.
  for (const [key, shape] of flowKeys.possible) if (english.has(key)) needed.set(key, shape)
  return { needed, possible }
}

const fileOf = (key: string): string => key.slice(0, key.indexOf('.'))

/** Where a missing word belongs: the first line of its file. */
const homeOf = (key: string, lang: Lang, files: readonly WordsFile[]): string | undefined =>
  files.find(file => file.lang === lang && file.name === fileOf(key))?.file

/** A file that is missing altogether is told once, not word by word. */
const missingFiles = (lang: Lang, keys: Iterable<string>, files: readonly WordsFile[]): Finding[] => {
  const names = new Set([...keys].filter(key => !homeOf(key, lang, files)).map(fileOf))
  return [...names]
    .filter(name => !OPTIONAL_FILES.includes(name))
    .map(name => {
      const english = files.find(file => file.lang === ENGLISH && file.name === name)
      const file = english?.file.replace(`/${ENGLISH}/`, `/${lang}/`) ?? `${lang}/${name}.json`
      return error(file, { line: 1, column: 1 }, 'missing-word', `\`${lang}\` lacks all words of ${name}.json`)
    })
}

const isMissingAllowed = (key: string, english: Words): boolean =>
  OPTIONAL_FILES.includes(fileOf(key)) || (MAY_DIFFER.test(key) && english.get(key) !== undefined)

/** A short label may be left out where the long one is short enough. */
const SHORT = 20
const needsShort = (key: string, words: Words): boolean => {
  const long = words.get(key.replace('.options.short.', '.options.'))?.value
  return key.includes('.options.short.') && typeof long === 'string' && [...long].length > SHORT
}

const missing = (lang: Lang, words: Words, english: Words, needed: Expected['needed'], files: readonly WordsFile[]) =>
  [...needed.keys()].flatMap((key): Finding[] => {
    // A text in several plural forms is one text all the same.
    if (words.has(key) || words.has(`${key}_other`)) return []
    const place = { line: 1, column: 1 }
    const file = homeOf(key, lang, files)
    if (!file) return []
    const message = `\`${lang}\` lacks \`${key}\``
    if (!isMissingAllowed(key, english) || needsShort(key, words)) return [error(file, place, 'missing-word', message)]
    // Icons and short labels fall back to what is there; synonyms do not, so a person finds fewer words understood.
    return /words(\.[^.]+)?$/.test(key) ? [warning(file, place, 'missing-word', message)] : []
  })

const mistyped = (words: Words, { needed, possible }: Expected): Finding[] =>
  [...words].flatMap(([key, word]) => {
    const shape = needed.get(key) ?? possible.get(key)
    if (shape === undefined || shapeOf(word.value) === shape) return []
    const wanted = shape === 'list' ? 'a list ["…", "…"]' : 'a text "…"'
    return [error(word.file, word, 'words-type', `\`${key}\` must be ${wanted}`)]
  })

const extra = (lang: Lang, words: Words, { needed, possible }: Expected): Finding[] =>
  [...words].flatMap(([key, word]): Finding[] => {
    const stem = key.replace(PLURAL, '')
    if ([key, stem].some(it => needed.has(it) || possible.has(it))) return []
    const own = fileOf(key)
    // English is the measure of all files but flows.json, which the scripts measure.
    if (own !== 'flows' && (lang === ENGLISH || OPTIONAL_FILES.includes(own))) return []
    return [error(word.file, word, 'extra-word', `nothing uses \`${key}\``)]
  })

const empty = (words: Words): Finding[] =>
  [...words].flatMap(([key, word]): Finding[] => {
    if (typeof word.value === 'string')
      return word.value.trim() === '' ? [error(word.file, word, 'empty-word', `\`${key}\` is empty`)] : []
    const mute = word.value.filter(it => fold(it) === '')
    return mute.length === 0
      ? []
      : [error(word.file, word, 'empty-word', `\`${key}\` holds "${mute[0]}", which nobody can write`)]
  })

export const lintComplete = (
  languages: ReadonlyMap<Lang, Words>,
  flows: readonly Flow[],
  menu: readonly string[],
  files: readonly WordsFile[],
): Finding[] => {
  const flowKeys: Keys = { needed: new Map(), possible: new Map() }
  for (const flow of flows) {
    const keys = keysOf(flow, menu.includes(flow.flow))
    for (const [key, shape] of keys.needed) flowKeys.needed.set(key, shape)
    for (const [key, shape] of keys.possible) flowKeys.possible.set(key, shape)
  }
  const english: Words = languages.get(ENGLISH) ?? new Map()
  return [...languages].flatMap(([lang, words]) => {
    const expected = expectedIn(lang, english, flowKeys)
    return [
      ...missingFiles(lang, expected.needed.keys(), files),
      ...missing(lang, words, english, expected.needed, files),
      ...mistyped(words, expected),
      ...extra(lang, words, expected),
      ...empty(words),
    ]
  })
}
