import type { Turnover } from '../privacy/turnover.ts'
import type { Tx } from './index.ts'

/** `lost`: rows that did not open under the old secret, and are deleted because nobody can use them. */
export type Rekeyed = { moved: number; lost: number }

export type Table = (tx: Tx, turnover: Turnover) => Promise<Rekeyed>

/** Works through keys that were read before: an id that has changed already must not be met a second time. */
export const each = async <Key>(keys: Key[], move: (key: Key) => Promise<unknown>): Promise<Rekeyed> => {
  let lost = 0
  for (const key of keys) if ((await move(key)) === LOST) lost++
  return { moved: keys.length - lost, lost }
}
export const LOST = Symbol('lost')
