/** A stage for the engine's tests: words that echo their keys, look-ups over small lists, a clock and dice that stand still. */
import { readdirSync, readFileSync } from 'node:fs'
import { createFlowBook } from '../../src/engine/book.ts'
import type { Flow } from '../../src/engine/flow.ts'
import { parseFlow, parseMenu, tell } from '../../src/engine/parse.ts'
import { step } from '../../src/engine/step.ts'
import type { Effect, Env, FlowBook, Input, Item, Look, Session, Stop, Values, Words } from '../../src/engine/types.ts'
import type { Choice, Message } from '../../src/kit/message.ts'
import { fold } from '../../src/kit/text.ts'

const FLOWS = new URL('../../flows/', import.meta.url)

/** Parses or throws with all mistakes. */
export const flowFrom = (text: string, file = 'test.yaml'): Flow => {
  const { value, mistakes } = parseFlow(text, file)
  if (!value) throw new Error(mistakes.map(tell).join('\n'))
  return value
}

export const realFlows = (): Flow[] =>
  readdirSync(FLOWS)
    .filter(name => name.endsWith('.yaml') && name !== 'menu.yaml')
    .map(name => flowFrom(readFileSync(new URL(name, FLOWS), 'utf8'), name))

export const realBook = (pinned: Flow[] = []): FlowBook => {
  const menu = parseMenu(readFileSync(new URL('menu.yaml', FLOWS), 'utf8'), 'menu.yaml').value
  if (!menu) throw new Error('menu.yaml has mistakes')
  return createFlowBook(realFlows(), menu, pinned)
}

/** Lists that English has beside those of the verbs; other languages have what is given as `xx:key`. */
const LISTS: Record<string, string[]> = {
  'engine.yes_words': ['yes', 'sure'],
  'engine.no_words': ['no', 'never'],
  'engine.safety.crisis': ['want to die', '死にたい'],
  'verbs.stop.words': ['stop'],
  'tl:verbs.stop.words': ['itigil'],
  'tl:verbs.back.words': ['bumalik'],
}

/** Every text is its key and the values it was given; every verb's word is its name; every flow's word is its name. */
export const echoWords = (
  more: { texts?: Record<string, string>; lists?: Record<string, string[]>; drafts?: string[] } = {},
): Words => {
  const lists = { ...LISTS, ...more.lists }
  const texts = more.texts ?? {}
  return {
    text: (lang, key, values) => {
      const text = texts[`${lang}:${key}`] ?? texts[key]
      return text === undefined
        ? echo(key, values)
        : text.replace(/\{\{(\w+)\}\}/g, (_, name) => String(values?.[name] ?? ''))
    },
    has: (lang, key) => Object.hasOwn(texts, lang === 'en' ? key : `${lang}:${key}`),
    list: (lang, key) => {
      const listed = lists[lang === 'en' ? key : `${lang}:${key}`]
      if (listed || lang !== 'en') return listed ?? []
      const named = /^(?:verbs|flows)\.(\w+)\.words$/.exec(key)?.[1]
      return named === undefined ? [] : [named]
    },
    languages: () => [
      { tag: 'en', endonym: 'English', dir: 'ltr' },
      { tag: 'tl', endonym: 'Tagalog', dir: 'ltr' },
    ],
    isDraft: lang => more.drafts?.includes(lang) ?? false,
  }
}

const echo = (key: string, values: Values | undefined): string => {
  const shown = ['count', 'list', 'at', 'of', 'what', 'texts', 'photos', 'voices']
  const filled = Object.entries(values ?? {}).filter(([name]) => key.startsWith('engine.') && shown.includes(name))
  return [key, ...filled.map(([name, value]) => `${name}=${value}`)].join(' ')
}

const item = (value: string, label = value): Item => ({ value, label })
const AREAS: Record<string, Item[]> = {
  JP: [item('JP-11', 'Saitama'), item('JP-13', 'Tokyo'), item('JP-27', 'Osaka')],
  KR: [item('KR-11', 'Seoul'), item('KR-26', 'Busan')],
}
const COUNTRIES: Item[] = [
  { ...item('JP', 'Japan'), opens: true },
  { ...item('KR', 'Korea'), opens: true },
  { ...item('PW', 'Palau'), opens: true },
]
const GROUPS: Record<string, Item[]> = {
  work: [item('wages', 'Unpaid wages'), item('hours', 'Long hours')],
  home: [item('rent', 'Rent'), item('eviction', 'Eviction')],
}
const MANY = Array.from({ length: 23 }, (_, index) => item(`n${index + 1}`, `Thing number ${index + 1}`))

/** Small lists under the names that the real flows use, and `things` (23), `nothing` (none), `broken` (throws). */
export const stageLook: Look = (source, query) => {
  if (source === 'broken') throw new Error('broken on purpose')
  if (source === 'languages') return [item('en', 'English'), item('tl', 'Tagalog')]
  if (source === 'things') return MANY
  if (source === 'topics' || source === 'groups') return [item('work', 'Work'), item('home', 'Housing')]
  if (source === 'categories') {
    if (query.under !== undefined) return GROUPS[query.under] ?? []
    return Object.keys(GROUPS).map(value => ({ ...item(value, value === 'work' ? 'Work' : 'Housing'), opens: true }))
  }
  if (source === 'areas') return areas(query)
  if (source === 'campaign.answers') return [item('yes', 'Yes'), item('in_own_words', 'Something else')]
  if (source === 'desks')
    return query.with.area === null ? [] : [item('desk1', 'Desk one'), item('desk2', `Desk in ${query.with.area}`)]
  if (source === 'desk' || source === 'desk.source') return [{ ...item('card'), text: [`card of ${query.with.desk}`] }]
  if (source === 'emergency') return [{ ...item('110'), text: [{ tel: '110', label: '110' }] }]
  return []
}

const areas = ({ text, at, under, value }: Parameters<Look>[1]): Item[] => {
  const all = [...COUNTRIES, ...Object.values(AREAS).flat()]
  if (value !== undefined) return all.filter(area => area.value === value)
  if (under !== undefined && text === undefined) return AREAS[under] ?? []
  if (at) return AREAS[at.lon > 132 ? 'JP' : 'KR'] ?? []
  if (text !== undefined) return all.filter(area => fold(area.label).startsWith(fold(text).slice(0, 3)))
  return COUNTRIES
}

export const NOW = Date.UTC(2026, 10, 21, 9)

export type StageOptions = {
  book?: FlowBook
  words?: Words
  look?: Look
  person?: Partial<Env['person']>
  /** What commits come to, by name; else `ok`. */
  outcomes?: Record<string, { outcome: string; values?: Values; buttons?: Choice[] }>
}

const WELCOME = `flow: hi
version: 1
start: agree
on: { command: start }
steps:
  agree: { ask: yesno, next: { yes: keep, no: bye } }
  keep:  { commit: person.consent, next: bye }
  bye:   { say: true, end: menu }
`

/** These flows on the menu, and a small welcome (`hi`). */
export const bookOf = (flows: Flow[], pinned: Flow[] = []): FlowBook => {
  const items = flows.map(flow => flow.flow)
  return createFlowBook([flowFrom(WELCOME), ...flows], { welcome: 'hi', items }, pinned)
}

/** Somebody in a conversation: says inputs, does commits, remembers what was said. */
export const createStage = (options: StageOptions = {}) => {
  let now = NOW
  let dice = 0
  const env: Env = {
    flows: options.book ?? realBook(),
    words: options.words ?? echoWords(),
    look: options.look ?? stageLook,
    world: { now: () => now, random: size => new Uint8Array(size).fill(++dice) },
    person: { lang: 'en', consent: true, guess: undefined, channel: { name: 'test', push: true }, ...options.person },
  }
  const stage = {
    env,
    session: undefined as Session | undefined,
    said: [] as Message[],
    effects: [] as Effect[],
    stops: [] as Stop[],
    /** A script commits in circles; whoever runs the engine stops that, and the linter says so before. */
    circles: false,
    pass: (ms: number) => {
      now += ms
    },
    /** One input, with the commits that it leads to. Gives back what was said. */
    send: (input: Input): Message[] => {
      let outcome = step(env, stage.session, input)
      const effects = [...outcome.effects]
      for (let commits = 0; outcome.stop && commits < 20; commits++) {
        stage.stops.push(outcome.stop)
        if (outcome.stop.commit === 'person.consent') env.person.consent = true
        const done = options.outcomes?.[outcome.stop.commit] ?? { outcome: 'ok' }
        outcome = step(env, outcome.session, { kind: 'committed', ...done })
        effects.push(...outcome.effects)
      }
      stage.circles ||= outcome.stop !== undefined
      stage.session = outcome.session
      stage.effects = effects
      stage.said = effects.flatMap(effect => (effect.kind === 'say' ? [effect.message] : []))
      for (const effect of effects) if (effect.kind === 'language') env.person.lang = effect.lang
      return stage.said
    },
    text: (text: string) => stage.send({ kind: 'text', text }),
    /** Taps a button of the last messages: a choice by the end of its token, or a verb. */
    tap: (name: string) => stage.send({ kind: 'tap', token: stage.token(name) }),
    token: (name: string): string => {
      const buttons = stage.said.flatMap(message => [...message.choices, ...message.verbs])
      const found = buttons.find(({ token }) => token.endsWith(`.${name}`) || token.startsWith(`v.${name}.`))
      if (!found) throw new Error(`no button ${name} among ${buttons.map(({ token }) => token).join(' ')}`)
      return found.token
    },
  }
  return stage
}

export type Stage = ReturnType<typeof createStage>
