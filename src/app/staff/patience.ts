import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import type { Store, Tx } from '../../store/index.ts'
import { dropStaffTry, keepNewestTries, saveStaffTry, staffTries } from '../../store/staff-tries.ts'

/** Tries that cost nothing: a mistyped passphrase, a code that changed just now. */
const FREE = 5
/** After that each try doubles the wait, up to these. Per name it is shorter, because anybody can use up a name's tries. */
const MOST_MS = { name: 5 * 60_000, connection: 15 * 60_000 }
const FORGET_MS = 60 * 60_000
const MOST_ROWS = 20_000

export type Who = { name: string; connection: string | undefined }
export type Patience = {
  /** Counts a try. Gives the seconds to wait before one is looked at, 0 when this one may be. */
  attempt(who: Who): Promise<number>
  /** It was right: the name's tries are forgotten. Those of the connection stay, or a thief with an account could clear them. */
  forgive(tx: Tx, name: string): Promise<void>
}

/** Growing delays that a restart does not end. No name and no address stands in them, only marks that fit many. */
export const createPatience = (rooms: { store: Store; privacy: Privacy; world: World }): Patience => {
  const { store, privacy, world } = rooms
  const keysOf = ({ name, connection }: Who): { key: Uint8Array; most: number }[] => [
    { key: privacy.tryMark('name', name), most: MOST_MS.name },
    ...(connection === undefined ? [] : [{ key: privacy.tryMark('connection', connection), most: MOST_MS.connection }]),
  ]
  return {
    attempt: who =>
      store.tx(async tx => {
        const now = world.now()
        const keys = keysOf(who)
        const found = await staffTries(
          tx,
          keys.map(({ key }) => key),
        )
        // A clock that was set back makes nobody wait longer than the longest.
        const until = Math.max(0, ...found.map(row => Math.min(row.until, now + MOST_MS.connection)))
        if (until > now) return Math.ceil((until - now) / 1000)
        for (const { key, most } of keys) {
          const before = found.find(row => Buffer.from(row.key).equals(key))
          const n = before && now - before.at < FORGET_MS ? before.n + 1 : 1
          const wait = n < FREE ? 0 : Math.min(1000 * 2 ** (n - FREE), most)
          await saveStaffTry(tx, { key, n, at: now, until: wait === 0 ? 0 : now + wait })
        }
        await keepNewestTries(tx, MOST_ROWS)
        return 0
      }),
    forgive: (tx, name) => dropStaffTry(tx, privacy.tryMark('name', name)),
  }
}
