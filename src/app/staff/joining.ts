import type { Role, Staff } from '../../domain/staff.ts'
import type { StaffId } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import { fromBase32, newTotpSecret, toBase32, totpStep } from '../../privacy/totp.ts'
import { addAudit } from '../../store/audit.ts'
import type { Store, Tx } from '../../store/index.ts'
import { dropInvites, insertInvite, openInvites, takeInvite } from '../../store/invites.ts'
import { activeStaff, credentialsOf, insertStaff, staffNames } from '../../store/staff.ts'
import { openSession, type Signed } from './sessions.ts'
import { foldName, KEY_BYTES } from './sign-in.ts'
import { fromHandle, handleOf, hashOf, newToken } from './tokens.ts'

/** A link that nobody used by then is dead. */
const LINK_LIFE = 24 * 3_600_000
const SALT_BYTES = 16
const MOST_NAME = 40

export type OpenInvite = { invite: string; role: Role; inviter: StaffId | null; until: number }
/** What a link offers. Looking at it uses nothing up, so that a preview of it in a messenger does no harm. */
export type Offer = {
  role: Role
  /** Base32, for the authenticator. */
  totp: string
  /** The same sealed: comes back with the form, so that nothing is kept before somebody joined. */
  sealed: string
  /** A sign-in key for those without a script, base32. */
  key: string
}
export type JoinForm = { name: string; key: string; salt: string; code: string; sealed: string }
/** `form`: something that only a script or a tampered page sends wrongly. */
export type JoinRefusal = 'link' | 'name' | 'taken' | 'code' | 'form'

export type Joining = {
  /** The first administrator's token; `undefined` where an administrator can sign in already. The one before stops working. */
  firstInvite(): Promise<string | undefined>
  /** An administrator's token, in any case: for whoever runs the server. The one before stops working. */
  serverInvite(): Promise<string>
  invite(signed: Signed, role: Role): Promise<string>
  invites(): Promise<OpenInvite[]>
  withdrawInvite(signed: Signed, invite: string): Promise<boolean>
  offer(token: string): Promise<Offer | undefined>
  /** Uses the link up, and gives the session's token. */
  join(token: string, form: JoinForm): Promise<Result<string, JoinRefusal>>
}

export const createJoining = (rooms: { store: Store; privacy: Privacy; world: World; demo: boolean }): Joining => {
  const { store, privacy, world, demo } = rooms
  const write = async (tx: Tx, role: Role, inviter: StaffId | null): Promise<string> => {
    const token = newToken(world)
    await insertInvite(tx, { hash: hashOf(token), role, inviter, until: world.now() + LINK_LIFE, staff: null })
    return token
  }
  const writeOwn = async (tx: Tx): Promise<string> => {
    await dropInvites(tx, null, world.now())
    return write(tx, 'administrator', null)
  }
  const find = async (tx: Tx, token: string) =>
    (await openInvites(tx, world.now())).find(({ hash }) => hashOf(token).equals(hash))
  const contextOf = (token: string) => `join ${handleOf(hashOf(token))}`

  return {
    firstInvite: () =>
      store.tx(async tx => {
        for (const { id, role, demo: isDemo } of await activeStaff(tx))
          if (role === 'administrator' && isDemo === demo && (await credentialsOf(tx, id))) return undefined
        return writeOwn(tx)
      }),
    serverInvite: () =>
      store.tx(async tx => {
        await addAudit(tx, { at: world.now(), staff: null, action: 'invited', code: 'administrator' })
        return writeOwn(tx)
      }),
    invite: ({ staff }, role) =>
      store.tx(async tx => {
        await addAudit(tx, { at: world.now(), staff: staff.id, action: 'invited', code: role })
        return write(tx, role, staff.id)
      }),
    invites: () =>
      store.tx(async tx =>
        (await openInvites(tx, world.now())).map(({ hash, ...it }) => ({ invite: handleOf(hash), ...it })),
      ),
    withdrawInvite: ({ staff }, invite) =>
      store.tx(async tx => {
        if (!(await takeInvite(tx, fromHandle(invite)))) return false
        await addAudit(tx, { at: world.now(), staff: staff.id, action: 'invite withdrawn' })
        return true
      }),
    async offer(token) {
      const found = await store.tx(tx => find(tx, token))
      if (!found) return undefined
      const totp = newTotpSecret(world.random)
      const sealed = Buffer.from(privacy.seal('staff', totp, contextOf(token))).toString('base64url')
      return { role: found.role, totp: toBase32(totp), sealed, key: toBase32(world.random(KEY_BYTES)) }
    },
    async join(token, form) {
      const name = form.name.normalize('NFKC').trim().replace(/\s+/g, ' ')
      const key = fromBase32(form.key)
      const salt = form.salt === '' ? world.random(SALT_BYTES) : Buffer.from(form.salt, 'base64url')
      const totp = privacy.open('staff', Buffer.from(form.sealed, 'base64url'), contextOf(token))
      return store.tx(async tx => {
        const invite = await find(tx, token)
        if (!invite) return no('link' as const)
        if (!totp || key?.length !== KEY_BYTES || salt.length !== SALT_BYTES) return no('form' as const)
        if (name.length < 2 || name.length > MOST_NAME || /\p{C}/u.test(name)) return no('name' as const)
        const names = [...(await staffNames(tx)).values()].map(foldName)
        if (names.includes(foldName(name))) return no('taken' as const)
        const step = totpStep(totp, form.code.replace(/\s/g, ''), world.now(), 0)
        if (step === undefined) return no('code' as const)
        await takeInvite(tx, invite.hash)
        const id = newToken(world) as StaffId
        const staff: Staff = { id, name, role: invite.role, holder: undefined, demo }
        const credentials = { salt, verifier: hashOf(key), totp: privacy.seal('staff', totp, id), step }
        await insertStaff(tx, { ...staff, ...credentials })
        await addAudit(tx, { at: world.now(), staff: id, action: 'joined', code: invite.role })
        return ok(await openSession(tx, world, id))
      })
    },
  }
}
