import { Hono } from 'hono'
import type { Assets } from './assets.ts'
import { fieldsOf } from './form.ts'
import { joinedPage, joinPage } from './join-pages.ts'
import { troublePage } from './page.ts'
import type { StaffRoom } from './room.ts'

/** Where a one-time link leads. */
export const joinRoutes = ({ frame, door, cookie, send }: StaffRoom, assets: Assets): Hono => {
  const routes = new Hono()
  routes.get('/staff/join/:token', async c => {
    const token = c.req.param('token')
    const offer = await door.offer(token)
    cookie.vouch(c)
    return offer ? send(c, joinPage(frame(c), assets, { token, offer })) : send(c, troublePage(frame(c), 'link'), 401)
  })
  routes.post('/staff/join/:token', async c => {
    const token = c.req.param('token')
    const { name, key, spare, code, sealed, totp } = await fieldsOf(c, 'name', 'key', 'spare', 'code', 'sealed', 'totp')
    const offer = await door.offer(token)
    const done = await door.join(token, { name, key: key || spare, code, sealed })
    if (done.ok) {
      cookie.set(c, done.value)
      return send(c, joinedPage(frame(c), { name: offer?.member ?? name, key: key || spare, back: !!offer?.member }))
    }
    if (!offer || done.why === 'link') return send(c, troublePage(frame(c), 'link'), 401)
    // The authenticator that was set up already stays right, and so does the key on paper.
    const again = done.why === 'form' ? offer : { ...offer, totp, sealed, key: spare || offer.key }
    return send(c, joinPage(frame(c), assets, { token, offer: again, name, trouble: done.why }), 400)
  })
  return routes
}
