import type { StretchedReceipt } from './talk.ts'

export type ReceiptPool = {
  /** A fresh receipt; waits only when the pool has run dry. */
  take(): Promise<StretchedReceipt>
  /** Resolves when the pool is full. */
  filled(): Promise<void>
}

/**
 * Receipts made ahead of time: Argon2id takes some 25 ms by design, and that must not happen while a batch holds the
 * database. A burst beyond `size` waits at the speed of Argon2id. The pool lives in memory: unused receipts were never told.
 */
export const createReceiptPool = (make: () => Promise<StretchedReceipt>, size: number): ReceiptPool => {
  const ready: StretchedReceipt[] = []
  let filling: Promise<void> | undefined
  const fill = async () => {
    while (ready.length < size) ready.push(await make())
  }
  const filled = () => {
    filling ??= fill().finally(() => {
      filling = undefined
    })
    return filling
  }
  return {
    filled,
    async take() {
      const next = ready.shift() ?? (await make())
      // A failure to fill shows at the next take, which makes its own and throws there.
      filled().catch(() => undefined)
      return next
    },
  }
}
