import type { Context } from 'hono'
import { matchLanguage } from '../app/match-language.ts'
import type { Staff } from '../app/staff.ts'
import type { Lang } from '../kit/ids.ts'
import type { Language, WordBook } from './port.ts'

/** The words of one language, as one page speaks it. What it lacks is said in English. */
export type ConsoleWords = Language & {
  text(key: string, values?: Record<string, string | number>): string
  has(key: string): boolean
  /** Languages that the console speaks; those of the people who write in may be more. */
  spoken: readonly Language[]
} & Pick<WordBook, 'languages' | 'fileReviews'>

const ENGLISH: Language = { tag: 'en', endonym: 'English', dir: 'ltr' }

export type Speaker = {
  /** By what was chosen by whoever is signed in, else as the browser asks. */
  wordsFor(c: Context): ConsoleWords
  /** A language that the console speaks; `undefined`: the browser's wish. */
  known(tag: string): string | undefined
}

export const createSpeaker = (book: WordBook): Speaker => {
  // A language whose pages have no title has no words for the console.
  const spoken = book.languages().filter(({ tag }) => tag === ENGLISH.tag || book.has(tag, 'console.title'))
  const offers = spoken.map(({ tag }) => ({ tag: tag as Lang, tags: [] }))
  const made = new Map<string, ConsoleWords>()
  const wordsIn = (language: Language): ConsoleWords => ({
    ...language,
    spoken,
    text: (key, values) => book.text(language.tag, key, values),
    has: key => book.has(language.tag, key) || book.has(ENGLISH.tag, key),
    languages: book.languages,
    fileReviews: book.fileReviews,
  })
  const find = (tag: string | undefined): Language | undefined => spoken.find(it => it.tag === tag)
  return {
    known: tag => find(tag)?.tag,
    wordsFor(c) {
      const language =
        find(spokenTo(c)?.lang) ?? find(matchLanguage(c.req.header('accept-language'), offers)) ?? find('en') ?? ENGLISH
      const words = made.get(language.tag) ?? wordsIn(language)
      made.set(language.tag, words)
      return words
    },
  }
}

const SPOKEN_TO = 'staff'

/** From here on the request is answered to this one of the staff, in the language that they have chosen. */
export const speakTo = (c: Context, staff: Staff): void => c.set(SPOKEN_TO, staff)
/** Who was found to be signed in. */
export const spokenTo = (c: Context): Staff | undefined => c.get(SPOKEN_TO)

const SINGLE = 'single'

/** One signature is enough for what goes out to many: every page of this request says so. */
export const warnOfSingle = (c: Context, is: boolean): void => c.set(SINGLE, is)
export const isWarned = (c: Context): boolean => c.get(SINGLE) === true
