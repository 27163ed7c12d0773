/**
 * Where a text's sentences end, and how long each is.
 *
 * Ends are found by signs and not by `Intl.Segmenter`: by UAX #29 (rule SB8) a full stop before `/privacy`, `16 digits` or a
 * value such as `{{day}}` ends nothing, so two short sentences would count as one long one.
 */

/** Signs that end a sentence wherever they stand: danda, Urdu, Burmese, Khmer, Ethiopic, Chinese and Japanese. */
const ALWAYS = '।॥۔؟။។៕።。？！'
const CLOSING = '["\'”’»›)\\]」』）]*'
const ENDS = new RegExp(`(?<=[.?!…]${CLOSING})\\s+|(?<=[${ALWAYS}]${CLOSING})(?![”’»›)\\]」』）])|\\n+`, 'u')

/** A full stop after one of these ends no sentence; nor does one after letters with stops between them (`U.S.`, `e.g.`). */
const SHORTENED =
  /(?:^|[\s(“])(?:(?:\p{L}\.)+\p{L}|Mr|Mrs|Ms|Dr|St|No|Nos|Tel|Ext|etc|vs|approx|Bp|Ibu|TP|Tp|dll|hlm|hal|Blg|Gng)\.$/iu

/** A value or an address is one word, whatever stands in it. */
const VALUE = /\{\{?[^{}]*\}?\}|https?:\/\/[^\s)”"]*[^\s)”".,?!]/g
/** How a Chinese character is read, as （にゅうかん）: said beside the word, not read after it. */
const READING = /(?<=\p{Script=Han}[\p{Script=Han}\p{Script=Hiragana}]*)（\p{Script=Hiragana}+）/gu

export const bare = (text: string): string => text.replace(VALUE, 'X').replace(READING, '')

/** The sentences of a text, values and addresses standing as one word each. A line is never longer than itself. */
export const sentencesOf = (text: string): string[] => {
  const sentences: string[] = []
  for (const line of bare(text).split('\n')) {
    let open = ''
    for (const part of line.split(ENDS)) {
      open = open === '' ? part.trim() : `${open} ${part.trim()}`
      if (SHORTENED.test(open)) continue
      if (open !== '') sentences.push(open)
      open = ''
    }
    if (open !== '') sentences.push(open)
  }
  return sentences
}

/** A folder whose name is no language tag is read like any other. */
const segmenter = (lang: string, granularity: 'word' | 'grapheme'): Intl.Segmenter => {
  try {
    return new Intl.Segmenter(lang, { granularity })
  } catch {
    return new Intl.Segmenter(undefined, { granularity })
  }
}
const segments = (text: string, lang: string, granularity: 'word' | 'grapheme') => [
  ...segmenter(lang, granularity).segment(text),
]

export const countWords = (text: string, lang: string): number =>
  segments(text, lang, 'word').filter(({ isWordLike }) => isWordLike).length

/** Letters and digits as people count them: a letter with its vowel sign is one; spaces and signs are none. */
export const countLetters = (text: string, lang: string): number =>
  segments(text, lang, 'grapheme').filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment)).length
