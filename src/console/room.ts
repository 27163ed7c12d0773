import type { Context } from 'hono'
import { may, type Right, type Staff } from '../app/staff.ts'
import type { World } from '../kit/world.ts'
import { type Frame, type Html, troublePage } from './page.ts'

export type Status = 200 | 400 | 401 | 403 | 404 | 405 | 409 | 429 | 500

/** What every part of the console stands on: who asks, and how a page goes out. */
export type Room = {
  frame: Frame
  world: World
  /** Who is signed in with this request; `undefined`: nobody. */
  who(c: Context): Promise<Staff | undefined>
  send(c: Context, page: Html, status?: Status): Promise<Response>
}

/** A route for those who may: others are sent to the door, or told that it is not theirs. */
export const guarded =
  (room: Room, right: Right, handle: (c: Context, staff: Staff) => Promise<Response>) =>
  async (c: Context): Promise<Response> => {
    const staff = await room.who(c)
    if (!staff) return room.send(c, troublePage(room.frame, 'stranger'), 401)
    if (!may(staff, right)) return room.send(c, troublePage(room.frame, 'forbidden'), 403)
    return handle(c, staff)
  }
