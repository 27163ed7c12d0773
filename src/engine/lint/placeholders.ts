/** Whether every `{{name}}` in a text has a value when the text is said. */
import type { Lang } from '../../kit/ids.ts'
import { type CommitStep, type Flow, followers, isWait } from '../flow.ts'
import { type Commits, error, type Finding, type Words, warning } from './finding.ts'
import { canEnd } from './paths.ts'

const ENGLISH = 'en'
const PLURAL = /_(zero|one|two|few|many|other)$/
/** What the engine itself fills in, at any step. */
const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g

const namesIn = (value: string | string[]): string[] =>
  typeof value === 'string' ? [...new Set([...value.matchAll(PLACEHOLDER)].map(found => found[1] ?? ''))] : []

type Given = { answers: Set<string>; secrets: Set<string>; values: Set<string> }

/** What may have been answered or done before a step is said: some way leads from there to here. */
export const givenBefore = (flow: Flow, id: string, commits: Commits): Given => {
  const ways = Object.values(flow.steps).flatMap(step =>
    followers(step).map(to => ({ from: step.id, to, waits: false })),
  )
  const given: Given = { answers: new Set(), secrets: new Set(), values: new Set() }
  const leading = canEnd([id], ways)
  for (const before of leading) {
    const step = flow.steps[before]
    if (!step || (before === id && !isWait(step))) continue
    if (isWait(step)) given.answers.add(before)
    if (step.kind === 'ask' && step.ask === 'text' && step.privacy === 'secret') given.secrets.add(before)
    if (step.kind !== 'commit') continue
    for (const [outcome, values] of Object.entries(commits[step.commit]?.values ?? {}))
      if (leading.has(after(step, outcome) ?? '')) for (const value of values) given.values.add(value)
  }
  return given
}

const after = ({ next }: CommitStep, outcome: string): string | undefined =>
  typeof next === 'string' ? next : (next[outcome] ?? next.else)

const lintFlow = (flow: Flow, words: Words, commits: Commits): Finding[] =>
  Object.keys(flow.steps).flatMap(id => {
    const base = `flows.${flow.flow}.${id}.`
    const given = givenBefore(flow, id, commits)
    return [...words]
      .filter(([key]) => key.startsWith(base))
      .flatMap(([key, word]) =>
        namesIn(word.value).flatMap((name): Finding[] => {
          if (given.secrets.has(name))
            return [error(word.file, word, 'secret-shown', `\`${key}\` shows the answer \`${name}\`, which is secret`)]
          if (given.answers.has(name) || given.values.has(name)) return []
          const known = [...given.answers, ...given.values].join(', ') || 'none'
          const message = `\`${key}\` shows {{${name}}}, which nothing before \`${id}\` gives; possible: ${known}`
          return [error(word.file, word, 'unknown-placeholder', message)]
        }),
      )
  })

/** A translation shows the same values as English does. A plural form may leave the count out. */
const lintAgainst = (english: Words, words: Words): Finding[] =>
  [...words].flatMap(([key, word]) => {
    const stem = key.replace(PLURAL, '')
    const source = english.get(key) ?? english.get(`${stem}_other`)
    if (!source) return []
    const wanted = namesIn(source.value)
    const shown = namesIn(word.value)
    const lost = wanted.filter(name => !shown.includes(name) && !(stem !== key && name === 'count'))
    const odd = key.startsWith('flows.') ? [] : shown.filter(name => !wanted.includes(name))
    return [
      ...lost.map(name => warning(word.file, word, 'lost-placeholder', `\`${key}\` leaves out {{${name}}}`)),
      ...odd.map(name =>
        error(word.file, word, 'unknown-placeholder', `\`${key}\` shows {{${name}}}, which English does not have`),
      ),
    ]
  })

export const lintPlaceholders = (
  languages: ReadonlyMap<Lang, Words>,
  flows: readonly Flow[],
  commits: Commits,
): Finding[] => {
  const english: Words = languages.get(ENGLISH) ?? new Map()
  return [...languages].flatMap(([lang, words]) => [
    ...flows.flatMap(flow => lintFlow(flow, words, commits)),
    ...(lang === ENGLISH ? [] : lintAgainst(english, words)),
  ])
}
