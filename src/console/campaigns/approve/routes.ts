import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Approval } from '../../../app/campaigns/approval/index.ts'
import type { Signed } from '../../../app/staff/index.ts'
import { may } from '../../../app/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { fieldsOf } from '../../form.ts'
import { say, shell, troublePage } from '../../page.ts'
import { provePage } from '../../prove.ts'
import { guardedSession, type StaffRoom, type Status } from '../../room.ts'
import { campaignId } from '../address.ts'
import { GIVEN } from '../signing/fields.ts'
import { launchPage } from './launch-page.ts'
import { approvePage, findingList } from './page.ts'

const STATUS = { nothing: 404, 'no-key': 403, 'not-ready': 409, already: 409, late: 409, form: 400 } as const

/** `/staff/campaigns/:id/…`: laid before the signers, signed, taken back, cancelled, launched. */
export const approvalRoutes = (room: StaffRoom, approval: Approval, assets: string): Hono => {
  const { frame, send, world } = room
  const nothing = (c: Context) => send(c, troublePage(frame(c), 'nothing', true), 404)
  const on = (
    right: 'campaign.write' | 'campaign.sign' | 'campaign.see',
    handle: (c: Context, id: CampaignId, signed: Signed) => Promise<Response>,
  ) =>
    guardedSession(room, right, async (c, signed) => {
      const id = campaignId(c)
      return id ? handle(c, id, signed) : nothing(c)
    })
  const show = async (
    c: Context,
    id: CampaignId,
    { staff, proved }: Signed,
    number: number,
    refused?: string,
    status: Status = 200,
  ) => {
    const view = await approval.see(staff, id, number)
    return view
      ? send(c, approvePage(frame(c), assets, { ...view, signs: may(staff, 'campaign.sign'), proved, refused }), status)
      : nothing(c)
  }

  const routes = new Hono()
  routes.post(
    '/staff/campaigns/:id/submit',
    on('campaign.write', async (c, id, { staff }) => {
      const done = await approval.submit(staff, id)
      if (done.ok) return c.redirect(`/staff/campaigns/${id}/approve`, 303)
      if (done.why === 'nothing') return nothing(c)
      const { words } = frame(c)
      return send(
        c,
        shell(frame(c), say(words, 'ready.refused'), html`${findingList(frame(c), done.why.findings)}`, true),
        409,
      )
    }),
  )
  routes.get(
    '/staff/campaigns/:id/approve',
    on('campaign.see', (c, id, signed) => show(c, id, signed, Number(c.req.query('sheet')))),
  )
  routes.post(
    '/staff/campaigns/:id/approve',
    on('campaign.sign', async (c, id, signed) => {
      if (!signed.proved) return c.json({ why: 'prove' }, 403)
      const { data } = GIVEN.safeParse(await c.req.parseBody())
      if (!data) return c.json({ why: 'form' }, 400)
      const done = await approval.approve(signed.staff, id, data)
      return done.ok ? c.json(done.value) : c.json({ why: done.why }, STATUS[done.why])
    }),
  )
  routes.post(
    '/staff/campaigns/:id/take-back',
    on('campaign.sign', async (c, id, signed) => {
      const { sheet } = await fieldsOf(c, 'sheet')
      const done = await approval.takeBack(signed.staff, id, Number(sheet))
      if (done.ok) return c.redirect('/staff/campaigns', 303)
      return done.why === 'nothing'
        ? nothing(c)
        : show(c, id, signed, Number(sheet), `approve.refused.${done.why}`, 409)
    }),
  )
  routes.post(
    '/staff/campaigns/:id/cancel',
    on('campaign.sign', async (c, id, { staff }) => {
      const { sure } = await fieldsOf(c, 'sure')
      return sure === 'yes' && (await approval.cancel(staff, id)).ok ? c.redirect('/staff/campaigns', 303) : nothing(c)
    }),
  )
  routes.get(
    '/staff/campaigns/:id/launch',
    on('campaign.sign', async (c, id, { proved }) => {
      const ready = await approval.ready(id, c.req.query('area'))
      return ready ? send(c, launchPage(frame(c), assets, { ready, proved, now: world.now() })) : nothing(c)
    }),
  )
  routes.post(
    '/staff/campaigns/:id/launch',
    on('campaign.sign', async (c, id, { staff, proved }) => {
      if (!proved) return send(c, provePage(frame(c), `campaigns/${id}/launch`), 403)
      const { area } = await fieldsOf(c, 'area')
      const done = await approval.launch(staff, id, area)
      if (done.ok) return c.redirect(`/staff/campaigns/${id}/results`, 303)
      const ready = done.why === 'nothing' ? undefined : await approval.ready(id)
      if (!ready) return nothing(c)
      const refused = `launch.refused.${done.why}`
      return send(c, launchPage(frame(c), assets, { ready, proved, now: world.now(), refused }), 409)
    }),
  )
  return routes
}
