/** Which of several named things somebody means who typed some words. */

import { fold } from '../kit/text.ts'
import { cached } from './cached.ts'
import type { Item } from './types.ts'
import { isSlip } from './typo.ts'

/** Folded words → what they can mean. */
export type Table = Map<string, string[]>

export const addWords = (table: Table, value: string, words: (string | undefined)[]): void => {
  for (const word of words) {
    const folded = word === undefined ? '' : fold(word)
    if (folded === '') continue
    const meanings = table.get(folded)
    if (!meanings) table.set(folded, [value])
    else if (!meanings.includes(value)) meanings.push(value)
  }
}

/** By label, short label and synonyms. */
export const tableOf: (items: Item[]) => Table = cached((items: Item[]) => {
  const table: Table = new Map()
  for (const item of items) addWords(table, item.value, [item.label, item.short, ...(item.words ?? [])])
  return table
})

/** Exactly these words (after folding). Several meanings if the words have several. */
export const exactly = (table: Table, folded: string): string[] => table.get(folded) ?? []

/** With one slip of the finger. */
export const nearly = (table: Table, folded: string): string[] => {
  const found = new Set<string>()
  for (const [word, meanings] of table) if (isSlip(folded, word)) for (const meaning of meanings) found.add(meaning)
  return [...found]
}
