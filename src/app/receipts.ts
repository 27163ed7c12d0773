import type { StretchedReceipt } from './talk.ts'

export type ReceiptPool = {
  /** A fresh receipt, if one is ready. */
  take(): StretchedReceipt | undefined
  /** Resolves as soon as one is ready; rejects if none can be made. */
  ready(): Promise<void>
  /** Resolves when the pool is full. */
  fill(): Promise<void>
  /** Makes no more. */
  stop(): void
}

/** `atOnce`: how many are made at the same time; one leaves the machine to those who wait for answers. */
export type PoolSize = { size: number; atOnce: number }

/**
 * Receipts made ahead of time: Argon2id takes some 40 ms by design, and that must not happen while a batch holds the
 * database. A burst beyond `size` waits at the speed of Argon2id. The pool lives in memory: a receipt that was not used was told
 * to nobody.
 */
export const createReceiptPool = (make: () => Promise<StretchedReceipt>, { size, atOnce }: PoolSize): ReceiptPool => {
  const made: StretchedReceipt[] = []
  let stopped = false
  let filling: Promise<void> | undefined
  const makeOne = async () => void made.push(await make())
  const work = async () => {
    while (!stopped && made.length < size) await makeOne()
  }
  const fill = () => {
    filling ??= Promise.all(Array.from({ length: atOnce }, work))
      .then(() => undefined)
      .finally(() => {
        filling = undefined
      })
    return filling
  }
  return {
    fill,
    async ready() {
      if (made.length === 0) await makeOne()
    },
    take() {
      const next = made.shift()
      // Not after each one: who is writing now has the machine. A failure to fill shows in `ready`, which makes its own.
      if (made.length < size / 4) fill().catch(() => undefined)
      return next
    },
    stop: () => {
      stopped = true
    },
  }
}
