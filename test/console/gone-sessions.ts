import type { StaffDoor } from '../../src/app/staff/index.ts'
import type { Role } from '../../src/app/staff.ts'
import type { Joined } from './joined.ts'

const MINUTE = 60_000
type Rooms = { door: StaffDoor; clock: { now: number }; member(role: Role): Promise<Joined> }

const signedAs = async ({ door }: Rooms, { token }: Joined) => {
  const signed = await door.who(token)
  if (!signed) throw new Error('not signed in')
  return signed
}

/** Each way in which a session is over, on somebody who was signed in a moment ago. The last two move the clock. */
export const ENDINGS: Record<string, (it: Rooms, who: Joined) => Promise<unknown>> = {
  'signed out': (it, who) => it.door.leave(who.token),
  'ended by its holder': async (it, who) => {
    const signed = await signedAs(it, who)
    await it.door.endSession(signed, signed.session)
  },
  'ended with all others': async (it, who) => it.door.endEverySession(await signedAs(it, who)),
  'of who was removed': async (it, who) =>
    it.door.remove(await signedAs(it, await it.member('administrator')), (await signedAs(it, who)).staff.id),
  'not used for half an hour': async it => {
    it.clock.now += 30 * MINUTE
  },
  'used all the time, for twelve hours': async (it, who) => {
    for (let minutes = 0; minutes < 720; minutes += 20) {
      await signedAs(it, who)
      it.clock.now += 20 * MINUTE
    }
  },
}
