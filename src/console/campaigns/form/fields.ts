/** The composer's form as names and values, as a browser sends them. A sheet becomes such pairs, and such pairs a sheet. */
export type Pair = readonly [name: string, value: string]

export type Fields = {
  /** The first of that name; empty if there is none. */
  one(name: string): string
  all(name: string): string[]
  has(name: string, value?: string): boolean
  /** What stands behind a beginning: for `title-`, the languages of all titles, in order. */
  ends(start: string): string[]
}

export const fieldsFrom = (pairs: readonly Pair[]): Fields => {
  // Browsers write line ends as networks do.
  const byName = Map.groupBy(
    pairs.map(([name, value]): Pair => [name, value.replace(/\r\n?/g, '\n')]),
    ([name]) => name,
  )
  const all = (name: string) => (byName.get(name) ?? []).map(([, value]) => value)
  return {
    all,
    one: name => all(name)[0] ?? '',
    has: (name, value) => (value === undefined ? byName.has(name) : all(name).includes(value)),
    ends: start => [...byName.keys()].filter(name => name.startsWith(start)).map(name => name.slice(start.length)),
  }
}

/** Why what was typed cannot be kept; `field` is where. */
export type Fault = { field: string; code: 'number' | 'time' | 'order' | 'long' | 'many' | 'unticked' | 'half' | 'odd' }
/** What was read, as far as it could be. */
export type Read<T> = { value: T; faults: Fault[] }

const LANG = /^[A-Za-z][\w-]{1,19}$/

/** Words by language, under `start` and the tag. Empty ones are none. */
export const readSaid = (fields: Fields, start: string, most: number): Read<Record<string, string>> => {
  const tags = fields.ends(start).filter(tag => LANG.test(tag) && fields.one(start + tag) !== '')
  const value = Object.fromEntries(tags.map(tag => [tag, fields.one(start + tag)]))
  const long = tags.filter(tag => fields.one(start + tag).length > most)
  return { value, faults: long.map(tag => ({ field: start + tag, code: 'long' })) }
}

export const writeSaid = (start: string, said: Readonly<Record<string, string>>): Pair[] =>
  Object.entries(said).map(([tag, text]) => [start + tag, text])

/** A whole number within bounds; empty is `null`. */
export const readNumber = (fields: Fields, name: string, least: number, most: number): Read<number | null> => {
  const typed = fields.one(name).trim()
  if (typed === '') return { value: null, faults: [] }
  const value = /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN
  return value >= least && value <= most
    ? { value, faults: [] }
    : { value: null, faults: [{ field: name, code: 'number' }] }
}

/** Each once, in an order that does not hang on the page. */
export const tidied = (values: readonly string[]): string[] => [...new Set(values.filter(it => it !== ''))].sort()
