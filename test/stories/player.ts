import type { AppWords } from '../../src/app/words.ts'
import type { Story } from './story.ts'

/** What one side of a channel shows since the last deed: the same for every channel. */
export type Heard = { text: string; choices: string[]; verbs: string[] }

/** A person at the far end of a channel. Each deed resolves when the answer is there. */
export type Driver = {
  type(text: string): Promise<void>
  /** Taps the button that shows this label. */
  tap(label: string): Promise<void>
  heard(): Promise<Heard[]>
  send(media: 'photo' | 'voice'): Promise<void>
  /** Absent: this side cannot tell where it is, and the person writes the name of the place. */
  share?: (lat: number, lon: number) => Promise<void>
  close(): Promise<void>
}

/** How the person answers a question: by its button, by its number, by its words. */
export type Manner = 'tap' | 'number' | 'word'

/** Digits that the player types numbers in: any script must do. */
const DIGITS: Record<string, string> = {
  ja: '０１２３４５６７８９',
  ko: '0123456789',
  fil: '0123456789',
  en: '0123456789',
}

/** Plays a story; throws at the first line that does not hold, with what was heard instead. Gives back what was kept. */
export const play = async (
  story: Story,
  driver: Driver,
  words: AppWords,
  lang: string,
  manner: Manner,
): Promise<Map<string, string>> => {
  const kept = new Map<string, string>()
  for (const line of story.lines) {
    const heard = await driver.heard()
    const fail = (why: string): never => {
      const shown = heard.map(({ text, choices, verbs }) =>
        [text, ...choices.map(c => `  (${c})`), `  ${verbs.join(' | ')}`].join('\n'),
      )
      throw new Error(`${story.name}.story:${line.at} [${lang}, ${manner}] ${why}\n--- heard:\n${shown.join('\n')}`)
    }
    try {
      await playLine(line, { driver, words, lang, manner, heard, kept, fail })
    } catch (error) {
      if (error instanceof Error && error.message.startsWith(`${story.name}.story:`)) throw error
      fail(`could not be done: ${error instanceof Error ? error.message : error}`)
    }
  }
  return kept
}

type Scene = {
  driver: Driver
  words: AppWords
  lang: string
  manner: Manner
  heard: Heard[]
  kept: Map<string, string>
  fail(why: string): never
}

const playLine = async (line: Story['lines'][number], scene: Scene): Promise<void> => {
  const { driver, words, lang, manner, heard, kept, fail } = scene
  switch (line.kind) {
    case 'type':
      return driver.type(
        line.text.replace(/\$(\w+)/g, (_, name) => kept.get(name) ?? fail(`nothing is kept as ${name}`)),
      )
    case 'verb':
      return manner === 'tap' &&
        heard.some(({ verbs }) => verbs.some(shown => shown.includes(words.text(lang, `verbs.${line.verb}.label`))))
        ? driver.tap(words.text(lang, `verbs.${line.verb}.label`))
        : driver.type(
            manner === 'word' ? (words.list(lang, `verbs.${line.verb}.words`)[0] ?? `/${line.verb}`) : `/${line.verb}`,
          )
    case 'choose':
      return choose(line.key, scene)
    case 'file':
      return driver.send(line.media)
    case 'place': {
      if (!driver.share) return driver.type(words.text(lang, `areas.${line.area}`))
      await driver.share(line.lat, line.lon)
      return choose(`areas.${line.area}`, { ...scene, heard: await driver.heard() })
    }
    case 'keep': {
      const receipt = /\d{4} \d{4} \d{4} \d{4}/.exec(flat(heard))?.[0]
      kept.set(line.name, receipt ?? fail('no receipt stands in the answer'))
      return
    }
    case 'literal':
      if (!squash(flat(heard)).includes(squash(line.text))) fail(`was not heard: ${line.text}`)
      return
    case 'hear':
      if (holds(flat(heard), words, lang, line.key) === line.not)
        fail(`${line.not ? 'was not to be heard' : 'was not heard'}: ${line.key} = ${words.text(lang, line.key)}`)
  }
}

const choose = async (key: string, scene: Scene): Promise<void> => {
  const { driver, heard, lang, manner, fail } = scene
  const choices = heard.at(-1)?.choices ?? []
  const label = labelOf(key, scene)
  const at = key.startsWith('#') ? Number(key.slice(1)) - 1 : choices.findIndex(choice => choice.includes(label))
  const shown = choices[at] ?? fail(`no such answer: ${label}`)
  if (manner === 'tap') return driver.tap(shown)
  if (manner === 'word' && !key.startsWith('#')) return driver.type(label)
  return driver.type([...String(at + 1)].map(digit => DIGITS[lang]?.[Number(digit)] ?? digit).join(''))
}

const labelOf = (key: string, { words, lang }: Scene): string => {
  if (key === '@language') return words.languages().find(({ tag }) => tag === lang)?.endonym ?? lang
  const changed = /^change (\S+)$/.exec(key)?.[1]
  if (changed) return words.text(lang, 'engine.change', { what: words.text(lang, `${changed}.name`) })
  return words.text(lang, key)
}

const flat = (heard: Heard[]): string => heard.map(({ text, choices }) => [text, ...choices].join('\n')).join('\n')

/** Every piece of the text between its placeholders, in any of its plural forms, in order. */
const holds = (text: string, words: AppWords, lang: string, key: string): boolean => {
  const said = squash(text)
  const forms = ['', '_one', '_other']
    .map(form => `${key}${form}`)
    .filter(form => words.has(lang, form) || words.has('en', form))
  return forms.some(form => piecesOf(words, lang, form).every(piece => said.includes(squash(piece))))
}

const piecesOf = (words: AppWords, lang: string, key: string): string[] =>
  words
    .text(lang, key, new Proxy({}, { get: () => '\u0000' }) as Record<string, string>)
    .split('\u0000')
    .filter(piece => piece.trim().length > 2)

const squash = (text: string): string => text.replace(/\s+/g, ' ').trim()
