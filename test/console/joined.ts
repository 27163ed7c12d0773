import { randomBytes } from 'node:crypto'
import { generateSync } from 'otplib'
import type { StaffDoor } from '../../src/app/staff/index.ts'
import { hashOf } from '../../src/app/staff/tokens.ts'
import type { Role } from '../../src/app/staff.ts'
import type { World } from '../../src/kit/world.ts'
import { toBase32 } from '../../src/privacy/totp.ts'
import type { Store } from '../../src/store/index.ts'
import { insertInvite } from '../../src/store/invites.ts'

export type Joined = { token: string; name: string; key: string; totp: string }

/** Somebody who joined by a link of the server's own. */
export const joinAs = async (store: Store, door: StaffDoor, world: World, role: Role): Promise<Joined> => {
  const invite = randomBytes(16).toString('base64url')
  await store.tx(tx =>
    insertInvite(tx, { hash: hashOf(invite), role, inviter: null, until: world.now() + 1000, staff: null }),
  )
  const offer = await door.offer(invite)
  if (!offer) throw new Error('the link is not good')
  const name = `${role} ${randomBytes(4).toString('hex')}`
  const key = toBase32(randomBytes(20))
  const { sealed, totp } = offer
  const done = await door.join(invite, { name, key, code: codeAt(totp, world.now()), sealed })
  if (!done.ok) throw new Error(done.why)
  return { token: done.value, name, key, totp }
}

/** What the authenticator shows, `later` steps of 30 seconds on; nothing without a secret. */
export const codeAt = (totp: string, now: number, later = 0): string =>
  totp && generateSync({ secret: totp, epoch: Math.floor(now / 1000) + later * 30 })
