/**
 * Double negatives: two words that say no, in one part of a sentence, which the reader has to turn round twice. (The US Federal Plain
 * Language Guidelines of 2011 ask for none.)
 *
 * Not flagged: a no on each side of a comma or of a word such as "and", "because" or "if" ("We do not ask, and nobody knows"); "Without it I cannot
 * find it", which is a condition; a no behind a quotation mark, which names a button; "cannot undo", because to undo is no negative but a deed.
 */

const NOT = "(?:not|cannot|never|\\p{L}+n['’]t)"
const NO = '(?:no|nobody|nothing|none|nowhere|neither|never)'
/** Up to six words without a new clause between them. */
const FEW =
  "(?:\\s+(?!(?:and|but|or|because|if|when|so|that|which|who|where|while|than|as)\\b)[\\p{L}\\d'’-]+){0,6}?\\s+"

/** Words that begin like a negative and are none: "not under", "not until", and verbs that turn a deed back. */
const NO_NEGATIVE =
  '(?!(?:under|until|union|unit|unite|united|unique|universal|university|uncle|undo|undone|unless|unlock\\p{L}*|unsubscribe\\p{L}*|unpack|uninstall|unplug)\\b|under)'

/** "People without papers" is who they are. */
const WHO = '(?<!\\b(?:people|persons?|workers?|migrants?|children|families|women|men|somebody|anybody|those)\\s+)'

const FORMS: readonly string[] = [
  // "not unusual"
  `${NOT}\\s+(?:an?\\s+|very\\s+)?${NO_NEGATIVE}un\\p{L}{3,}`,
  // "not impossible": other prefixes begin too many plain words to be taken by themselves.
  `${NOT}\\s+(?:an?\\s+|very\\s+)?(?:impossible|illegal|incorrect|incomplete|inaccurate|insufficient|invalid|irregular|dishonest|dissatisfied)`,
  // "not … without", "nothing … without", "not … unless"
  `(?:${NOT}|${NO})${FEW}(?:${WHO}without|unless)`,
  // "do not … nothing"
  `${NOT}${FEW}${NO}`,
  // "Nobody does not"
  `(?:nobody|nothing|none|no one)${FEW}${NOT}`,
]

const DOUBLE = FORMS.map(form => new RegExp(`(?<![\\p{L}'’])(?:${form})(?![\\p{L}])`, 'iu'))

export const doubleNegativeIn = (sentence: string): string | undefined =>
  DOUBLE.map(pattern => pattern.exec(sentence)?.[0]).find(it => it !== undefined)
