/**
 * Reads → commits. Everything that can be committed at once goes in one batch. Whoever sent a file has a lane of their own,
 * so that a slow download delays nobody else, and what they say after it still comes after it.
 */
import type { Address, UpdateKey } from '../../kit/ids.ts'
import { type Inbound, LIMITS } from '../../kit/inbound.ts'
import type { Courtesy } from './courtesy.ts'
import type { FetchFile } from './files.ts'
import type { TelegramApp } from './port.ts'
import type { Read } from './read.ts'

export type Intake = {
  /** One promise per read: fulfilled after its commit, rejected if it must come again. Never loses, never overtakes within a person. */
  take(reads: Read[]): Promise<void>[]
  /** Gives up downloads (they are not committed and come again) and waits for what is being committed and answered. */
  stop(): Promise<void>
}

/** Not tried, because something earlier of the same person was not committed. No fault of its own. */
export class StoodBehind extends Error {}

type IntakeOptions = { app: Pick<TelegramApp, 'receive' | 'keepFile'>; fetchFile: FetchFile; courtesy: Courtesy }

export const createIntake = ({ app, fetchFile, courtesy }: IntakeOptions): Intake => {
  /** The last thing that each person has under way. */
  const lanes = new Map<Address, Promise<void>>()
  /** The same update may come again while it is still under way (a webhook's retry). */
  const inHand = new Map<UpdateKey, Promise<void>>()
  const answers = new Set<Promise<unknown>>()
  const stopping = new AbortController()

  const take = (reads: Read[]): Promise<void>[] => {
    const batch = createBatch(app)
    const promises = reads.map(read => {
      const { address, update } = read.kind === 'deed' ? read.inbound : read.from
      const known = inHand.get(update)
      if (known) return known
      const before = lanes.get(address)
      const joins = read.kind === 'deed' && (!before || batch.has(before))
      const promise = joins ? batch.add(read.inbound) : queue(before, read)
      track(inHand, update, promise)
      track(lanes, address, promise)
      promise.then(beCourteous(read), () => {})
      return promise
    })
    batch.close()
    return promises
  }

  // A failed predecessor fails what stands behind it: both come again, in their order.
  const queue = async (before: Promise<void> | undefined, read: Read): Promise<void> => {
    await before?.catch(() => {
      throw new StoodBehind()
    })
    await app.receive([read.kind === 'deed' ? read.inbound : await fetchInto(read)])
  }

  const fetchInto = async ({ from, file }: Extract<Read, { kind: 'file' }>): Promise<Inbound> => {
    const found = await fetchFile(file.id, LIMITS[file.media], stopping.signal)
    stopping.signal.throwIfAborted()
    if (!found.ok) return { ...from, it: { kind: 'unreadable', why: found.why } }
    const kept = await app.keepFile('telegram', from.address, file.media, found.value, file.caption)
    return { ...from, it: kept.ok ? kept.value : { kind: 'unreadable', why: kept.why } }
  }

  const beCourteous = (read: Read) => (): void => {
    const answer = courtesy(read)
    if (!answer) return
    answers.add(answer)
    answer.finally(() => answers.delete(answer))
  }

  const stop = async (): Promise<void> => {
    stopping.abort()
    await Promise.allSettled(inHand.values())
    await Promise.allSettled(answers)
  }

  return { take, stop }
}

const track = <K>(map: Map<K, Promise<void>>, key: K, promise: Promise<void>): void => {
  map.set(key, promise)
  const forget = () => {
    if (map.get(key) === promise) map.delete(key)
  }
  promise.then(forget, forget)
}

/** What one `take` can commit together. */
const createBatch = (app: Pick<TelegramApp, 'receive'>) => {
  const waiting: { inbound: Inbound; resolve: () => void; reject: (error: unknown) => void }[] = []
  const promises = new Set<Promise<void>>()

  const add = (inbound: Inbound): Promise<void> => {
    const promise = new Promise<void>((resolve, reject) => waiting.push({ inbound, resolve, reject }))
    promises.add(promise)
    return promise
  }

  const commit = async (part: typeof waiting): Promise<void> => {
    await app.receive(part.map(({ inbound }) => inbound))
    for (const { resolve } of part) resolve()
  }

  const close = async (): Promise<void> => {
    if (waiting.length === 0) return
    try {
      await commit(waiting)
    } catch (error) {
      if (waiting.length === 1) return waiting[0]?.reject(error)
      // One person's update must not hold up everybody else's: each person for themselves, one after the other.
      const people = Map.groupBy(waiting, ({ inbound }) => inbound.address)
      await Promise.all([...people.values()].map(commitOneByOne))
    }
  }

  const commitOneByOne = async (part: typeof waiting): Promise<void> => {
    for (const [index, one] of part.entries())
      try {
        await commit([one])
      } catch (error) {
        one.reject(error)
        for (const { reject } of part.slice(index + 1)) reject(new StoodBehind())
        return
      }
  }

  return { add, has: (promise: Promise<void>) => promises.has(promise), close }
}
