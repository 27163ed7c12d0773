import { createHash } from 'node:crypto'
import type { StaffId } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'

const HOUR = 3_600_000
/** A link that nobody used by then is dead. */
const LINK_LIFE = 24 * HOUR
/** Then a new link is needed: a console left open on a lost phone closes by itself. */
const STAY = 12 * HOUR
const MOST = 200
/** In demo mode everybody may look: there is nobody's data. */
const DEMO_TOKEN = 'demo'

export type SignIn = {
  /** Makes a new link, and with it the one before useless. Its path, to be printed for the one who started the server. */
  link(): string
  /** May this link still be used? Looking at it uses nothing up, so that a preview of it in a messenger does no harm. */
  holds(token: string): boolean
  /** Uses the link up and gives the session's token; `undefined` if it is no longer good. */
  use(token: string, staff: StaffId): string | undefined
  /** Whose session this is. */
  staffOf(session: string | undefined): StaffId | undefined
  end(session: string | undefined): void
}

/** Tokens are compared by their hashes, so that no comparison tells by its time how much was right. In memory only. */
export const createSignIn = ({ world, demo }: { world: World; demo: boolean }): SignIn => {
  const sessions = new Map<string, { staff: StaffId; until: number }>()
  let open: { hash: string; until: number } | undefined
  const draw = (): string => Buffer.from(world.random(16)).toString('base64url')
  const holds = (token: string): boolean =>
    (demo && token === DEMO_TOKEN) || (open !== undefined && open.hash === hashOf(token) && world.now() < open.until)

  return {
    link() {
      const token = demo ? DEMO_TOKEN : draw()
      if (!demo) open = { hash: hashOf(token), until: world.now() + LINK_LIFE }
      return `/staff/enter/${token}`
    },
    holds,
    use(token, staff) {
      if (!holds(token)) return undefined
      open = undefined
      const session = draw()
      sessions.set(hashOf(session), { staff, until: world.now() + STAY })
      for (const oldest of sessions.keys()) if (sessions.size > MOST) sessions.delete(oldest)
      return session
    },
    staffOf(session) {
      const found = session === undefined ? undefined : sessions.get(hashOf(session))
      return found && world.now() < found.until ? found.staff : undefined
    },
    end(session) {
      if (session) sessions.delete(hashOf(session))
    },
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
