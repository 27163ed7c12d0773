import type { Staff } from '../../domain/staff.ts'
import type { StaffId } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import type { World } from '../../kit/world.ts'
import { createChallenges } from '../../privacy/challenges.ts'
import type { Privacy } from '../../privacy/index.ts'
import {
  type Assertion,
  type Creation,
  type CreationOptions,
  challengeOf,
  checkAssertion,
  checkCreation,
  creationOptions,
  type RequestOptions,
  requestOptions,
  type Site,
} from '../../privacy/passkeys.ts'
import { addAudit } from '../../store/audit.ts'
import type { Store, Tx } from '../../store/index.ts'
import { insertPasskey, passkeyById, passkeysOf, removePasskey, usePasskey } from '../../store/passkeys.ts'
import { credentialsOf, staffById } from '../../store/staff.ts'
import { proveStaffSession } from '../../store/staff-sessions.ts'
import type { Patience } from './patience.ts'
import { openSession, type Signed } from './sessions.ts'
import type { Refused } from './sign-in.ts'
import { fromHandle, handleOf } from './tokens.ts'

export type { Assertion, Creation, CreationOptions, RequestOptions, Site } from '../../privacy/passkeys.ts'

/** Nobody has more devices. */
const MOST = 10
const MOST_NAME = 40

/** `passkey` names it in forms. Days, no hours. */
export type OwnPasskey = { passkey: string; name: string; since: string; used: string | null }
type Asked = { site: Site; answer: Assertion; connection: string | undefined }

export type Passkeys = {
  passkeysOf(signed: Signed): Promise<OwnPasskey[]>
  /** `undefined`: a demo person, or one who has enough. */
  newPasskey(signed: Signed, site: Site): Promise<CreationOptions | undefined>
  /** The session must be proved. False: the answer does not fit, or the name is none. */
  addPasskey(signed: Signed, it: { site: Site; answer: Creation; name: string }): Promise<boolean>
  removePasskey(signed: Signed, passkey: string): Promise<boolean>
  /** Nobody says who comes: the device offers what it has. */
  askPasskey(site: Site): Promise<RequestOptions>
  /** Gives the session's token. A person was verified by the device, so this counts as passphrase and code. */
  signInByPasskey(it: Asked): Promise<Result<string, Refused>>
  askPasskeyOf(signed: Signed, site: Site): Promise<RequestOptions>
  /** A fresh proof, as by a code. */
  proveByPasskey(signed: Signed, it: Asked): Promise<Result<true, Refused>>
}

export const createPasskeys = (rooms: {
  store: Store
  privacy: Pick<Privacy, 'seal'>
  world: World
  demo: boolean
  patience: Patience
}): Passkeys => {
  const { store, privacy, world, demo, patience } = rooms
  const challenges = createChallenges(world)
  const today = (): string => new Date(world.now()).toISOString().slice(0, 10)
  const addFor = ({ session }: Signed) => `add ${session}`
  const proveFor = ({ session }: Signed) => `prove ${session}`
  const SIGN_IN = 'sign in'
  const account = async (tx: Tx, id: StaffId): Promise<Staff | undefined> => {
    const staff = await staffById(tx, id)
    return staff?.demo === demo && (await credentialsOf(tx, id)) ? staff : undefined
  }
  /** Whose passkey rightly answered a challenge of this purpose, which is used up now. */
  const answeredBy = async ({ site, answer }: Asked, purpose: string): Promise<Staff | undefined> => {
    const passkey = await store.tx(tx => passkeyById(tx, fromHandle(answer.id)))
    // Who did not say who comes must be told by the device itself (Web Authentication, 7.2, step 6).
    const handle = answer.response.userHandle ?? (purpose === SIGN_IN ? '' : passkey?.staff)
    if (!passkey || handle !== passkey.staff) return undefined
    const fits = (challenge: Uint8Array) => challenges.fits(challenge, purpose)
    const counter = await checkAssertion({ site, fits, answer, passkey })
    if (counter === undefined || !challenges.spend(challengeOf(answer))) return undefined
    return store.tx(async tx =>
      (await usePasskey(tx, passkey.id, { counter, day: today() })) ? account(tx, passkey.staff) : undefined,
    )
  }
  const attempt = async <T>(
    it: Asked,
    { purpose, staff }: { purpose: string; staff: StaffId | undefined },
    done: (tx: Tx, who: Staff) => Promise<T>,
  ): Promise<Result<T, Refused>> => {
    // By the passkey, so that who knows somebody's name delays nobody.
    const name = `passkey ${it.answer.id}`
    const wait = await patience.attempt({ name, connection: it.connection })
    if (wait > 0) return no({ wait })
    const who = await answeredBy(it, purpose)
    return store.tx(async tx => {
      if (!who || (staff !== undefined && who.id !== staff)) {
        await addAudit(tx, { at: world.now(), staff: staff ?? null, action: 'sign-in failed' })
        return no('wrong' as const)
      }
      await patience.forgive(tx, name)
      return ok(await done(tx, who))
    })
  }

  return {
    passkeysOf: ({ staff }) =>
      store.tx(async tx =>
        (await passkeysOf(tx, staff.id)).map(({ id, name, since, used }) => ({
          passkey: handleOf(id),
          name,
          since,
          used,
        })),
      ),
    async newPasskey(signed, site) {
      const known = await store.tx(async tx =>
        (await account(tx, signed.staff.id)) ? passkeysOf(tx, signed.staff.id) : undefined,
      )
      if (!known || known.length >= MOST) return undefined
      const user = { id: fromHandle(signed.staff.id), name: signed.staff.name }
      return creationOptions({ site, challenge: challenges.give(addFor(signed)), user, known })
    },
    async addPasskey(signed, { site, answer, name: typed }) {
      const name = typed.normalize('NFKC').trim().replace(/\s+/g, ' ')
      if (!signed.proved || name === '' || name.length > MOST_NAME || /\p{C}/u.test(name)) return false
      const made = await checkCreation({ site, answer, fits: it => challenges.fits(it, addFor(signed)) })
      if (!made || !challenges.spend(challengeOf(answer))) return false
      return store.tx(async tx => {
        const { id: staff } = signed.staff
        if (!(await account(tx, staff)) || (await passkeysOf(tx, staff)).length >= MOST) return false
        if (!(await insertPasskey(tx, { ...made, staff, name, since: today(), used: null }))) return false
        await addAudit(tx, { at: world.now(), staff, action: 'passkey added' })
        return true
      })
    },
    removePasskey: ({ staff }, passkey) =>
      store.tx(async tx => {
        if (!(await removePasskey(tx, fromHandle(passkey), staff.id))) return false
        await addAudit(tx, { at: world.now(), staff: staff.id, action: 'passkey removed' })
        return true
      }),
    askPasskey: site => requestOptions({ site, challenge: challenges.give(SIGN_IN), allowed: [] }),
    signInByPasskey: it =>
      attempt(it, { purpose: SIGN_IN, staff: undefined }, (tx, who) =>
        openSession(tx, { privacy, world }, who.id, 'passkey'),
      ),
    async askPasskeyOf(signed, site) {
      const allowed = await store.tx(tx => passkeysOf(tx, signed.staff.id))
      return requestOptions({ site, challenge: challenges.give(proveFor(signed)), allowed })
    },
    proveByPasskey: (signed, it) =>
      attempt(it, { purpose: proveFor(signed), staff: signed.staff.id }, async tx => {
        const { session, staff } = signed
        await proveStaffSession(tx, privacy, { hash: fromHandle(session), staff: staff.id, proved: world.now() })
        return true as const
      }),
  }
}
