import type { Cases } from '../app/cases/index.ts'
import type { Staff } from '../app/staff.ts'
import type { ConcernId } from '../kit/ids.ts'

/** What stands in clear about a concern, and how many keyholders can read the rest. Never a word of content. */
export type QueueRow = {
  id: ConcernId
  category: string
  /** ISO 3166-2 or country. */
  area: string | null
  urgency: 'emergency' | 'urgent' | 'soon' | 'routine'
  status: string
  /** `2025-W07` */
  week: string
  /** Day of the promised answer, `2025-02-14`. */
  deadline: string
  demo: boolean
  readers: number
}

export type Counts = { open: number; urgent: number; dueToday: number; overdue: number }

export type ConsoleWords = {
  text(lang: string, key: string, values?: Record<string, string | number>): string
  has(lang: string, key: string): boolean
  languages(): { tag: string; endonym: string; dir: 'ltr' | 'rtl' }[]
  /** Who has checked the words of each language. */
  reviewStates(): {
    tag: string
    state: 'source' | 'machine-drafted' | 'reviewed'
    by?: string | undefined
    on?: string | undefined
  }[]
}

/** What the console needs; the caller reads it from the store. */
export type ConsolePort = {
  /** Open concerns, the most urgent first, then by deadline. */
  queue(page: { limit: number; offset: number }): Promise<QueueRow[]>
  counts(): Promise<Counts>
  /** Everybody who may work here now. */
  staff(): Promise<Staff[]>
  /** What is switched off, and how it is switched on: sentences, ready to show. */
  off(): { what: string; how: string }[]
  cases: Cases
  words: ConsoleWords
}
