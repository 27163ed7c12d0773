import type { Role, Staff } from '../../domain/staff.ts'
import type { StaffId } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import { fromBase32, newTotpSecret, toBase32, totpStep } from '../../privacy/totp.ts'
import { addAudit } from '../../store/audit.ts'
import type { Store, Tx } from '../../store/index.ts'
import { openInvites, takeInvite } from '../../store/invites.ts'
import { credentialsOf, forgetWaysOf, insertStaff, setCredentials, staffById, staffNames } from '../../store/staff.ts'
import { retireSignersOf } from '../campaigns/signing/retire.ts'
import type { Menu } from '../staff-chat/menu.ts'
import { endChatsOf } from '../staff-chat/unlink.ts'
import { openSession } from './sessions.ts'
import { foldName, KEY_BYTES } from './sign-in.ts'
import { handleOf, hashOf, newToken } from './tokens.ts'

const MOST_NAME = 40

/** What a link offers. Looking at it uses nothing up, so that a preview of it in a messenger does no harm. */
export type Offer = {
  role: Role
  /** Who comes back by it, with name, role and key as they were. */
  member: string | undefined
  /** Base32, for the authenticator. */
  totp: string
  /** The same sealed: comes back with the form, so that nothing is kept before somebody joined. */
  sealed: string
  /** A sign-in key for those without a script, base32. */
  key: string
}
/** `name` says nothing where a member comes back. */
export type JoinForm = { name: string; key: string; code: string; sealed: string }
/** `form`: something that only a script or a tampered page sends wrongly. */
export type JoinRefusal = 'link' | 'name' | 'taken' | 'code' | 'form'

export type Joining = {
  offer(token: string): Promise<Offer | undefined>
  /** Uses the link up, and gives the session's token. Who comes back has nothing left of before that lets anybody in. */
  join(token: string, form: JoinForm): Promise<Result<string, JoinRefusal>>
}

export const createJoining = (rooms: {
  store: Store
  privacy: Privacy
  world: World
  demo: boolean
  menu?: Menu
}): Joining => {
  const { store, privacy, world, demo } = rooms
  /** The link, and who comes back by it. Of somebody who left there is none. */
  const find = async (tx: Tx, token: string) => {
    const invite = (await openInvites(tx, world.now())).find(({ hash }) => hashOf(token).equals(hash))
    const member = invite?.staff ? await staffById(tx, invite.staff) : undefined
    return invite && (!invite.staff || member) ? { ...invite, member } : undefined
  }
  const contextOf = (token: string) => `join ${handleOf(hashOf(token))}`
  const nameFault = async (tx: Tx, name: string): Promise<'name' | 'taken' | undefined> => {
    if (name.length < 2 || name.length > MOST_NAME || /\p{C}/u.test(name)) return 'name'
    const names = [...(await staffNames(tx)).values()].map(foldName)
    return names.includes(foldName(name)) ? 'taken' : undefined
  }
  type Ways = { verifier: Uint8Array; totp: Uint8Array; step: number }
  const credentialsFor = async (tx: Tx, staff: Pick<Staff, 'id' | 'name'>, { verifier, totp, step }: Ways) => {
    // The salt of who has one stays: a salt that changes would tell that its name is real.
    const salt = (await credentialsOf(tx, staff.id))?.salt ?? privacy.nameSalt(foldName(staff.name))
    return { salt, verifier, totp: privacy.seal('staff', totp, staff.id), step }
  }

  return {
    async offer(token) {
      const found = await store.tx(tx => find(tx, token))
      if (!found) return undefined
      const totp = newTotpSecret(world.random)
      const sealed = Buffer.from(privacy.seal('staff', totp, contextOf(token))).toString('base64url')
      const key = toBase32(world.random(KEY_BYTES))
      return { role: found.role, member: found.member?.name, totp: toBase32(totp), sealed, key }
    },
    async join(token, form) {
      const key = fromBase32(form.key)
      const totp = privacy.open('staff', Buffer.from(form.sealed, 'base64url'), contextOf(token))
      let after = (): void => undefined
      const done = await store.tx(async tx => {
        const invite = await find(tx, token)
        if (!invite) return no('link' as const)
        if (!totp || key?.length !== KEY_BYTES) return no('form' as const)
        const { member, role } = invite
        const name = member?.name ?? form.name.normalize('NFKC').trim().replace(/\s+/g, ' ')
        const fault = member ? undefined : await nameFault(tx, name)
        if (fault) return no(fault)
        const step = totpStep(totp, form.code.replace(/\s/g, ''), world.now(), 0)
        if (step === undefined) return no('code' as const)
        await takeInvite(tx, invite.hash)
        const id = member?.id ?? (newToken(world) as StaffId)
        const credentials = await credentialsFor(tx, { id, name }, { verifier: hashOf(key), totp, step })
        if (member) {
          await setCredentials(tx, id, credentials)
          after = await endChatsOf(tx, rooms, id)
          await forgetWaysOf(tx, id)
          await retireSignersOf(tx, rooms, { staff: id, by: id, now: world.now() })
        } else await insertStaff(tx, { id, name, role, holder: undefined, demo, ...credentials })
        await addAudit(tx, { at: world.now(), staff: id, action: member ? 'came back' : 'joined', code: role })
        return ok(await openSession(tx, rooms, id))
      })
      if (done.ok) after()
      return done
    },
  }
}
