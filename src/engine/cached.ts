/**
 * Remembers what was made of an object that never changes (words, a flow, a list of options), for as long as it lives.
 * This is what keeps a turn at microseconds: nothing is folded, sorted or looked for twice.
 */
export const cached = <K extends object, T>(make: (of: K, key: string) => T): ((of: K, key?: string) => T) => {
  const known = new WeakMap<K, Map<string, T>>()
  return (of, key = '') => {
    let mine = known.get(of)
    if (!mine) {
      mine = new Map()
      known.set(of, mine)
    }
    let made = mine.get(key)
    if (made === undefined && !mine.has(key)) {
      made = make(of, key)
      mine.set(key, made)
    }
    return made as T
  }
}
