/** The project's ground with one more language than it has: English in Arabic letters, read from right to left. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppWords } from '../../src/app/words.ts'
import { type Ground, PROJECT, readGround } from '../../src/house.ts'

/** Unicode's own tag for a language that nobody speaks and that runs from right to left (CLDR, pseudo-locales). */
export const MIRRORED = 'ar-XB'

const LATIN = 'abcdefghijklmnopqrstuvwxyz'
const ARABIC = [...'ابچدعفغهيجكلمنوپقرستثڤشخظز']
/** What Arabic has plurals for and English has not. */
const PLURALS = ['zero', 'two', 'few', 'many']

type Words = { [key: string]: string | string[] | Words }

/** Adding a language is adding a folder: the words are read as those of any other. `desks: false`: a country without a desk. */
export const mirroredGround = ({ desks = true } = {}): Ground => {
  const project = mkdtempSync(join(tmpdir(), 'tulay-mirrored-'))
  try {
    cpSync(join(PROJECT, 'locales'), join(project, 'locales'), { recursive: true })
    cpSync(join(PROJECT, 'content'), join(project, 'content'), { recursive: true })
    symlinkSync(join(PROJECT, 'flows'), join(project, 'flows'))
    addLanguage(join(project, 'locales'))
    if (!desks) emptyDesks(join(project, 'content', 'desks.json'))
    const ground = readGround(project, ['JP', 'KR'])
    if (!ground.ok) throw new Error(ground.why.join('\n'))
    return { ...ground.value, words: named(ground.value.words) }
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
}

const addLanguage = (locales: string): void => {
  const folder = join(locales, MIRRORED)
  mkdirSync(folder)
  for (const file of readdirSync(join(locales, 'en'))) {
    const words: Words = JSON.parse(readFileSync(join(locales, 'en', file), 'utf8'))
    const locale = { endonym: 'العربية', dir: 'rtl', review: { state: 'machine-drafted' } }
    writeFileSync(join(folder, file), JSON.stringify(file === 'locale.json' ? locale : mirrorAll(words)))
  }
}

const emptyDesks = (path: string): void => {
  const file = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...file, desks: [] }))
}

const mirrorAll = (words: Words): Words =>
  Object.fromEntries(
    Object.entries(words).flatMap(([key, it]): [string, Words[string]][] => {
      const mirrored = typeof it === 'string' ? mirror(it) : Array.isArray(it) ? it.map(mirror) : mirrorAll(it)
      const one = /^(.*)_other$/.exec(key)?.[1]
      return [
        [key, mirrored],
        ...(one ? PLURALS.map((form): [string, Words[string]] => [`${one}_${form}`, mirrored]) : []),
      ]
    }),
  )

/** Letter by letter, so that it is as long as English; names of values stay. */
const mirror = (text: string): string =>
  text
    .split(/(\{\{.*?\}\})/)
    .map(part =>
      part.startsWith('{{') ? part : part.toLowerCase().replace(/[a-z]/g, it => ARABIC[LATIN.indexOf(it)] ?? it),
    )
    .join('')
    .replace(/\?/g, '؟')
    .replace(/,/g, '،')

/** What a step or the engine says; labels of buttons are not among it. */
const SENTENCE = /^flows\.(\w+\.\w+)\.(?:ask|say)$|^(engine\.(?!yes$|no$|change$|page$|skipped$)[\w.]+)$/
/** Unicode's tag characters: all of ASCII once more, in letters that nobody sees. */
const TAG = 0xe0000
const FIRST = '\u{e0001}'
const LAST = '\u{e007f}'

/** Each sentence carries its key in letters that nobody sees: several steps say the same words, and a page tells which it shows. */
const named = (words: AppWords): AppWords => ({
  ...words,
  text(lang, key, values) {
    const [, step, other] = SENTENCE.exec(key) ?? []
    const name = step ?? other
    const text = words.text(lang, key, values)
    return name === undefined
      ? text
      : `${text}${FIRST}${[...name].map(it => String.fromCodePoint(TAG + it.charCodeAt(0))).join('')}${LAST}`
  },
})

/** The steps and sentences that a page shows. */
export const namesIn = (text: string): string[] =>
  [...text.matchAll(/\u{e0001}([\u{e0020}-\u{e007e}]+)\u{e007f}/gu)].map(([, name = '']) =>
    [...name].map(it => String.fromCharCode((it.codePointAt(0) ?? TAG) - TAG)).join(''),
  )
