/** The words that migrants read: complete, short, and never saying two things at once, in every language that is present. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadWords } from '../../src/app/words.ts'
import { isCrisis } from '../../src/engine/lexicon.ts'
import { readWords } from '../../src/engine/lint/read-words.ts'
import { type Env, VERBS } from '../../src/engine/types.ts'
import { fold } from '../../src/kit/text.ts'

const FOLDER = join(import.meta.dirname, '../../locales')
const FILES = ['engine', 'verbs', 'flows', 'notices', 'desks', 'categories', 'channels', 'web', 'replies', 'campaigns']
const PLURAL = /_(zero|one|two|few|many|other)$/

type Texts = Map<string, string | string[]>
const textsOf = (lang: string, files = FILES): Texts =>
  new Map(
    files.flatMap(name => {
      const read = readWords(readFileSync(join(FOLDER, lang, `${name}.json`), 'utf8'))
      expect(read.mistakes).toEqual([])
      return [...read.words].map(([path, { value }]): [string, string | string[]] => [`${name}.${path}`, value])
    }),
  )

const words = loadWords(FOLDER)
const languages = words.languages().map(({ tag }) => tag)
const english = textsOf('en')
const stems = (texts: Texts) => new Set([...texts.keys()].map(key => key.replace(PLURAL, '')))
const strings = (texts: Texts) => [...texts].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
const hasFile = (lang: string, name: string) => existsSync(join(FOLDER, lang, `${name}.json`))
const placeholders = (text: string) => [...new Set(text.match(/\{\{.*?\}\}/g) ?? [])].sort()
const PLURALS = [...english.keys()].filter(key => key.endsWith('_other')).map(key => key.replace(PLURAL, ''))

test('every folder is a language that can be read', () => {
  expect(words.mistakes).toEqual([])
  expect(languages).toHaveLength(readdirSync(FOLDER).length)
  expect(words.fileReviews()[0]).toMatchObject({ tag: 'en', state: 'source' })
})

describe.each(languages)('%s', lang => {
  const texts = textsOf(lang)

  test('has every key of English and no other', () => {
    expect([...stems(english)].filter(key => !stems(texts).has(key))).toEqual([])
    expect([...stems(texts)].filter(key => !stems(english).has(key))).toEqual([])
  })

  test('has every plural form that the language has', () => {
    const forms = new Intl.PluralRules(lang).resolvedOptions().pluralCategories
    for (const stem of PLURALS)
      expect([...texts.keys()].filter(key => key.replace(PLURAL, '') === stem).sort()).toEqual(
        forms.map(form => `${stem}_${form}`).sort(),
      )
  })

  test('shows the same values as English', () => {
    for (const [key, text] of strings(texts)) {
      const source = english.get(key) ?? english.get(key.replace(PLURAL, '_other'))
      expect([key, placeholders(text)]).toEqual([key, placeholders(String(source))])
    }
  })

  test('keeps lists where English has lists', () => {
    for (const [key, text] of texts) {
      expect([key, Array.isArray(text)]).toEqual([
        key,
        Array.isArray(english.get(key.replace(PLURAL, '_other')) ?? english.get(key)),
      ])
      if (Array.isArray(text)) expect([key, text.filter(word => fold(word) === '')]).toEqual([key, []])
    }
  })

  test('fits where it is shown', () => {
    const most = (key: string): number => {
      if (/\.short(\.|$)|^flows\.[^.]+\.[^.]+\.name$|^verbs\.[^.]+\.label$/.test(key)) return 20
      if (/\.options\.|^flows\.[^.]+\.title$|^categories\.group\.|^engine\.(yes|no)$/.test(key)) return 40
      if (/^categories\.[^.]+\.title$/.test(key)) return 60
      return /\.command$/.test(key) ? 80 : 900
    }
    expect(strings(texts).filter(([key, text]) => [...text].length > most(key))).toEqual([])
  })

  test('does not shout, and writes digits that everybody reads', () => {
    for (const [key, text] of strings(texts)) {
      expect([key, text.match(/[!！]/)]).toEqual([key, null])
      expect([key, text.match(/(?![0-9])\p{Nd}/u)]).toEqual([key, null])
      expect([key, text.match(/^\s|\s$| {2}/)]).toEqual([key, null])
    }
  })

  test('names the words that it tells people to write', () => {
    const said = (key: string) => fold(String(texts.get(key)))
    const known = (key: string) => words.list(lang, key).map(fold)
    const told = (key: string, list: string) => known(list).some(word => said(key).includes(word))
    for (const key of ['flows.start.more.say', 'flows.privacy.all.say']) {
      expect(told(key, 'flows.clear.words')).toBe(true)
      expect(told(key, 'verbs.erase.words')).toBe(true)
    }
    for (const key of ['flows.alerts.done.say', 'flows.alerts.here.say', 'notices.alert_stop_hint'])
      expect(told(key, 'verbs.stop.words')).toBe(true)
    expect(told('flows.start.thanks.say', 'verbs.help.words')).toBe(true)
  })

  test('names buttons as they are labelled', () => {
    const uses: [string, string][] = [
      ['engine.still_there', 'verbs.later.label'],
      ['engine.retry.many', 'verbs.done.label'],
      ['engine.parts_so_far_other', 'verbs.done.label'],
      ['engine.too_many_parts', 'verbs.done.label'],
      ['engine.unreadable.edited', 'verbs.back.label'],
      ['flows.report.story.ask', 'verbs.done.label'],
      ['flows.report.story.help', 'verbs.skip.label'],
      ['flows.report.what.help', 'categories.other.title'],
      ['flows.report.thanks.say', 'flows.news.title'],
      ['flows.erase.sure.ask', 'flows.news.title'],
      ['notices.news', 'notices.news_button'],
      ['desks.source_tell', 'flows.report.title'],
      ['web.about.exit', 'web.exit'],
    ]
    const bare = (key: string) => String(texts.get(key)).toLowerCase()
    // English tells to use "Report", the menu's command.
    const missing = uses.filter(([key, label]) => !bare(key).includes(bare(label)))
    expect(missing.filter(([key]) => !(lang === 'en' && key === 'desks.source_tell'))).toEqual([])
    expect(texts.get('notices.news_button')).toBe(texts.get('flows.news.title'))
  })

  test('has words that mean one thing only, beside English', () => {
    const meanings = new Map<string, Set<string>>()
    const add = (meaning: string, of: string[]): void => {
      for (const word of of) meanings.set(fold(word), (meanings.get(fold(word)) ?? new Set()).add(meaning))
    }
    const flows = new Set([...texts.keys()].filter(key => key.startsWith('flows.')).map(key => key.split('.')[1] ?? ''))
    for (const tag of new Set([lang, 'en'])) {
      for (const verb of VERBS)
        add(verb, [words.text(tag, `verbs.${verb}.label`), ...words.list(tag, `verbs.${verb}.words`)])
      for (const answer of ['yes', 'no'])
        add(answer, [words.text(tag, `engine.${answer}`), ...words.list(tag, `engine.${answer}_words`)])
      for (const flow of flows) add(flow, words.list(tag, `flows.${flow}.words`))
    }
    for (const tag of languages) add('stop', words.list(tag, 'verbs.stop.words'))
    expect([...meanings].filter(([, meant]) => meant.size > 1)).toEqual([])
  })
})

test('icons are the same in every language', () => {
  for (const lang of languages)
    for (const [key, icon] of textsOf(lang))
      if (/\.icon(\.|$)/.test(key)) expect([lang, key, icon]).toEqual([lang, key, english.get(key)])
})

/** Of what staff read a language has a whole file, or none. */
const staffFiles = languages.flatMap(lang =>
  ['console', 'staff'].filter(name => hasFile(lang, name)).map((name): [string, string] => [lang, name]),
)

test('English, Japanese and Korean have words for staff', () => {
  for (const lang of ['en', 'ja', 'ko'])
    for (const name of ['console', 'staff']) expect(staffFiles).toContainEqual([lang, name])
})

describe.each(staffFiles)('%s, what staff read in %s.json', (lang, name) => {
  const source = textsOf('en', [name])
  const texts = textsOf(lang, [name])
  // Some keys end like a plural and are none: `paper.sheet.keep_one`.
  const counts = (stem: string) => source.has(`${stem}_one`) && source.has(`${stem}_other`)
  const forms = new Intl.PluralRules(lang).resolvedOptions().pluralCategories
  const sourceOf = (key: string) => source.get(key) ?? source.get(key.replace(PLURAL, '_other'))

  test('has every key of English in its order, every plural form, and no other', () => {
    const wanted = [...source.keys()].flatMap(key => {
      const stem = key.replace(PLURAL, '')
      if (!counts(stem)) return [key]
      return key.endsWith('_one') ? [] : forms.map(form => `${stem}_${form}`)
    })
    const plain = (keys: string[]) => [
      ...new Set(keys.map(key => (counts(key.replace(PLURAL, '')) ? key.replace(PLURAL, '') : key))),
    ]
    expect([...texts.keys()].toSorted()).toEqual(wanted.toSorted())
    expect(plain([...texts.keys()])).toEqual(plain([...source.keys()]))
  })

  test('shows the same values as English, and is said in full', () => {
    for (const [key, text] of strings(texts)) {
      expect([key, placeholders(text)]).toEqual([key, placeholders(String(sourceOf(key)))])
      expect([key, text.trim()]).not.toEqual([key, ''])
      expect([key, text.match(/[!！]|(?![0-9])\p{Nd}|^\s|\s$| {2}/u)]).toEqual([key, null])
    }
  })
})

/**
 * What has to be known of a language to check it: how its sentences end (`sentenceEnd`), how it speaks of messengers, and may (`messengerIf`)
 * and may not (`messengerNot`), what must not be promised, who is in despair and who is not. A language that is new has no such file yet.
 */
type Traits = Record<'messenger' | 'messengerIf' | 'promises' | 'crisis' | 'notCrisis', string[]> & {
  messengerNot?: string[]
  sentenceEnd: string
}
const TRAITS = join(import.meta.dirname, 'locales')
const known = languages.flatMap((lang): [string, Traits][] => {
  const file = join(TRAITS, `${lang}.json`)
  return existsSync(file) ? [[lang, JSON.parse(readFileSync(file, 'utf8'))]] : []
})
const any = (patterns: string[]): RegExp => new RegExp(patterns.join('|') || '(?!)', 'iu')
const inCrisis = (text: string) => isCrisis({ words } as unknown as Env, text)

test('every file of traits is of a language that is there', () => {
  expect(
    readdirSync(TRAITS)
      .map(name => name.slice(0, -'.json'.length))
      .toSorted(),
  ).toEqual(known.map(([lang]) => lang).toSorted())
})

describe.each(known)('%s, by what is known of it', (lang, traits) => {
  const texts = textsOf(lang)

  test('never promises what no chat can keep', () => {
    const promises = any([...traits.promises, 'anonym', 'anonim', 'end-to-end'])
    expect(strings(texts).filter(([, text]) => promises.test(text))).toEqual([])
  })

  test('has a privacy notice of three sentences', () => {
    const notice = String(texts.get('flows.start.privacy.ask'))
    // A full stop of Latin script also stands within numbers and names.
    const ends = [...traits.sentenceEnd].map(sign => (/[.?]/.test(sign) ? `[${sign}](?=\\s|$)` : sign))
    expect(notice.split(any(ends)).filter(part => part.trim() !== '')).toHaveLength(3)
  })

  test('speaks of a messenger only to those who use one: a web page and a terminal are none', () => {
    const told = strings(texts).filter(
      ([key, text]) => /^flows\.(start|privacy|erase|clear)\./.test(key) && any(traits.messenger).test(text),
    )
    expect(told.length).toBeGreaterThan(0)
    const never = any(traits.messengerNot ?? [])
    expect(told.filter(([, text]) => !any(traits.messengerIf).test(text) || never.test(text))).toEqual([])
  })

  test.each(traits.crisis)('somebody in despair is heard: %s', text => expect(inCrisis(text)).toBe(true))
  test.each(traits.notCrisis)('other trouble is not taken for it: %s', text => expect(inCrisis(text)).toBe(false))
})
