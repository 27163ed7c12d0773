import type { Tx } from './index.ts'

/** What was found out in a transaction is known until it ends: a crowd at the same moment shares it, and nobody else writes meanwhile. */
export const oncePerTx = <T>() => {
  const known = new WeakMap<Tx, Map<string, Promise<T>>>()
  return (tx: Tx, key: string, find: () => Promise<T>): Promise<T> => {
    const found = known.get(tx) ?? new Map<string, Promise<T>>()
    known.set(tx, found)
    const it = found.get(key) ?? find()
    found.set(key, it)
    return it
  }
}
