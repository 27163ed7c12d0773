import type { World } from '../../kit/world.ts'

/** Tries that cost nothing: a mistyped passphrase, a code that changed just now. */
const FREE = 5
/** After that each try doubles the wait, up to these. Per name it is shorter, because anybody can use up a name's tries. */
const MOST_MS = { name: 5 * 60_000, connection: 15 * 60_000 }
const FORGET_MS = 60 * 60_000
const MOST_KEYS = 20_000

export type Who = { name: string; connection: string | undefined }
export type Patience = {
  /** Counts a try. Gives the seconds to wait before one is looked at, 0 when this one may be. */
  attempt(who: Who): number
  /** It was right: the name's tries are forgotten. Those of the connection stay, or a thief with an account could clear them. */
  forgive(name: string): void
}

/** Growing delays, in memory only: no address of a connection is ever stored. */
export const createPatience = (world: World): Patience => {
  const tries = new Map<string, { n: number; at: number; until: number }>()
  const keysOf = ({ name, connection }: Who): [string, number][] => [
    [`name ${name}`, MOST_MS.name],
    ...(connection === undefined ? [] : ([[`connection ${connection}`, MOST_MS.connection]] as [string, number][])),
  ]
  return {
    attempt(who) {
      const now = world.now()
      const keys = keysOf(who)
      const until = Math.max(...keys.map(([key]) => tries.get(key)?.until ?? 0))
      if (until > now) return Math.ceil((until - now) / 1000)
      for (const [key, most] of keys) {
        const before = tries.get(key)
        const n = before && now - before.at < FORGET_MS ? before.n + 1 : 1
        tries.delete(key)
        tries.set(key, { n, at: now, until: n < FREE ? 0 : now + Math.min(1000 * 2 ** (n - FREE), most) })
      }
      // Those of longest ago go first.
      for (const key of tries.keys()) if (tries.size > MOST_KEYS) tries.delete(key)
      return 0
    },
    forgive: name => void tries.delete(`name ${name}`),
  }
}
