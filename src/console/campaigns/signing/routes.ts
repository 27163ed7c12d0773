import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { Signing } from '../../../app/campaigns/signing/index.ts'
import type { Signed } from '../../../app/staff/index.ts'
import { fieldsOf } from '../../form.ts'
import { troublePage } from '../../page.ts'
import { provePage } from '../../prove.ts'
import { guardedSession, type StaffRoom } from '../../room.ts'
import { MADE, REWRAPPED, SIGNED } from './fields.ts'
import { signingPage } from './page.ts'

const STATUS = { nothing: 404, 'not-yours': 403, 'has-key': 409, form: 400 } as const

/** `/staff/signing…`: keys that sign what goes out to many. Every change needs a fresh proof; the scripts are told so by a word. */
export const signingRoutes = (room: StaffRoom, signing: Signing, assets: string): Hono => {
  const { frame, send } = room
  const signer = (handle: (c: Context, signed: Signed) => Promise<Response>) =>
    guardedSession(room, 'campaign.sign', handle)
  /** For the scripts: what they send is read, and what is refused comes back as a word. */
  const taking = <T extends z.ZodType>(
    shape: T,
    handle: (
      c: Context,
      signed: Signed,
      it: z.infer<T>,
    ) => Promise<{ ok: true; value: unknown } | { ok: false; why: keyof typeof STATUS }>,
  ) =>
    signer(async (c, signed) => {
      if (!signed.proved) return c.json({ why: 'prove' }, 403)
      const { data } = shape.safeParse(await c.req.parseBody())
      if (!data) return c.json({ why: 'form' }, 400)
      const done = await handle(c, signed, data)
      return done.ok ? c.json(done.value ?? {}) : c.json({ why: done.why }, STATUS[done.why])
    })
  /** For forms that work without a script. */
  const changing = (
    right: 'campaign.sign' | 'staff.manage',
    handle: (c: Context, signed: Signed) => Promise<boolean>,
  ) =>
    guardedSession(room, right, async (c, signed) => {
      if (!signed.proved) return send(c, provePage(frame(c), 'signing'), 403)
      return (await handle(c, signed))
        ? c.redirect('/staff/signing', 303)
        : send(c, troublePage(frame(c), 'nothing', true), 404)
    })

  const routes = new Hono()
  routes.get(
    '/staff/signing',
    signer(async (c, signed) => {
      const ended = c.req.query('single') === 'ended'
      return send(c, signingPage(frame(c), assets, { ...(await signing.see(signed.staff)), signed, ended }))
    }),
  )
  routes.post(
    '/staff/signing',
    taking(MADE, (_, { staff }, file) => signing.make(staff, file)),
  )
  routes.get(
    '/staff/signing/own',
    signer(async (c, { staff }) => {
      const wrapped = await signing.ownFile(staff)
      return wrapped ? c.json({ wrapped: Buffer.from(wrapped).toString('base64url') }) : c.json({ why: 'nothing' }, 404)
    }),
  )
  routes.post(
    '/staff/signing/passphrase',
    taking(REWRAPPED, (_, { staff }, { wrapped }) => signing.changePassphrase(staff, wrapped)),
  )
  routes.post(
    '/staff/signing/:signer/vouch',
    taking(SIGNED, (c, { staff }, { signature }) =>
      signing.vouch(staff, { id: c.req.param('signer') ?? '', signature }),
    ),
  )
  routes.post(
    '/staff/signing/:signer/retire',
    changing('campaign.sign', async (c, { staff }) => {
      const { sure } = await fieldsOf(c, 'sure')
      return sure === 'yes' && (await signing.retire(staff, c.req.param('signer') ?? '')).ok
    }),
  )
  routes.post(
    '/staff/signing/single',
    changing('staff.manage', async (c, { staff }) => {
      const { on } = await fieldsOf(c, 'on')
      return (await signing.switchSingle(staff, on === 'yes')).ok
    }),
  )
  return routes
}
