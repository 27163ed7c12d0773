/** Says that the queue has changed, and nothing about what: whoever looks at it asks again. */
export type Changes = {
  /** After a commit that changed it. */
  tell(): void
  /** Returns what ends it. */
  watch(listener: () => void): () => void
}

export const createChanges = (): Changes => {
  const listeners = new Set<() => void>()
  return {
    tell: () => {
      for (const listener of listeners) listener()
    },
    watch: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
