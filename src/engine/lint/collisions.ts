/** Words that mean two things where a person may write either. A person is understood in their own language and in English. */
import type { Lang } from '../../kit/ids.ts'
import { fold } from '../../kit/text.ts'
import type { Flow, Step } from '../flow.ts'
import { VERBS } from '../types.ts'
import { isSlip } from '../typo.ts'
import { error, type Finding, type Words, warning } from './finding.ts'
import { literalOptions } from './keys.ts'

/** A word in its place, and what it means there. */
type Said = { folded: string; written: string; meaning: string; file: string; line: number; column: number }

const ENGLISH = 'en'

/** The words that stand at a key, each with what it would mean. */
const said = (words: Words, key: string, meaning: string): Said[] => {
  const word = words.get(key)
  if (!word) return []
  const { file, line, column } = word
  const texts = typeof word.value === 'string' ? [word.value] : word.value
  return texts
    .map(written => ({ folded: fold(written), written, meaning, file, line, column }))
    .filter(it => it.folded !== '')
}

const yesNo = (words: Words, value: string): Said[] => [
  ...said(words, `engine.${value}`, value),
  ...said(words, `engine.${value}_words`, value),
]

const optionWords = (words: Words, flow: string, step: Step): Said[] =>
  literalOptions(step).flatMap(value => {
    const base = `flows.${flow}.${step.id}`
    return [
      ...said(words, `${base}.options.${value}`, value),
      ...said(words, `${base}.options.short.${value}`, value),
      ...said(words, `${base}.words.${value}`, value),
      ...(step.kind === 'ask' && step.ask === 'yesno' ? yesNo(words, value) : []),
    ]
  })

/** Verbs, and the flows' trigger words: a flow that a verb begins means the same as the verb. */
const commandWords = (words: Words, flows: readonly Flow[], menu: readonly string[]): Said[] => [
  ...VERBS.flatMap(verb => [...said(words, `verbs.${verb}.label`, verb), ...said(words, `verbs.${verb}.words`, verb)]),
  ...flows.flatMap(({ flow, on }) => {
    const meaning = on.verb ?? `flow ${flow}`
    const title = on.words || menu.includes(flow) ? said(words, `flows.${flow}.title`, meaning) : []
    return on.words ? [...title, ...said(words, `flows.${flow}.words`, meaning)] : title
  }),
]

/** What two words with different meanings that look alike are told as. */
const clash = (one: Said, other: Said, where: string): Finding[] => {
  if (one.meaning === other.meaning) return []
  const both = `${where}: "${one.written}" means \`${one.meaning}\`, and "${other.written}" means \`${other.meaning}\``
  if (one.folded === other.folded) return [error(one.file, one, 'collision', both)]
  return isSlip(one.folded, other.folded) ? [warning(one.file, one, 'near-collision', both)] : []
}

const between = (mine: readonly Said[], theirs: readonly Said[], where: string): Finding[] =>
  mine.flatMap(one => theirs.flatMap(other => clash(one, other, where)))

const within = (mine: readonly Said[], where: string): Finding[] =>
  mine.flatMap((one, at) => between([one], mine.slice(0, at), where))

/** Collisions in every language, and between each language and English. */
export const lintCollisions = (
  languages: ReadonlyMap<Lang, Words>,
  flows: readonly Flow[],
  menu: readonly string[],
): Finding[] => {
  const english: Words = languages.get(ENGLISH) ?? new Map()
  const findings: Finding[] = []
  for (const [lang, words] of languages) {
    // English is compared with itself once, and with every other language, but not again within each.
    const compared = (of: (words: Words) => Said[], where: string): void => {
      const mine = of(words)
      findings.push(...within(mine, where), ...(lang === ENGLISH ? [] : between(mine, of(english), where)))
    }
    for (const flow of flows)
      for (const step of Object.values(flow.steps))
        compared(these => optionWords(these, flow.flow, step), `step \`${step.id}\` of \`${flow.flow}\``)
    compared(these => commandWords(these, flows, menu), 'verbs and first words of flows')
    findings.push(...between(answers(words), commandWords(words, [], []), 'yes and no'))
    if (lang === ENGLISH) continue
    findings.push(...between(answers(words), commandWords(english, [], []), 'yes and no'))
    findings.push(...between(commandWords(words, [], []), answers(english), 'yes and no'))
  }
  return [...findings, ...lintStop(languages, flows, menu)]
}

const answers = (words: Words): Said[] => ['yes', 'no'].flatMap(value => yesNo(words, value))

/** "Stop" is understood in every language at once, so it must mean nothing else in any. */
const lintStop = (languages: ReadonlyMap<Lang, Words>, flows: readonly Flow[], menu: readonly string[]): Finding[] =>
  [...languages].flatMap(([lang, words]) => {
    const stops = [...said(words, 'verbs.stop.label', 'stop'), ...said(words, 'verbs.stop.words', 'stop')]
    const others = [...languages].filter(([other]) => other !== lang && other !== ENGLISH && lang !== ENGLISH)
    return others.flatMap(([other, theirs]) => {
      const taken = new Set(stops.map(it => it.folded))
      const hits = [...commandWords(theirs, flows, menu), ...answers(theirs)]
      return hits
        .filter(hit => hit.meaning !== 'stop' && taken.has(hit.folded))
        .map(hit =>
          error(
            hit.file,
            hit,
            'collision',
            `"${hit.written}" is \`stop\` in \`${lang}\`, which counts in \`${other}\` too`,
          ),
        )
    })
  })
