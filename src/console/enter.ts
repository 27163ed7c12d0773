import { type Context, Hono } from 'hono'
import type { Refused } from '../app/staff/index.ts'
import { may } from '../app/staff.ts'
import { no } from '../kit/result.ts'
import type { Assets } from './assets.ts'
import { demoPage, enterPage } from './enter-pages.ts'
import { fieldsOf } from './form.ts'
import { troublePage } from './page.ts'
import { assertionOf } from './passkey-form.ts'
import type { StaffRoom } from './room.ts'

/** Coming in and going out. In demo mode there is a page besides on which everybody may choose whom to be. */
export const enterRoutes = (room: StaffRoom, assets: Assets): Hono => {
  const { frame, demo, door, cookie, send } = room
  const comeIn = async (c: Context, token: string): Promise<Response> => {
    cookie.set(c, token)
    const signed = await door.who(token)
    return c.redirect(signed && may(signed.staff, 'queue.see') ? '/staff' : '/staff/me', 303)
  }
  const refuse = (c: Context, why: Refused, { name, wrong }: { name: string; wrong: 'wrong' | 'passkey' }) => {
    if (why === 'wrong') return send(c, enterPage(frame(c), assets, { name, trouble: wrong }), 401)
    c.header('retry-after', `${why.wait}`)
    return send(c, enterPage(frame(c), assets, { name, trouble: 'wait', seconds: why.wait }), 429)
  }

  const routes = new Hono()
  routes.get('/staff/enter', c => {
    cookie.vouch(c)
    return send(c, enterPage(frame(c), assets))
  })
  routes.post('/staff/enter', async c => {
    const { name, key, code } = await fieldsOf(c, 'name', 'key', 'code')
    const done = await door.signIn({ name, key, code, connection: room.connection(c) })
    return done.ok ? comeIn(c, done.value) : refuse(c, done.why, { name, wrong: 'wrong' })
  })
  routes.post('/staff/enter/passkey/options', async c => {
    const at = room.site(c)
    return at ? c.json(await door.askPasskey(at)) : send(c, troublePage(frame(c), 'nothing'), 404)
  })
  routes.post('/staff/enter/passkey', async c => {
    const [at, answer] = [room.site(c), await assertionOf(c)]
    const wrong = no('wrong' as const)
    const done = at && answer ? await door.signInByPasskey({ site: at, answer, connection: room.connection(c) }) : wrong
    return done.ok ? comeIn(c, done.value) : refuse(c, done.why, { name: '', wrong: 'passkey' })
  })
  // A post, so that no name stands in an address.
  routes.post('/staff/salt', async c => {
    const { name } = await fieldsOf(c, 'name')
    return c.json({ salt: Buffer.from(await door.saltOf(name)).toString('base64url') })
  })
  if (demo) {
    const people = async () => (await door.members()).filter(({ fixed }) => fixed)
    routes.get('/staff/enter/demo', async c => {
      cookie.vouch(c)
      return send(c, demoPage(frame(c), await people()))
    })
    routes.post('/staff/enter/demo', async c => {
      const token = await door.enterDemo((await fieldsOf(c, 'as')).as)
      if (!token) return send(c, troublePage(frame(c), 'link'), 401)
      cookie.set(c, token)
      return c.redirect('/staff', 303)
    })
  }
  routes.post('/staff/leave', async c => {
    await door.leave(cookie.token(c))
    cookie.clear(c)
    return send(c, troublePage(frame(c), 'left'))
  })
  return routes
}
