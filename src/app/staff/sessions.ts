import type { Staff } from '../../domain/staff.ts'
import type { StaffId } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import { addAudit } from '../../store/audit.ts'
import type { Store, Tx } from '../../store/index.ts'
import { activeStaff, credentialsOf, staffById } from '../../store/staff.ts'
import {
  endStaffSession,
  endStaffSessionsOf,
  insertStaffSession,
  pruneStaffSessions,
  staffSession,
  staffSessionsOf,
  stampStaffSession,
} from '../../store/staff-sessions.ts'
import { fromHandle, handleOf, hashOf, newToken } from './tokens.ts'

const MINUTE = 60_000
/** Then somebody has to sign in again. A demo has nothing to guard, and who tries it out is in no hurry. */
export const STAY = { idle: 30 * MINUTE, demoIdle: 720 * MINUTE, most: 720 * MINUTE, proof: 10 * MINUTE }

/** Somebody who is signed in. */
export type Signed = {
  staff: Staff
  /** Names this session in forms; lets nobody in. */
  session: string
  /** Gave a code in the last ten minutes, so that staff may be changed; a demo person has none to give. */
  proved: boolean
}
export type OpenSession = { session: string; began: number; seen: number }

export type Sessions = {
  /** @param how.stamp `false`: nobody did anything, a page asked by itself; the session ends as if it had not. */
  who(token: string | undefined, how?: { stamp: boolean }): Promise<Signed | undefined>
  /** Opens a session for one of the demo's people, whom a button lets in. */
  enterDemo(id: string): Promise<string | undefined>
  leave(token: string | undefined): Promise<void>
  sessionsOf(signed: Signed): Promise<OpenSession[]>
  /** Ends one of one's own; false: there is none such. */
  endSession(signed: Signed, session: string): Promise<boolean>
  endEverySession(signed: Signed): Promise<void>
}

export const createSessions = ({
  store,
  privacy,
  world,
  demo,
}: {
  store: Store
  privacy: Pick<Privacy, 'seal' | 'open'>
  world: World
  demo: boolean
}): Sessions => {
  const idle = demo ? STAY.demoIdle : STAY.idle
  return {
    who: (token, { stamp } = { stamp: true }) =>
      store.tx(async tx => {
        const found = token === undefined ? undefined : await staffSession(tx, privacy, hashOf(token))
        const now = world.now()
        if (!found || now - found.began >= STAY.most || now - found.seen >= idle) return undefined
        const staff = await staffById(tx, found.staff)
        if (staff?.demo !== demo) return undefined
        if (stamp && now - found.seen >= MINUTE) await stampStaffSession(tx, found.hash, now)
        const proved = now - found.proved < STAY.proof || (await credentialsOf(tx, staff.id)) === undefined
        return { staff, session: handleOf(found.hash), proved }
      }),
    enterDemo: id =>
      store.tx(async tx => {
        const staff = demo ? (await activeStaff(tx)).find(it => it.demo && it.id === id) : undefined
        if (!staff || (await credentialsOf(tx, staff.id))) return undefined
        return openSession(tx, { privacy, world }, staff.id)
      }),
    leave: token =>
      store.tx(async tx => {
        const found = token === undefined ? undefined : await staffSession(tx, privacy, hashOf(token))
        if (found) await endStaffSession(tx, found.hash, found.staff)
      }),
    sessionsOf: ({ staff }) =>
      store.tx(async tx => {
        const since = world.now() - idle
        const found = await staffSessionsOf(tx, staff.id)
        return found
          .filter(({ seen }) => seen > since)
          .map(({ hash, began, seen }) => ({ session: handleOf(hash), began, seen }))
      }),
    endSession: ({ staff }, session) =>
      store.tx(async tx => (await endStaffSession(tx, fromHandle(session), staff.id)) > 0),
    endEverySession: ({ staff }) =>
      store.tx(async tx => {
        await endStaffSessionsOf(tx, staff.id)
        await addAudit(tx, { at: world.now(), staff: staff.id, action: 'signed out everywhere' })
      }),
  }
}

/** A new session's token; forgets those that are over. @param by how one came in, if not by passphrase and code */
export const openSession = async (
  tx: Tx,
  { privacy, world }: { privacy: Pick<Privacy, 'seal'>; world: World },
  staff: StaffId,
  by?: 'passkey',
): Promise<string> => {
  const token = newToken(world)
  const now = world.now()
  await pruneStaffSessions(tx, { began: now - STAY.most, seen: now - STAY.demoIdle })
  await insertStaffSession(tx, privacy, { hash: hashOf(token), staff, began: now, seen: now, proved: now })
  await addAudit(tx, { at: now, staff, action: 'sign-in', code: by ?? null })
  return token
}
