/**
 * Which updates may be confirmed. An offset confirms everything below it, so it never passes an update that is not committed.
 * By set and by what the far side sends now, never by "greater than" alone: after a quiet week update ids restart anywhere.
 */
export type Offset = {
  /** What to ask for next; `undefined` before anything was received. */
  value(): number | undefined
  /**
   * Is this one new, or did it fail and come again? Then it is in hand from now on. `asked`: the value that the far side was asked
   * with; what was done while its answer was under way is not new.
   */
  begin(id: number, asked: number | undefined): boolean
  done(id: number): void
  /** Not committed: stays unconfirmed, and the far side will send it again. */
  failed(id: number): void
  busy(): number
}

export const createOffset = (): Offset => {
  const hand = new Map<number, 'busy' | 'done' | 'failed'>()
  let value: number | undefined

  const settle = (id: number, state: 'done' | 'failed'): void => {
    hand.set(id, state)
    for (const next of [...hand.keys()].sort((a, b) => a - b)) {
      if (hand.get(next) !== 'done') return
      hand.delete(next)
      value = next + 1
    }
  }

  return {
    value: () => value,
    begin: (id, asked = 0) => {
      const state = hand.get(id)
      if (state === 'busy' || state === 'done') return false
      if (value !== undefined && id >= asked && id < value) return false
      hand.set(id, 'busy')
      return true
    },
    done: id => settle(id, 'done'),
    failed: id => settle(id, 'failed'),
    busy: () => [...hand.values()].filter(state => state === 'busy').length,
  }
}
