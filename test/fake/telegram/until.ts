/** Resolves as soon as the check gives something true; looks whenever something changes, and every 20 ms. */
export const until = <T>(
  watchers: Set<() => void>,
  updates: { watch(listener: () => void): () => void },
  check: () => T,
  ms: number,
) =>
  new Promise<NonNullable<T>>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer)
      clearInterval(looking)
      watchers.delete(look)
      unwatch()
    }
    const look = (): void => {
      const found = check()
      if (!found) return
      end()
      resolve(found)
    }
    const timer = setTimeout(() => {
      end()
      reject(new Error(`not within ${ms} ms: ${check}`))
    }, ms)
    // What a test looks at may also change outside of this server.
    const looking = setInterval(look, 20)
    watchers.add(look)
    const unwatch = updates.watch(look)
    look()
  })
