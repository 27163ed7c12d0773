/**
 * Whether a text can be read by somebody who went to school for nine years at the most, in a second language, on a bad day (WCAG 2.2, 3.1.5: lower
 * secondary education). Length in every language; sayings, double negatives and passive chains in English. Warnings, because a machine only
 * suspects. What staff read is left out: their pages may be longer.
 */
import type { Lang } from '../../../kit/ids.ts'
import { type Finding, type Rule, type Words, warning } from '../finding.ts'
import { isExempt } from './exempt.ts'
import { idiomsIn } from './idioms.ts'
import { longSentence } from './lengths.ts'
import { doubleNegativeIn } from './negatives.ts'
import { passiveChainIn } from './passives.ts'
import { bare, sentencesOf } from './sentences.ts'

const FOR_STAFF = /^(console|staff|cli)\./
const ENGLISH = 'en'
const SHOWN = 48

type Told = { rule: Rule; message: string }

/** Lists are synonyms: people write them, nobody reads them. */
export const lintReading = (lang: Lang, words: Words): Finding[] =>
  [...words].flatMap(([key, word]) => {
    if (typeof word.value !== 'string' || FOR_STAFF.test(key)) return []
    const told = [...tooLong(word.value, lang), ...(lang === ENGLISH ? hard(word.value) : [])]
    return told
      .filter(({ rule }) => !isExempt(key, rule))
      .map(({ rule, message }) => warning(word.file, word, rule, `\`${key}\` ${message}`))
  })

const tooLong = (text: string, lang: Lang): Told[] => {
  const long = longSentence(text, lang)
  if (!long) return []
  const { sentence, length, most, unit } = long
  const message = `has a sentence of ${length} ${unit}, and more than ${most} are hard to read: "${begin(sentence)}"`
  return [{ rule: 'long-sentence', message }]
}

const hard = (text: string): Told[] => [
  ...idiomsIn(bare(text)).map(({ said, plain }): Told => {
    return { rule: 'idiom', message: `says "${said}", which few learners know; perhaps: "${plain}"` }
  }),
  ...sentencesOf(text).flatMap((sentence): Told[] => {
    const twice = doubleNegativeIn(sentence)
    const chain = passiveChainIn(sentence)
    return [
      ...(twice ? [{ rule: 'double-negative' as const, message: `says no twice: "${twice}"; say what is so` }] : []),
      ...(chain.length > 0
        ? [{ rule: 'passive-chain' as const, message: `hides who does it: "${chain.join('" … "')}"; begin with who` }]
        : []),
    ]
  }),
]

const begin = (sentence: string): string => {
  const letters = [...sentence]
  return letters.length <= SHOWN ? sentence : `${letters.slice(0, SHOWN).join('')}…`
}
