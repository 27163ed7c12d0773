import type { Role, Staff } from '../../domain/staff.ts'
import type { StaffId } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'
import { addAudit } from '../../store/audit.ts'
import type { Store, Tx } from '../../store/index.ts'
import { dropInvites, dropReturns, insertInvite, openInvites, takeInvite } from '../../store/invites.ts'
import { activeStaff, credentialsOf } from '../../store/staff.ts'
import type { Signed } from './sessions.ts'
import { foldName } from './sign-in.ts'
import { fromHandle, handleOf, hashOf, newToken } from './tokens.ts'

/** A link that nobody used by then is dead. */
const LINK_LIFE = 24 * 3_600_000

/** `staff`: who comes back by it; null: somebody new joins. */
export type OpenInvite = {
  invite: string
  role: Role
  inviter: StaffId | null
  until: number
  staff: StaffId | null
}
/** A way back for one who works here already. */
export type Return = { token: string; staff: Staff }

export type Inviting = {
  /** The first administrator's token; `undefined` where an administrator can sign in already. The one before stops working. */
  firstInvite(): Promise<string | undefined>
  /** An administrator's token, in any case: for whoever runs the server. The one before stops working. */
  serverInvite(): Promise<string>
  /** For whoever runs the server: the way back for the one of this name; `undefined`: nobody of that name works here. */
  serverReturn(name: string): Promise<Return | undefined>
  invite(signed: Signed, role: Role): Promise<string>
  /**
   * For somebody else who lost the phone or the passphrase: whoever opens it takes a new passphrase and a new authenticator, and all
   * of before ends; name, role and key stay. The link before stops working. `undefined`: nobody such, oneself, or a demo person.
   */
  inviteBack(signed: Signed, id: string): Promise<Return | undefined>
  invites(): Promise<OpenInvite[]>
  withdrawInvite(signed: Signed, invite: string): Promise<boolean>
}

export const createInviting = ({ store, world, demo }: { store: Store; world: World; demo: boolean }): Inviting => {
  const write = async (tx: Tx, it: { role: Role; inviter: StaffId | null; staff: StaffId | null }): Promise<string> => {
    const token = newToken(world)
    await insertInvite(tx, { ...it, hash: hashOf(token), until: world.now() + LINK_LIFE })
    return token
  }
  const writeOwn = async (tx: Tx): Promise<string> => {
    await dropInvites(tx, null, world.now())
    return write(tx, { role: 'administrator', inviter: null, staff: null })
  }
  const writeReturn = async (
    tx: Tx,
    staff: Staff | undefined,
    inviter: StaffId | null,
  ): Promise<Return | undefined> => {
    if (staff?.demo !== demo || (demo && !(await credentialsOf(tx, staff.id)))) return undefined
    await dropReturns(tx, staff.id)
    await addAudit(tx, { at: world.now(), staff: inviter, action: 'invited back', code: staff.id })
    return { token: await write(tx, { role: staff.role, inviter, staff: staff.id }), staff }
  }

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
    serverReturn: name =>
      store.tx(async tx => {
        const staff = (await activeStaff(tx)).find(it => it.demo === demo && foldName(it.name) === foldName(name))
        return writeReturn(tx, staff, null)
      }),
    invite: ({ staff }, role) =>
      store.tx(async tx => {
        await addAudit(tx, { at: world.now(), staff: staff.id, action: 'invited', code: role })
        return write(tx, { role, inviter: staff.id, staff: null })
      }),
    inviteBack: ({ staff }, id) =>
      store.tx(async tx => {
        const other = (await activeStaff(tx)).find(it => it.id === id && it.id !== staff.id)
        return writeReturn(tx, other, staff.id)
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
  }
}
