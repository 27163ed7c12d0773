import { timingSafeEqual } from 'node:crypto'
import type { StaffId } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import { fromBase32, totpStep } from '../../privacy/totp.ts'
import { addAudit } from '../../store/audit.ts'
import type { Store, Tx } from '../../store/index.ts'
import { activeStaff, credentialsOf, useTotpStep } from '../../store/staff.ts'
import { proveStaffSession } from '../../store/staff-sessions.ts'
import type { Patience } from './patience.ts'
import { openSession, type Signed } from './sessions.ts'
import { fromHandle, hashOf } from './tokens.ts'

/** Of the key that stands for the passphrase: 160 bits, which are 32 letters. */
export const KEY_BYTES = 20

/** Seconds to wait, or that something was wrong; never what. */
export type Refused = { wait: number } | 'wrong'

export type SignIn = {
  /** With what the browser stretches the passphrase. A name that nobody has gets one as well, the same each time. */
  saltOf(name: string): Promise<Uint8Array>
  /** @param it.key base32; @param it.connection where it comes from, of which only a mark is kept for an hour. Gives the session's token. */
  signIn(it: {
    name: string
    key: string
    code: string
    connection: string | undefined
  }): Promise<Result<string, Refused>>
  /** A fresh code, before staff are changed. */
  prove(signed: Signed, code: string, connection: string | undefined): Promise<Result<true, Refused>>
}

/** Two spellings that look the same are one name. */
export const foldName = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

const NOBODY = Buffer.alloc(16).toString('base64url') as StaffId

export const createSignIn = (rooms: {
  store: Store
  privacy: Privacy
  world: World
  demo: boolean
  patience: Patience
}): SignIn => {
  const { store, privacy, world, demo, patience } = rooms
  /** The same work whether there is such a name or not. */
  const find = async (tx: Tx, name: string) => {
    const staff = (await activeStaff(tx)).find(it => it.demo === demo && foldName(it.name) === foldName(name))
    return { id: staff?.id ?? NOBODY, credentials: await credentialsOf(tx, staff?.id ?? NOBODY) }
  }
  const codeFits = async (tx: Tx, id: StaffId, code: string): Promise<boolean> => {
    const found = await credentialsOf(tx, id)
    const secret = found && privacy.open('staff', found.totp, id)
    const step = found && secret && totpStep(secret, code.replace(/\s/g, ''), world.now(), found.step)
    return step !== undefined && useTotpStep(tx, id, step)
  }
  const failed = (tx: Tx, staff: StaffId | null) => addAudit(tx, { at: world.now(), staff, action: 'sign-in failed' })

  return {
    saltOf: name => store.tx(async tx => (await find(tx, name)).credentials?.salt ?? privacy.nameSalt(foldName(name))),
    async signIn({ name, key, code, connection }) {
      const wait = await patience.attempt({ name: foldName(name), connection })
      if (wait > 0) return no({ wait })
      const given = hashOf(fromBase32(key) ?? new Uint8Array())
      return store.tx(async tx => {
        const { id, credentials } = await find(tx, name)
        const right = timingSafeEqual(given, credentials?.verifier ?? Buffer.alloc(given.length))
        if (!credentials || !right || !(await codeFits(tx, id, code))) {
          await failed(tx, null)
          return no('wrong' as const)
        }
        await patience.forgive(tx, foldName(name))
        return ok(await openSession(tx, { privacy, world }, id))
      })
    },
    async prove({ staff, session }, code, connection) {
      const wait = await patience.attempt({ name: foldName(staff.name), connection })
      if (wait > 0) return no({ wait })
      return store.tx(async tx => {
        if (!(await codeFits(tx, staff.id, code))) {
          await failed(tx, staff.id)
          return no('wrong' as const)
        }
        await patience.forgive(tx, foldName(staff.name))
        await proveStaffSession(tx, privacy, { hash: fromHandle(session), staff: staff.id, proved: world.now() })
        return ok(true as const)
      })
    },
  }
}
