import { type Context, Hono } from 'hono'
import { type Duty, type DutyRefusal, isDay } from '../../app/duty.ts'
import type { Staff } from '../../app/staff.ts'
import type { StaffId } from '../../kit/ids.ts'
import { fieldsOf } from '../form.ts'
import { guarded, type StaffRoom, type Status } from '../room.ts'
import { dutyPage } from './duty-page.ts'

const STATUS: Record<DutyRefusal, Status> = { past: 409, stranger: 404, foreign: 403 }

/** The rota: everybody who works here sees it, and puts themselves on and off. */
export const dutyRoutes = (room: StaffRoom, duty: Duty): Hono => {
  const show = async (c: Context, me: Staff, refused?: DutyRefusal | 'day') =>
    room.send(
      c,
      dutyPage(room.frame(c), { rota: await duty.rota(), me, refused }),
      refused === undefined ? 200 : refused === 'day' ? 400 : STATUS[refused],
    )
  const answer = (c: Context, me: Staff, refused: DutyRefusal | undefined) =>
    refused ? show(c, me, refused) : c.redirect('/staff/duty', 303)

  const routes = new Hono()
  routes.get(
    '/staff/duty',
    guarded(room, 'staff.see', (c, me) => show(c, me)),
  )
  routes.post(
    '/staff/duty',
    guarded(room, 'staff.see', async (c, me) => {
      const { day, who, on } = await fieldsOf(c, 'day', 'who', 'on')
      if (!isDay(day)) return show(c, me, 'day')
      return answer(c, me, await duty.put(me, { day, who: (who || me.id) as StaffId, on: on !== '0' }))
    }),
  )
  routes.post(
    '/staff/duty/copy',
    guarded(room, 'staff.see', async (c, me) => {
      const { week } = await fieldsOf(c, 'week')
      return isDay(week) ? answer(c, me, await duty.copyWeek(me, week)) : show(c, me, 'day')
    }),
  )
  return routes
}
