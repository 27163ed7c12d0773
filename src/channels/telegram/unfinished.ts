import { createHash } from 'node:crypto'

/** Messages of several bubbles of which the later ones did not go out yet. Forgotten at a restart: then the first are said again. */
const MOST = 200

export const createUnfinished = () => {
  const unfinished = new Map<string, string[]>()
  return {
    /** What went out of it so far. `what`: all that makes it this message. */
    take(what: unknown): { key: string; refs: string[] } {
      const key = createHash('sha256').update(JSON.stringify(what)).digest('base64')
      const refs = unfinished.get(key) ?? []
      unfinished.delete(key)
      return { key, refs }
    },
    keep(key: string, refs: string[]): void {
      if (refs.length > 0) unfinished.set(key, refs)
      for (const oldest of unfinished.keys()) if (unfinished.size > MOST) unfinished.delete(oldest)
    },
  }
}
export type Unfinished = ReturnType<typeof createUnfinished>
