import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { may, type Staff } from '../app/staff.ts'
import type { MiniApp } from '../app/staff-chat/mini-app.ts'
import { caseId } from './case-fields.ts'
import { appPage, appQueuePage } from './mini-app-pages.ts'
import { troublePage } from './page.ts'
import type { ConsolePort } from './port.ts'
import type { StaffRoom } from './room.ts'
import { speakTo } from './words.ts'

const SHOWN = 25
/** Telegram's word is some 500 characters. */
const LONGEST = 8192

/**
 * Telegram's Mini App. What its word gives is kept in a cookie of its own, which no route but the queue below looks at. Whoever
 * has a session of the console besides is sent on to what they wanted.
 */
export const miniAppRoutes = (
  room: StaffRoom,
  port: Pick<ConsolePort, 'queue' | 'campaigns'>,
  it: { app: MiniApp; secure: boolean; script: string },
): Hono => {
  const { frame, send, cookie } = room
  const name = it.secure ? '__Host-tulay-app' : 'tulay-app'
  const routes = new Hono()
  const wanted = (c: Context, id = c.req.query('case')) => caseId(id ?? '')

  /** Somebody came by the button below campaigns. */
  const campaigns = (c: Context) => c.req.query('see') === 'campaigns'

  routes.get('/staff/app', c => send(c, appPage(frame(c), it.script, { concern: wanted(c), campaigns: campaigns(c) })))
  routes.post('/staff/app', async c => {
    const { data, case: named } = await c.req.parseBody().catch((): Record<string, unknown> => ({}))
    const id = wanted(c, typeof named === 'string' ? named : '')
    const signed = await cookie.signed(c)
    if (signed) return c.json({ next: id ? `/staff/case/${id}` : campaigns(c) ? '/staff/campaigns' : '/staff' })
    const pass = await it.app.enter(typeof data === 'string' && data.length <= LONGEST ? data : '')
    if (pass === undefined) return c.json({ why: 'refused' }, 401)
    // Ends with the browser; the server ends it sooner.
    setCookie(c, name, pass, { path: '/', httpOnly: true, sameSite: 'Strict', secure: it.secure })
    return c.json({ next: `/staff/app/queue${id ? `?case=${id}` : campaigns(c) ? '#campaigns' : ''}` })
  })
  routes.get('/staff/app/queue', async c => {
    const staff: Staff | undefined = (await it.app.who(getCookie(c, name))) ?? (await room.who(c))
    if (!staff) return send(c, troublePage(frame(c), 'stranger'), 401)
    speakTo(c, staff)
    if (!may(staff, 'queue.see')) return send(c, troublePage(frame(c), 'forbidden', true), 403)
    const sheet = await port.queue({}, { limit: SHOWN, offset: 0 }, staff.id)
    const glance = may(staff, 'campaign.see') ? await port.campaigns.glance() : undefined
    return send(c, appQueuePage(frame(c), sheet, { concern: wanted(c), glance }))
  })
  return routes
}
