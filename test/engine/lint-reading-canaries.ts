/** Texts that are hard to read. */
import { type Canary, inWords } from './lint-plants.ts'

const saying = (what: string, rule: Canary['rule'], text: string, says: string): Canary => ({
  rule,
  severity: 'warning',
  what,
  plant: inWords('en', 'flows.json', '"Hello."', JSON.stringify(text)),
  at: 'locales/en/flows.json:20:16',
  says,
})

const words = (count: number): string => Array.from({ length: count }, () => 'word').join(' ')

export const READING_CANARIES: Canary[] = [
  saying(
    'a sentence of 21 words',
    'long-sentence',
    `Hi. ${words(21)}.`,
    'has a sentence of 21 words, and more than 20',
  ),
  {
    rule: 'long-sentence',
    severity: 'warning',
    what: 'a sentence of 101 letters in a language of Latin script',
    plant: inWords('fil', 'flows.json', '"Kumusta."', `"Kumusta. ${'na '.repeat(50)}a."`),
    at: 'locales/fil/flows.json:20:16',
    says: 'has a sentence of 101 letters, and more than 100',
  },
  saying(
    'a saying',
    'idiom',
    'We keep an eye on it.',
    'says "keep an eye on", which few learners know; perhaps: "watch"',
  ),
  saying('not and un-', 'double-negative', 'This is not unusual.', 'says no twice: "not unusual"'),
  saying('two passives', 'passive-chain', 'It was corrected after it was sent.', '"was corrected" … "was sent"'),
  saying('a passive and who did it', 'passive-chain', 'It is read by a moderator.', '"is read" … "by"; begin with who'),
]
