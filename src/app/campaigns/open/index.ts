/** What anybody may read: campaigns that were approved to be open, have gone out and were not called back. */
import type { Look } from '../../../engine/types.ts'
import type { Instant } from '../../../kit/ids.ts'
import type { World } from '../../../kit/world.ts'
import type { Store } from '../../../store/index.ts'
import { mediaByHash } from '../../../store/media.ts'
import type { AppWords } from '../../words.ts'
import { type ComposeTools, composeTools } from '../compose.ts'
import { type OutFile, toFile } from '../media.ts'
import type { VerdictRooms } from '../verdict.ts'
import { findOpenCalls, type OpenCall } from './calls.ts'
import { type Reading, readCall } from './read.ts'

export type { OpenCall } from './calls.ts'
export type { Figure } from './figures.ts'
export { langsOf, type Reading } from './read.ts'

export type OpenCalls = {
  /** The newest first. */
  all(): Promise<readonly OpenCall[]>
  read(call: OpenCall, wishes: readonly (string | undefined)[]): Reading
  /** A file of an open call, if its bytes are those that were signed. */
  file(call: OpenCall, hash: string): Promise<OutFile | undefined>
}

export type OpenRooms = Omit<VerdictRooms, 'store'> & {
  store: Store
  world: World
  words: AppWords
  names: ComposeTools['names']
  look: Look
}

/** Whoever asks faster than that gets the same answer: a crowd before the page costs no more than one. */
const FRESH_MS = 2000

export const createOpenCalls = (rooms: OpenRooms): OpenCalls => {
  const { store, world } = rooms
  const tools = composeTools(rooms)
  let last: { at: Instant; calls: Promise<readonly OpenCall[]> } | undefined
  return {
    all() {
      const now = world.now()
      if (last && now >= last.at && now - last.at < FRESH_MS) return last.calls
      const calls = store.tx(tx => findOpenCalls(tx, rooms, now))
      last = { at: now, calls }
      calls.catch(() => {
        last = undefined
      })
      return calls
    },
    read: (call, wishes) => readCall(tools, call, wishes),
    async file({ sheet }, hash) {
      if (!Object.values(sheet.media).some(it => it.hash === hash)) return undefined
      return toFile(await store.tx(tx => mediaByHash(tx, hash)))
    },
  }
}
