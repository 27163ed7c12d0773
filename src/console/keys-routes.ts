import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { Keyring } from '../app/keyring/index.ts'
import type { Signed } from '../app/staff/index.ts'
import { dayOf } from './dates.ts'
import { fieldsOf } from './form.ts'
import { keyId, MADE, MISSING, OPENED, REWRAPPED, WRAPS } from './key-fields.ts'
import { keysPage } from './keys-page.ts'
import { leavingPage } from './leaving-page.ts'
import { say, troublePage } from './page.ts'
import { provePage } from './prove.ts'
import { guardedSession, type StaffRoom } from './room.ts'

const STATUS = { nothing: 404, 'not-yours': 403, 'has-key': 409, form: 400 } as const
type Refusal = keyof typeof STATUS

/** `/staff/keys…`: keyholders' keys. What the scripts send is sealed or public; no passphrase and no opened key is among it. */
export const keyRoutes = (room: StaffRoom, keys: Keyring, assets: string): Hono => {
  const { frame, send } = room
  const holding = (handle: (c: Context, signed: Signed) => Promise<Response>) =>
    guardedSession(room, 'key.hold', handle)
  /** A change of keys needs a fresh proof of who it is; the scripts are told so by a word. */
  const proved = (handle: (c: Context, signed: Signed) => Promise<Response>) =>
    holding(async (c, signed) => (signed.proved ? handle(c, signed) : c.json({ why: 'prove' }, 403)))
  const read = async <T extends z.ZodType>(c: Context, shape: T): Promise<z.infer<T> | undefined> =>
    shape.safeParse(await c.req.parseBody({ all: true })).data
  const malformed = (c: Context) => c.json({ why: 'form' }, 400)
  const answer = <T extends object>(c: Context, done: { ok: true; value: T } | { ok: false; why: Refusal }) =>
    done.ok ? c.json(done.value) : c.json({ why: done.why }, STATUS[done.why])

  const routes = new Hono()
  routes.get(
    '/staff/keys',
    holding(async (c, signed) => send(c, keysPage(frame(c), assets, { signed, ...(await keys.see(signed.staff)) }))),
  )
  routes.post(
    '/staff/keys',
    proved(async (c, { staff }) => {
      const file = await read(c, MADE)
      if (!file) return malformed(c)
      const made = await keys.make(staff, file)
      return answer(c, made.ok ? { ok: true, value: { state: made.value } } : made)
    }),
  )
  routes.post(
    '/staff/keys/passphrase',
    proved(async (c, { staff }) => {
      const file = await read(c, REWRAPPED)
      if (!file) return malformed(c)
      const done = await keys.changePassphrase(staff, file.wrapped)
      return answer(c, done.ok ? { ok: true, value: {} } : done)
    }),
  )
  routes.get(
    '/staff/keys/own',
    holding(async (c, { staff }) => {
      const file = await keys.ownFile(staff)
      return file ? c.json({ id: file.id, wrapped: text(file.wrapped) }) : c.json({ why: 'nothing' }, 404)
    }),
  )
  routes.post(
    '/staff/keys/envelope',
    holding(async (c, { staff }) => {
      const sealed = await keys.envelope(staff)
      return c.json(sealed ? { sealed: text(sealed) } : {})
    }),
  )
  routes.post(
    '/staff/keys/proof',
    holding(async (c, { staff }) => {
      const given = await read(c, OPENED)
      if (!given) return malformed(c)
      const day = await keys.prove(staff, given.opened)
      const { words } = frame(c)
      return day
        ? c.json({ said: say(words, 'keys.proved', { day: dayOf(words, day) }) })
        : c.json({ why: 'wrong' }, 403)
    }),
  )
  routes.get(
    '/staff/keys/:holder/missing',
    proved(async (c, { staff }) => {
      const [to, asked] = [keyId(c.req.param('holder')), MISSING.safeParse(c.req.query()).data]
      if (!to || !asked) return malformed(c)
      const found = await keys.missing(staff, { to, ...asked })
      if (!found.ok) return answer(c, found)
      const { publicKey, wraps, ...left } = found.value
      const boxes = wraps.map(({ concern, sealed }) => ({ concern, sealed: text(sealed) }))
      return c.json({ publicKey: text(publicKey), wraps: boxes, ...left })
    }),
  )
  routes.post(
    '/staff/keys/:holder/wraps',
    proved(async (c, { staff }) => {
      const [to, given] = [keyId(c.req.param('holder')), await read(c, WRAPS)]
      if (!to || !given) return malformed(c)
      const { as, damaged, wrap } = given
      return answer(c, await keys.give(staff, { to, as, damaged, wraps: wrap }))
    }),
  )
  routes.get(
    '/staff/keys/:holder/retire',
    holding(async (c, signed) => {
      const leaving = await keys.leaving(signed.staff, c.req.param('holder') ?? '')
      return leaving
        ? send(c, leavingPage(frame(c), { leaving, proved: signed.proved, to: toRetire(leaving.key.id) }))
        : send(c, troublePage(frame(c), 'nothing', true), 404)
    }),
  )
  routes.post(
    '/staff/keys/:holder/retire',
    holding(async (c, signed) => {
      if (!signed.proved) return send(c, provePage(frame(c), 'keys'), 403)
      const id = c.req.param('holder') ?? ''
      const { confirmed } = await fieldsOf(c, 'confirmed')
      const done = await keys.retire(signed.staff, { id, confirmed: confirmed === 'yes' })
      if (done.ok) return c.redirect('/staff/keys', 303)
      if (done.why === 'nothing') return send(c, troublePage(frame(c), 'nothing', true), 404)
      return send(c, leavingPage(frame(c), { ...done.why, proved: true, to: toRetire(id) }), 409)
    }),
  )
  return routes
}

const toRetire = (id: string) => ({ action: `/staff/keys/${id}/retire`, back: 'keys' as const })

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
