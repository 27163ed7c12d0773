import { Hono } from 'hono'
import { z } from 'zod'
import type { Keyring } from '../app/keyring/index.ts'
import { may } from '../app/staff.ts'
import { paperPage } from './paper-page.ts'
import { recoverPage } from './recover-page.ts'
import { guardedSession, type StaffRoom } from './room.ts'

/** The public half of a recovery key, as the browser that made it sends it. */
const KEY = z
  .string()
  .regex(/^[\w-]{43}$/)
  .transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url')))

/** The recovery kit on paper: made by an administrator's browser, opened by whoever has two of its sheets and a key of one's own. */
export const paperRoutes = (room: StaffRoom, keyring: Keyring, assets: string): Hono => {
  const { frame, send } = room
  const routes = new Hono()
  routes.get(
    '/staff/keys/paper',
    guardedSession(room, 'key.hold', async (c, { staff, proved }) => {
      const view = {
        ...(await keyring.see(staff)),
        ...{ assets, proved, origin: room.origin(c), manages: may(staff, 'staff.manage') },
        today: new Date(room.world.now()).toISOString().slice(0, 10),
      }
      return send(c, paperPage(frame(c), view))
    }),
  )
  // Asked by a script.
  routes.post(
    '/staff/keys/paper',
    guardedSession(room, 'staff.manage', async (c, { staff, proved }) => {
      if (!proved) return c.json({ why: 'prove' }, 403)
      const key = KEY.safeParse((await c.req.parseBody()).key)
      const made = key.success ? await keyring.makeKit(staff, key.data) : undefined
      return made?.ok ? c.json({ state: made.value }) : c.json({ why: 'form' }, 400)
    }),
  )
  routes.get(
    '/staff/keys/recover',
    guardedSession(room, 'key.hold', async (c, { staff, proved }) => {
      const { mine, kits } = await keyring.see(staff)
      const view = { assets, proved, kits, mine, manages: may(staff, 'staff.manage') }
      return send(c, recoverPage(frame(c), view))
    }),
  )
  return routes
}
