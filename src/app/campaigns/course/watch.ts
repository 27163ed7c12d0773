import { figuresMark } from '../../../store/campaigns/figures.ts'
import type { Store } from '../../../store/index.ts'

/** Delivery may run in another process, so nobody can tell us: while somebody looks, we look too. */
const EVERY_MS = 2000

/** Says that a figure has changed, while anybody listens. Returns what ends it. */
export const createWatch = ({ store }: { store: Store }): ((listener: () => void) => () => void) => {
  const listeners = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined
  let mark: string | undefined
  const look = async (): Promise<void> => {
    const now = await store.tx(figuresMark)
    const changed = mark !== undefined && now !== mark
    mark = now
    if (changed) for (const listener of listeners) listener()
  }
  // A store that is closed while we ask has nothing more to tell.
  const tick = () => void look().catch(() => undefined)
  return listener => {
    listeners.add(listener)
    if (!timer) {
      mark = undefined
      tick()
      timer = setInterval(tick, EVERY_MS)
      timer.unref()
    }
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      clearInterval(timer)
      timer = undefined
    }
  }
}
