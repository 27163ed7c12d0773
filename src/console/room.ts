import type { Context } from 'hono'
import type { Signed, Site, StaffDoor } from '../app/staff/index.ts'
import { may, type Right, type Staff } from '../app/staff.ts'
import type { World } from '../kit/world.ts'
import { type Frame, type Html, troublePage } from './page.ts'
import type { Cookie } from './session.ts'
import { speakTo } from './words.ts'

export type Status = 200 | 400 | 401 | 403 | 404 | 405 | 409 | 429 | 500

/** What every part of the console stands on: who asks, and how a page goes out. */
export type Room = {
  /** In the language of whoever asks. */
  frame(c: Context): Frame
  world: World
  /** Everybody may be one of the demo's people. */
  demo: boolean
  /** Who is signed in with this request; `undefined`: nobody. */
  who(c: Context): Promise<Staff | undefined>
  send(c: Context, page: Html, status?: Status): Promise<Response>
}

/** What the parts about staff and sign-in stand on. */
export type StaffRoom = Room & {
  door: StaffDoor
  cookie: Cookie
  /** Where a request comes from, for delays; only a mark that fits many is stored. */
  connection(c: Context): string | undefined
  /** Scheme and host that staff come by, for links. */
  origin(c: Context): string
  /** For which passkeys are made; `undefined`: an address that can have none. */
  site(c: Context): Site | undefined
}

/** A route for those who may: others are sent to the door, or told that it is not theirs. */
export const guarded =
  (room: Room, right: Right, handle: (c: Context, staff: Staff) => Promise<Response>) =>
  async (c: Context): Promise<Response> => {
    const staff = await room.who(c)
    if (!staff) return room.send(c, troublePage(room.frame(c), 'stranger'), 401)
    speakTo(c, staff)
    if (!may(staff, right)) return room.send(c, troublePage(room.frame(c), 'forbidden', true), 403)
    return handle(c, staff)
  }

/** The same, with the session in hand. `right` undefined: for everybody who is signed in. */
export const guardedSession = (
  room: StaffRoom,
  right: Right | undefined,
  handle: (c: Context, signed: Signed) => Promise<Response>,
) => {
  return async (c: Context): Promise<Response> => {
    const signed = await room.cookie.signed(c)
    if (!signed) return room.send(c, troublePage(room.frame(c), 'stranger'), 401)
    speakTo(c, signed.staff)
    if (right && !may(signed.staff, right)) return room.send(c, troublePage(room.frame(c), 'forbidden', true), 403)
    return handle(c, signed)
  }
}
