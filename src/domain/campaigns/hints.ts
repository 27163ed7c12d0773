/** Gentle hints while somebody writes: a program only guesses here, so that none of them ever refuses anything. */
import { isQuiet, NIGHT } from '../quiet-hours.ts'
import { gapsIn } from './placeholders.ts'
import type { Sheet } from './sheet.ts'

/**
 * `name`: two capitalised words that are no place and no help desk. `phone`: a number that stands on no card of ours. `figures`: numbers
 * without a source. `blank`: a gap of the template in square brackets. `night`: its hour lies in quiet hours.
 */
export type Hint = { code: 'name' | 'phone' | 'figures' | 'blank'; lang: string; found: string } | { code: 'night' }

export type Known = {
  /** Names of places and desks. */
  isName(words: string): boolean
  /** Digits alone. */
  isPhone(digits: string): boolean
}

const NAME = /\p{Lu}[\p{Ll}\p{M}'’-]+(?: \p{Lu}[\p{Ll}\p{M}'’-]+)+/gu
/** "You" in Indonesian is written with a capital. */
const YOU = /\bAnda\b/g
const PHONE = /\+?\d[\d ().–-]{5,}\d/g
const DATE = /\d{4}-\d\d-\d\d/g
const FIGURE = /\d[\d.,]*\s?%|\d{2,}[\d.,]*/g
const BRACES = /\{\{[^{}]*\}\}/g
const LINK = /https?:\/\/\S+/g

export const hintsOf = (sheet: Pick<Sheet, 'texts' | 'sources' | 'when' | 'emergency'>, known: Known): Hint[] => {
  const hints = Object.entries(sheet.texts).flatMap(([lang, { title, body }]): Hint[] => {
    const text = `${title}\n${body}`.replace(BRACES, ' ').replace(LINK, ' ')
    const numbers = all(text.replace(DATE, ' '), PHONE)
    const phones = numbers.filter(found => !known.isPhone(found.replace(/\D/g, '')))
    const names = all(
      text.replace(YOU, word => word.toLowerCase()),
      NAME,
    ).filter(found => !isKnown(found, known))
    const rest = numbers.reduce((left, phone) => left.replace(phone, ' '), text)
    const figures = sheet.sources.length > 0 ? [] : all(rest, FIGURE).slice(0, 1)
    return [
      ...gapsIn(text).map((found): Hint => ({ code: 'blank', lang, found })),
      ...names.map((found): Hint => ({ code: 'name', lang, found })),
      ...phones.map((found): Hint => ({ code: 'phone', lang, found })),
      ...figures.map((found): Hint => ({ code: 'figures', lang, found })),
    ]
  })
  const { when } = sheet
  const late = when.how === 'local' && isQuiet(when.minute, NIGHT) && !sheet.emergency
  return late ? [...hints, { code: 'night' }] : hints
}

const all = (text: string, pattern: RegExp): string[] => [...new Set(text.match(pattern) ?? [])]

/** Also "In Tokyo Prefecture", where a sentence begins with a small word. */
const isKnown = (found: string, { isName }: Pick<Known, 'isName'>): boolean => {
  const words = found.split(' ')
  return isName(found) || (words.length > 2 ? isName(words.slice(1).join(' ')) : isName(words[1] ?? ''))
}
