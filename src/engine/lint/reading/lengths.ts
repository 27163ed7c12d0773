/**
 * How long a sentence may be before it is warned of.
 *
 * **English: 20 words.** Readers find sentences of 17 words standard, of 21 fairly difficult, of 25 difficult (GOV.UK, "Sentence length:
 * why 25 words is our limit", 2014); the Oxford Guide to Plain English recommends 15–20 on average, the Australian Government Style Manual
 * 15 and never more than 25. Our readers are in a hurry or afraid, and many read a second language (WCAG 2.2, 3.1.5: lower secondary), so
 * "fairly difficult" is too much already.
 *
 * **Other languages: letters, by script.** A word is not the same thing in Vietnamese, Korean and Japanese, and letters are everywhere. All texts of
 * `locales/` that are sentences in English (423 texts, 799 sentences, 5,957 words) were counted in each language: so many letters stand for a
 * word of English, and so many for 20, rounded up to the next five. Of the languages of one script the widest counts.
 *
 * | | fil | id | vi | ur | th | ja | bn | my | ne | ko | zh-Hans |
 * |---|---|---|---|---|---|---|---|---|---|---|---|
 * | letters for a word | 4.79 | 4.94 | 4.13 | 3.92 | 3.18 | 2.34 | 2.39 | 2.33 | 2.32 | 1.85 | 1.56 |
 * | for 20 words | 96 | 99 | 83 | 78 | 64 | 47 | 48 | 47 | 46 | 37 | 31 |
 *
 * (A letter: a grapheme with a letter or digit in it; values such as `{{day}}` count one.)
 */
import type { Lang } from '../../../kit/ids.ts'
import { bare, countLetters, countWords, sentencesOf } from './sentences.ts'

export const WORDS = 20

const LETTERS = {
  Arab: 80,
  Beng: 50,
  Deva: 50,
  Hans: 35,
  Hant: 35,
  Jpan: 50,
  Kore: 40,
  Latn: 100,
  Mymr: 50,
  Thai: 65,
} as const

const isMeasured = (script: string): script is keyof typeof LETTERS => Object.hasOwn(LETTERS, script)

/**
 * Thai ends no sentence with a sign: a space stands after a sentence, and between the parts of one. So no stretch without a space may be longer
 * than a sentence may; and no line longer than three of them (the longest line of English has 53 words, not three times 20).
 */
const UNSIGNED = ['Thai']
const LINE = 3

const scriptOf = (lang: Lang): string => {
  try {
    return new Intl.Locale(lang).maximize().script ?? 'Latn'
  } catch {
    return 'Latn'
  }
}

export type Long = { sentence: string; length: number; most: number; unit: 'words' | 'letters' }

/** The first sentence that is too long. A script that nobody has measured has the widest bound, Latin's. */
export const longSentence = (text: string, lang: Lang): Long | undefined => {
  if (lang === 'en') return above(sentencesOf(text), WORDS, 'words', it => countWords(it, lang))
  const script = scriptOf(lang)
  const most = LETTERS[isMeasured(script) ? script : 'Latn']
  const letters = (it: string): number => countLetters(it, lang)
  if (!UNSIGNED.includes(script)) return above(sentencesOf(text), most, 'letters', letters)
  const lines = bare(text).split('\n')
  const stretches = lines.flatMap(line => line.split(/\s+/))
  return above(stretches, most, 'letters', letters) ?? above(lines, most * LINE, 'letters', letters)
}

const above = (parts: readonly string[], most: number, unit: Long['unit'], count: (part: string) => number) =>
  parts.map((sentence): Long => ({ sentence, length: count(sentence), most, unit })).find(({ length }) => length > most)
