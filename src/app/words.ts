import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance, type TOptions } from 'i18next'
import { type Mistake, readWords } from '../engine/lint/read-words.ts'
import type { Values, Words } from '../engine/types.ts'
import type { Lang } from '../kit/ids.ts'
import { type Locale, readLocale } from './locale.ts'
import { matchLanguage } from './match-language.ts'
import { draftsOf, fingerprint, reviewFiles, type WordReview } from './word-reviews.ts'

/** Where every text ends up that a language does not have: the source language. */
const SOURCE = 'en'

export type WordsMistake = Omit<Mistake, 'rule'> & { file: string }

export type AppWords = Words & {
  /** What a platform says about a person (`ja-JP`, `tl`, `zh-TW`, an Accept-Language header) → a language that is present. */
  matchLanguage(guess: string | undefined): Lang | undefined
  /** Who has checked the words of each language, in the order of `languages()`, by file. */
  fileReviews(): WordReview[]
  /** What the English of a file says now. */
  fingerprint(file: string): string
  /** What is wrong in the files. The words before a broken place count, the rest comes from English. */
  mistakes: WordsMistake[]
}

/**
 * Reads `folder/<lang>/*.json`, once and synchronously. A language is a folder with a `locale.json`; a file `flows.json` holds the
 * keys that begin with `flows.`. Throws only if there are no English words at all.
 */
export const loadWords = (folder: string): AppWords => {
  const mistakes: WordsMistake[] = []
  const locales = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(folder, entry.name, 'locale.json')))
    .map(entry => readLocale(folder, entry.name, mistakes))
    .filter(locale => locale !== undefined)
    .sort((a, b) => a.order - b.order || (a.tag < b.tag ? -1 : 1))
  if (!locales.some(locale => locale.tag === SOURCE)) throw new Error(`no English words in ${join(folder, SOURCE)}`)

  const own = new Map(locales.map(({ tag }) => [tag, readFolder(join(folder, tag), mistakes)]))
  return { ...createWords(locales, own), mistakes }
}

type Texts = Map<string, string | string[]>

const readFolder = (folder: string, mistakes: WordsMistake[]): Texts => {
  const texts: Texts = new Map()
  for (const name of readdirSync(folder).filter(name => name.endsWith('.json') && name !== 'locale.json')) {
    const file = join(folder, name)
    // Some editors begin a file with a byte order mark, which no JSON may have.
    const read = readWords(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
    mistakes.push(...read.mistakes.map(({ message, line, column }) => ({ file, message, line, column })))
    for (const [path, { value }] of read.words) texts.set(`${name.slice(0, -'.json'.length)}.${path}`, value)
  }
  return texts
}

const PLURAL = /_(zero|one|two|few|many|other)$/
const NOTHING: string[] = []

const createWords = (locales: Locale[], own: Map<Lang, Texts>): Omit<AppWords, 'mistakes'> => {
  const english = own.get(SOURCE) ?? new Map()
  const ready = new Map([...own].map(([lang, texts]) => [lang, readyTexts(texts, english)] as const))
  const i18n = createI18n(own)
  const languages = locales.map(({ tag, endonym, dir }) => ({ tag, endonym, dir }))
  const reviews = reviewFiles(locales, own, english)
  const drafts = draftsOf(reviews)

  return {
    text(lang, key, values) {
      const known = ready.has(lang) ? lang : SOURCE
      const text = ready.get(known)?.(key)
      if (text === undefined) return key
      if (typeof text === 'string') return text
      return text === ASK ? i18n.t(key, options(known, values)) : fill(text, values)
    },
    has(lang, key) {
      const texts = own.get(lang)
      return texts !== undefined && (texts.has(key) || texts.has(`${key}_other`))
    },
    list(lang, key) {
      const words = own.get(lang)?.get(key)
      return Array.isArray(words) ? words : NOTHING
    },
    languages: () => languages,
    isDraft: lang => drafts.has(lang),
    matchLanguage: guess => matchLanguage(guess, locales),
    fileReviews: () => reviews,
    fingerprint: file => fingerprint(english, file),
  }
}

/** A text cut at its placeholders: words, name, words, name, words. */
type Template = string[]
/** Plurals and formats are i18next's work. The rest, which is nearly all and is said thousands of times, is made ready here. */
const ASK = Symbol('ask i18next')
type Ready = string | Template | typeof ASK

/** Made when it is first said: of all the words of all languages few are said on one day, and the start waits for none. */
const readyTexts = (texts: Texts, english: Texts): ((key: string) => Ready | undefined) => {
  const ready = new Map<string, Ready | undefined>()
  const make = (key: string): Ready | undefined => {
    if (texts.has(`${key}_other`) || english.has(`${key}_other`)) return ASK
    const own = texts.get(key)
    const text = typeof own === 'string' ? own : english.get(key)
    return typeof text === 'string' ? cut(text) : undefined
  }
  return key => {
    const known = ready.get(key)
    if (known !== undefined) return known
    const made = make(key)
    // Only what there is: keys that nobody wrote would fill the memory.
    if (made !== undefined) ready.set(key, made)
    return made
  }
}

const cut = (text: string): Ready => {
  if (!text.includes('{{')) return text
  const template = text.split(/\{\{\s*(\w+)\s*\}\}/)
  return template.some(part => part.includes('{{')) ? ASK : template
}

const fill = (template: Template, values: Values = {}): string =>
  template.map((part, at) => (at % 2 === 0 ? part : String(values[part] ?? ''))).join('')

/** Keys are flat and values only ever go in as `replace`: nothing that a person wrote can act as an option, a key or a text. */
const options = (lng: Lang, values: Values = {}): TOptions => ({
  lng,
  replace: values,
  nest: false,
  ...(typeof values.count === 'number' && { count: values.count }),
})

const createI18n = (own: Map<Lang, Texts>) => {
  const i18n = createInstance()
  const resources = [...own].map(([lang, texts]) => {
    const asked = [...texts].filter(
      ([key, text]) => typeof text === 'string' && (PLURAL.test(key) || texts.has(`${key}_other`) || cut(text) === ASK),
    )
    return [lang, { words: Object.fromEntries(asked) }]
  })
  i18n.init({
    initAsync: false,
    resources: Object.fromEntries(resources),
    lng: SOURCE,
    fallbackLng: SOURCE,
    load: 'currentOnly',
    defaultNS: 'words',
    ns: 'words',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingInterpolationHandler: () => '',
  })
  return i18n
}
