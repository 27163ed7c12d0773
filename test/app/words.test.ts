import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadWords } from '../../src/app/words.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'words-'))
  put('en/locale.json', { endonym: 'English', dir: 'ltr', order: 1, review: { state: 'source' } })
  put('en/talk.json', {
    hello: 'Hello',
    only_english: 'Only here',
    named: 'Hello {{name}}, you are {{ name }}',
    parts_one: '{{count}} part of {{name}}',
    parts_other: '{{count}} parts of {{name}}',
    words: ['hello', 'hi'],
    deep: { down: { here: 'Found' } },
  })
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (path: string, content: unknown): void => {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
}
const language = (tag: string, more: object = {}): void =>
  put(`${tag}/locale.json`, { endonym: tag, dir: 'ltr', review: { state: 'machine-drafted' }, ...more })

test('a text is found by file and path', () => {
  const words = loadWords(folder)
  expect(words.text('en', 'talk.hello')).toBe('Hello')
  expect(words.text('en', 'talk.deep.down.here')).toBe('Found')
  expect(words.text('en', 'talk.named', { name: 'Ana' })).toBe('Hello Ana, you are Ana')
})

test('what a language lacks comes from English, and what English lacks is its key', () => {
  language('fil')
  put('fil/talk.json', { hello: 'Kumusta' })
  const words = loadWords(folder)
  expect(words.text('fil', 'talk.hello')).toBe('Kumusta')
  expect(words.text('fil', 'talk.only_english')).toBe('Only here')
  expect(words.text('fil', 'talk.parts', { count: 2, name: 'x' })).toBe('2 parts of x')
  expect(words.text('xx', 'talk.hello')).toBe('Hello')
  for (const key of ['talk.nothing', '', '__proto__', 'constructor', 'talk', 'talk.words', 'talk.deep'])
    expect(words.text('fil', key, { count: 1 })).toBe(key)
})

test('only a language that has a key itself has it', () => {
  language('fil')
  put('fil/talk.json', { hello: 'Kumusta', words: ['kumusta'], parts_one: 'a', parts_other: 'b' })
  const words = loadWords(folder)
  expect(words.has('fil', 'talk.hello')).toBe(true)
  expect(words.has('fil', 'talk.words')).toBe(true)
  expect(words.has('fil', 'talk.parts')).toBe(true)
  expect(words.has('fil', 'talk.only_english')).toBe(false)
  expect(words.list('fil', 'talk.words')).toEqual(['kumusta'])
  expect(words.list('fil', 'talk.hello')).toEqual([])
  expect(words.list('xx', 'talk.words')).toEqual([])
})

test.each([
  '{{name}}',
  '{{count}}',
  '$t(talk.hello)',
  '$t(talk.hello, {"lng":"en"})',
  "$& $1 $` $' $$",
  '<b>&amp;</b>',
  '{{- name}}',
  '{{name, uppercase}}',
  '__proto__',
])('what a person wrote comes out as it is: %s', written => {
  const words = loadWords(folder)
  expect(words.text('en', 'talk.named', { name: written })).toBe(`Hello ${written}, you are ${written}`)
  expect(words.text('en', 'talk.parts', { count: 2, name: written })).toBe(`2 parts of ${written}`)
})

test('names of values are never options', () => {
  const words = loadWords(folder)
  const values = { lng: 'fil', context: 'x', defaultValue: 'no', ns: 'x', replace: 'no', returnObjects: 1, name: 'Ana' }
  expect(words.text('en', 'talk.parts', { ...values, count: 1 })).toBe('1 part of Ana')
  expect(words.text('en', 'talk.named', values)).toBe('Hello Ana, you are Ana')
})

test('a value that is not given leaves nothing behind', () => {
  const words = loadWords(folder)
  expect(words.text('en', 'talk.named')).toBe('Hello , you are ')
  expect(words.text('en', 'talk.parts', { count: 1 })).toBe('1 part of ')
})

test('plurals follow the rules of each language', () => {
  language('ru')
  put('ru/talk.json', {
    parts_one: '{{count}} часть',
    parts_few: '{{count}} части',
    parts_many: '{{count}} частей',
    parts_other: '{{count}} части',
  })
  language('fil')
  put('fil/talk.json', { parts_one: '{{count}} mensahe', parts_other: '{{count}} na mensahe' })
  language('ja')
  put('ja/talk.json', { parts_other: '{{count}}件' })
  const words = loadWords(folder)
  const say = (lang: string, count: number) => words.text(lang, 'talk.parts', { count })
  expect([1, 3, 5, 21].map(count => say('ru', count))).toEqual(['1 часть', '3 части', '5 частей', '21 часть'])
  expect([1, 4, 5, 19].map(count => say('fil', count))).toEqual([
    '1 mensahe',
    '4 na mensahe',
    '5 mensahe',
    '19 na mensahe',
  ])
  expect(say('ja', 1)).toBe('1件')
})

test('languages come in their order, each with its direction and who checked it', () => {
  language('ur', { endonym: 'اردو', dir: 'rtl' })
  language('fil', { order: 2, review: { state: 'reviewed', by: 'A group', on: '2026-11-01' } })
  for (const tag of ['fil', 'ur']) put(`${tag}/talk.json`, '{ "hello": "…" }')
  mkdirSync(join(folder, 'notes'))
  const words = loadWords(folder)
  expect(words.languages()).toEqual([
    { tag: 'en', endonym: 'English', dir: 'ltr' },
    { tag: 'fil', endonym: 'fil', dir: 'ltr' },
    { tag: 'ur', endonym: 'اردو', dir: 'rtl' },
  ])
  const talk = { file: 'talk', stale: false }
  expect(words.fileReviews()).toEqual([
    { ...talk, tag: 'en', state: 'source' },
    { ...talk, tag: 'fil', state: 'reviewed', by: 'A group', on: '2026-11-01' },
    { ...talk, tag: 'ur', state: 'machine-drafted' },
  ])
})

const stateOf = (words: ReturnType<typeof loadWords>, file: string) =>
  words.fileReviews().find(it => it.tag === 'fil' && it.file === file)

test('each file has who checked it, and whether the English has changed since', () => {
  const english = loadWords(folder).fingerprint('talk')
  const checked = { state: 'reviewed', by: 'Demo reader', on: '2026-11-01' }
  const files = { talk: { ...checked, english } }
  language('fil', { review: { state: 'machine-drafted' }, files })
  put('fil/talk.json', '{ "hello": "Kumusta" }')
  put('fil/verbs.json', '{ "help": "Tulong" }')
  let words = loadWords(folder)
  expect(stateOf(words, 'talk')).toEqual({ tag: 'fil', file: 'talk', ...checked, stale: false })
  expect(stateOf(words, 'verbs')).toEqual({ tag: 'fil', file: 'verbs', state: 'machine-drafted', stale: false })
  // One file that nobody has read is enough; English is the source.
  expect([words.isDraft('fil'), words.isDraft('en'), words.isDraft('xx')]).toEqual([true, false, false])

  language('fil', { review: checked, files })
  expect(loadWords(folder).isDraft('fil')).toBe(false)
  put('en/talk.json', readFileSync(join(folder, 'en/talk.json'), 'utf8').replace('Hello', 'Good day'))
  words = loadWords(folder)
  expect(stateOf(words, 'talk')?.stale).toBe(true)
  expect(words.isDraft('fil')).toBe(true)
})

test('how a file is laid out makes no difference to what it says', () => {
  const before = loadWords(folder).fingerprint('talk')
  put('en/talk.json', JSON.stringify(JSON.parse(readFileSync(join(folder, 'en/talk.json'), 'utf8')), undefined, 8))
  expect(loadWords(folder).fingerprint('talk')).toBe(before)
})

test.each([
  ['tl', 'fil'],
  ['tl-PH', 'fil'],
  ['fil', 'fil'],
  ['ja-JP', 'ja'],
  ['JA_jp', 'ja'],
  ['en_US.UTF-8', 'en'],
  ['pt', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['zh-CN', 'zh-Hans'],
  ['zh-SG', 'zh-Hans'],
  ['cmn', 'zh-Hans'],
  ['zh-TW', undefined],
  ['zh-Hant', undefined],
  ['zh-HK', undefined],
  ['ne', undefined],
  ['bik', 'fil'],
  ['fr-FR, ja;q=0.4, fil;q=0.8', 'fil'],
  ['ja;q=0', undefined],
  ['C', undefined],
  ['', undefined],
  ['*', undefined],
  ['x'.repeat(5000), undefined],
  [undefined, undefined],
])('a guess of %s is the language %s', (guess, found) => {
  language('fil', { tags: ['tl', 'bik'] })
  language('ja')
  language('pt-BR')
  language('zh-Hans')
  expect(loadWords(folder).matchLanguage(guess)).toBe(found)
})

test('a broken file is told with its place, and what stands before the break still counts', () => {
  language('fil')
  put('fil/talk.json', '{\n  "hello": "Kumusta",\n  "only_english": "Dito" "x"\n}\n')
  const words = loadWords(folder)
  expect(words.mistakes).toMatchObject([{ file: join(folder, 'fil/talk.json'), line: 3, column: 26 }])
  expect(words.text('fil', 'talk.hello')).toBe('Kumusta')
  expect(words.text('fil', 'talk.named', { name: 'Ana' })).toBe('Hello Ana, you are Ana')
})

test.each([
  ['{ "endonym": "Filipino", }', /JSON/],
  ['{ "endonym": "Filipino" }', /dir/],
  ['{ "endonym": "Filipino", "dir": "ltr", "review": { "state": "perfect" } }', /review\.state/],
])('a language whose locale.json is wrong is left out and told: %s', (content, message) => {
  put('fil/locale.json', content)
  const words = loadWords(folder)
  expect(words.mistakes).toHaveLength(1)
  expect(words.mistakes[0]?.message).toMatch(message)
  expect(words.languages().map(({ tag }) => tag)).toEqual(['en'])
})

test('a folder that is no language tag is told', () => {
  cpSync(join(folder, 'en'), join(folder, 'Filipino_2'), { recursive: true })
  expect(loadWords(folder).mistakes[0]?.message).toContain('Filipino_2')
})

test('a byte order mark does no harm', () => {
  language('fil')
  put('fil/talk.json', '\uFEFF{ "hello": "Kumusta" }')
  const words = loadWords(folder)
  expect(words.mistakes).toEqual([])
  expect(words.text('fil', 'talk.hello')).toBe('Kumusta')
})

test('without English there are no words', () => {
  rmSync(join(folder, 'en'), { recursive: true })
  language('fil')
  expect(() => loadWords(folder)).toThrow('no English words')
})
