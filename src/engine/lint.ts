/**
 * The linter: proves of the scripts and their words what a person would otherwise find out in the middle of a talk.
 * Pure; `cli/lint.ts` reads the files. What it can find stands in `RULES`.
 */
import type { Lang } from '../kit/ids.ts'
import { lintBetween } from './lint/between.ts'
import { lintCollisions } from './lint/collisions.ts'
import { lintComplete } from './lint/complete.ts'
import { error, type Finding, inOrder, type LintInput, type Words } from './lint/finding.ts'
import { lintLengths } from './lint/lengths.ts'
import { lintPlaceholders } from './lint/placeholders.ts'
import { readWords } from './lint/read-words.ts'
import { lintReading } from './lint/reading/index.ts'
import { lintScripts } from './lint/script.ts'

export { type Finding, type LintInput, RULES, type Rule, type WordsFile } from './lint/finding.ts'

/** Everything that is wrong with the scripts and words, in the order of reading. Empty: nothing is. */
export const lintFlows = (input: LintInput): Finding[] => {
  const files = [...input.flows, ...(input.menu ? [input.menu] : [])]
  const findings = files.flatMap(({ parsed }) => parsed.mistakes.map(it => error(it.file, it, 'script', it.message)))
  const languages = new Map<Lang, Words>()
  for (const { lang, file, name, text } of input.words) {
    const read = readWords(text)
    findings.push(...read.mistakes.map(it => error(file, it, it.rule, it.message)))
    const words = languages.get(lang) ?? new Map()
    for (const [path, word] of read.words) words.set(`${name}.${path}`, { ...word, file })
    languages.set(lang, words)
  }
  const flows = input.flows.flatMap(({ parsed }) => parsed.value ?? [])
  const menu = input.menu?.parsed.value?.items ?? []
  findings.push(...lintScripts(input), ...lintBetween(input))
  // Without a script nobody can say which words it needs, so words are looked at only when all scripts can be read.
  if (flows.length === input.flows.length) findings.push(...lintComplete(languages, flows, menu, input.words))
  findings.push(...lintCollisions(languages, flows, menu), ...lintPlaceholders(languages, flows, input.commits))
  for (const [lang, words] of languages) findings.push(...lintLengths(words), ...lintReading(lang, words))
  return inOrder(findings)
}
