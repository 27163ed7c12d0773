/** Reads a file of words (JSON) with the place of every word, so that a mistake can be told with line and column. */

export type Place = { line: number; column: number }
export type Word = Place & { value: string | string[] }
export type Mistake = Place & { rule: 'words-syntax' | 'words-twice' | 'words-type'; message: string }
/** Words by dotted path within the file: `report.safe.ask`. */
export type WordsRead = { words: Map<string, Word>; mistakes: Mistake[] }

class Unreadable extends Error {
  readonly offset: number
  constructor(offset: number, message: string) {
    super(message)
    this.offset = offset
  }
}

const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const OTHER = /-?\d[\d.eE+-]*|true|false|null/y

/** Tells line and column (from 1) of an offset. Quickest for offsets that rise, as a reader asks for them. */
const placesIn = (text: string): ((offset: number) => Place) => {
  let line = 1
  let start = 0
  return offset => {
    if (offset < start) [line, start] = [1, 0]
    for (let end = text.indexOf('\n', start); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
      line++
      start = end + 1
    }
    return { line, column: offset - start + 1 }
  }
}

export const readWords = (text: string): WordsRead => {
  const words = new Map<string, Word>()
  const mistakes: Mistake[] = []
  const placeOf = placesIn(text)
  let offset = 0

  const blank = (): void => {
    while (' \t\r\n'.includes(text[offset] ?? '*')) offset++
  }
  const mark = (char: string): boolean => {
    blank()
    if (text[offset] !== char) return false
    offset++
    return true
  }
  const want = (char: string): void => {
    if (!mark(char)) throw new Unreadable(offset, `here a ${char} was expected`)
  }
  const match = (pattern: RegExp): string | undefined => {
    blank()
    pattern.lastIndex = offset
    const found = pattern.exec(text)?.[0]
    offset += found?.length ?? 0
    return found
  }
  const string = (): string => {
    const found = match(STRING)
    if (found === undefined) throw new Unreadable(offset, 'here a text in "double quotes" was expected')
    return JSON.parse(found)
  }
  const note = (rule: Mistake['rule'], at: number, message: string): void => {
    mistakes.push({ rule, message, ...placeOf(at) })
  }
  const list = (): string[] => {
    const items: string[] = []
    if (mark(']')) return items
    do items.push(string())
    while (mark(','))
    want(']')
    return items
  }
  const object = (path: string): void => {
    const seen = new Set<string>()
    if (mark('}')) return
    do {
      blank()
      const at = offset
      const key = string()
      if (seen.has(key)) note('words-twice', at, `"${key}" stands here twice; only the last one counts`)
      seen.add(key)
      want(':')
      value(path ? `${path}.${key}` : key, at)
    } while (mark(','))
    want('}')
  }
  const value = (path: string, at: number): void => {
    const place = placeOf(at)
    if (mark('{')) object(path)
    else if (mark('[')) words.set(path, { value: list(), ...place })
    else if (match(OTHER) !== undefined) note('words-type', at, `"${path}" must be a text or a list of texts`)
    else words.set(path, { value: string(), ...place })
  }

  try {
    want('{')
    object('')
    blank()
    if (offset < text.length) throw new Unreadable(offset, 'after the last } nothing may follow')
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    note('words-syntax', error.offset, `this is no JSON: ${error.message}`)
  }
  return { words, mistakes }
}
