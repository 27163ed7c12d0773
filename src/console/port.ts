import type { Campaigns } from '../app/campaigns/index.ts'
import type { Cases } from '../app/cases/index.ts'
import type { Coding } from '../app/coding/index.ts'
import type { Keyring } from '../app/keyring/index.ts'
import type { Letters } from '../app/letters/index.ts'
import type { Office } from '../app/office/index.ts'
import type { Queue } from '../app/queue.ts'

export type Language = { tag: string; endonym: string; dir: 'ltr' | 'rtl' }

/** The words of all languages. */
export type WordBook = {
  text(lang: string, key: string, values?: Record<string, string | number>): string
  has(lang: string, key: string): boolean
  languages(): Language[]
  /** Who has checked the words of each language, by file. `stale`: the English has changed since. */
  fileReviews(): (Reviewed & { tag: string; file: string; stale: boolean })[]
}

export type Reviewed = {
  state: 'source' | 'machine-drafted' | 'reviewed'
  by?: string | undefined
  on?: string | undefined
}

/** What the console needs. Of a concern that is what stands in clear, and how many keyholders can read the rest: never a word of content. */
export type ConsolePort = Queue & {
  /** What is switched off, and how it is switched on: sentences, ready to show. */
  off(): Promise<{ what: string; how: string }[]>
  cases: Cases
  campaigns: Campaigns
  letters: Letters
  keys: Keyring
  office: Office
  /** What is set on a case in codes. */
  coding: Coding
  words: WordBook
}
