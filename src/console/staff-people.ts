import { type Context, Hono } from 'hono'
import type { Signed } from '../app/staff/index.ts'
import { may, ROLES, type Role } from '../app/staff.ts'
import { fieldsOf } from './form.ts'
import { leavingPage } from './leaving-page.ts'
import { troublePage } from './page.ts'
import { invitedBackPage, invitedPage, peoplePage } from './people-page.ts'
import { provePage } from './prove.ts'
import { guardedSession, type StaffRoom } from './room.ts'

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text)

/** Who works here; an administrator invites, changes and removes, after a fresh code. */
export const peopleRoutes = (room: StaffRoom): Hono => {
  const { frame, door, send } = room
  const routes = new Hono()
  const show = async (c: Context, signed: Signed): Promise<Response> => {
    const [members, holders, invites] = await Promise.all([door.members(), door.holders(), door.invites()])
    const page = peoplePage(frame(c), {
      signed,
      members,
      holders,
      invites,
      manages: may(signed.staff, 'staff.manage'),
    })
    return send(c, page)
  }
  /** A change needs a code of the last ten minutes: a console left open is not enough. */
  const changes = (handle: (c: Context, signed: Signed) => Promise<Response>) =>
    guardedSession(room, 'staff.manage', async (c, signed) =>
      signed.proved ? handle(c, signed) : send(c, provePage(frame(c), 'people'), 403),
    )
  const back = (c: Context, done: boolean): Response | Promise<Response> =>
    done ? c.redirect('/staff/people', 303) : send(c, troublePage(frame(c), 'nothing', true), 404)

  routes.get(
    '/staff/people',
    guardedSession(room, 'staff.see', (c, signed) => show(c, signed)),
  )
  routes.post(
    '/staff/people/invite',
    changes(async (c, signed) => {
      const { role } = await fieldsOf(c, 'role')
      if (!isRole(role)) return back(c, false)
      const path = `/staff/join/${await door.invite(signed, role)}`
      return send(c, invitedPage(frame(c), { role, link: `${room.origin(c)}${path}` }))
    }),
  )
  routes.post(
    '/staff/people/back',
    changes(async (c, signed) => {
      const way = await door.inviteBack(signed, (await fieldsOf(c, 'who')).who)
      if (!way) return back(c, false)
      const link = `${room.origin(c)}/staff/join/${way.token}`
      return send(c, invitedBackPage(frame(c), { staff: way.staff, link }))
    }),
  )
  routes.post(
    '/staff/people/withdraw',
    changes(async (c, signed) => back(c, await door.withdrawInvite(signed, (await fieldsOf(c, 'invite')).invite))),
  )
  routes.post(
    '/staff/people/change',
    changes(async (c, signed) => {
      const { who, role, holder } = await fieldsOf(c, 'who', 'role', 'holder')
      if (!isRole(role)) return back(c, false)
      const done = await door.change(signed, who, { role, holder: holder || undefined })
      return !done.ok && done.why === 'key' ? send(c, troublePage(frame(c), 'role_key', true), 409) : back(c, done.ok)
    }),
  )
  routes.post(
    '/staff/people/remove',
    changes(async (c, signed) => {
      const { who, confirmed } = await fieldsOf(c, 'who', 'confirmed')
      const done = await door.remove(signed, who, confirmed === 'yes')
      if (done.ok || done.why === 'nothing') return back(c, done.ok)
      const to = { action: '/staff/people/remove', back: 'people' as const, who }
      return send(c, leavingPage(frame(c), { ...done.why, proved: true, to }), 409)
    }),
  )
  return routes
}
