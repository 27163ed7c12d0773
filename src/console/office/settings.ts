import { type Context, Hono } from 'hono'
import type { Office } from '../../app/office/index.ts'
import { KEPT_STATUSES } from '../../app/office/keeping.ts'
import type { PromiseRefusal } from '../../app/office/promises.ts'
import type { Signed } from '../../app/staff/index.ts'
import { fieldsOf } from '../form.ts'
import { provePage } from '../prove.ts'
import type { Topics } from '../queue-filters.ts'
import { guardedSession, type StaffRoom } from '../room.ts'
import { deadlinesPage } from './deadlines-page.ts'
import { retentionPage } from './retention-page.ts'

const PLACES = { deadlines: 'settings/deadlines', retention: 'settings/retention' } as const

/** What an administrator sets, each time with a fresh proof: how long a case may wait, and how long one is kept. */
export const settingRoutes = (
  room: StaffRoom,
  office: Pick<Office, 'promises' | 'keeping'>,
  topics: () => Topics,
): Hono => {
  const { promises, keeping } = office
  const routes = new Hono()
  const on = (
    place: keyof typeof PLACES,
    show: (c: Context, signed: Signed) => Promise<Response>,
    change: (c: Context, signed: Signed) => Promise<Response>,
  ) => {
    const path = `/staff/${PLACES[place]}`
    routes.get(path, guardedSession(room, 'settings.change', show))
    routes.post(
      path,
      guardedSession(room, 'settings.change', (c, signed) =>
        signed.proved ? change(c, signed) : room.send(c, provePage(room.frame(c), PLACES[place]), 403),
      ),
    )
  }
  const deadlines = async (c: Context, signed: Signed, refused?: PromiseRefusal): Promise<Response> => {
    const view = { ...(await promises.see()), topics: topics(), proved: signed.proved, refused }
    return room.send(c, deadlinesPage(room.frame(c), view), refused ? 400 : 200)
  }
  const retention = async (c: Context, signed: Signed, refused = false): Promise<Response> =>
    room.send(
      c,
      retentionPage(room.frame(c), { ...(await keeping.see()), proved: signed.proved, refused }),
      refused ? 400 : 200,
    )

  on(
    'deadlines',
    (c, signed) => deadlines(c, signed),
    async (c, signed) => {
      const { category, acknowledge, answer, remove } = await fieldsOf(c, 'category', 'acknowledge', 'answer', 'remove')
      if (remove) await promises.remove(signed.staff, category)
      const patience = { acknowledge: whole(acknowledge), answer: whole(answer) }
      const refused = remove ? undefined : await promises.save(signed.staff, category, patience)
      return refused ? deadlines(c, signed, refused) : c.redirect(`/staff/${PLACES.deadlines}`, 303)
    },
  )
  on(
    'retention',
    (c, signed) => retention(c, signed),
    async (c, signed) => {
      const fields = await fieldsOf(c, ...KEPT_STATUSES)
      const given = KEPT_STATUSES.filter(status => fields[status] !== '')
      const saved = await keeping.save(signed.staff, new Map(given.map(status => [status, whole(fields[status])])))
      return saved ? c.redirect(`/staff/${PLACES.retention}`, 303) : retention(c, signed, true)
    },
  )
  return routes
}

/** What is no whole number fits no bounds. */
const whole = (text: string): number => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN)
