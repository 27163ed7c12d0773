import { type Context, Hono } from 'hono'
import type { Course } from '../../../app/campaigns/course/index.ts'
import type { Staff } from '../../../app/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { fieldsOf } from '../../form.ts'
import type { QueueDoor } from '../../queue-routes.ts'
import { guarded, type StaffRoom } from '../../room.ts'
import { deedRoutes } from './deeds.ts'
import { limitRoutes } from './limits.ts'
import { onCampaign } from './on-campaign.ts'
import { petitionPage } from './petition-page.ts'
import { progressPage } from './progress-page.ts'
import { resultsPage } from './results-page.ts'
import { tellRoutes } from './tell.ts'
import { wordsRoutes } from './words.ts'

/** How a campaign goes and how it ends: `/staff/campaigns/:id/…`. */
export const courseRoutes = (
  room: StaffRoom,
  course: Course,
  { live, script, assets }: Pick<QueueDoor, 'live' | 'script'> & { assets: string },
): Hono => {
  const { frame, send, world } = room
  const today = () => new Date(world.now()).toISOString().slice(0, 10)
  const { on, nothing } = onCampaign(room)
  const follow = (id: CampaignId) => ({ script, events: `/staff/campaigns/${id}/events` })
  const results = async (c: Context, id: CampaignId, me: Staff, refused?: string): Promise<Response> => {
    const it = await course.results(id)
    if (!it || refused?.endsWith('.gone')) return nothing(c)
    const view = { it, me, areas: course.areas(), today: today(), refused, follow: follow(id) }
    return send(c, resultsPage(frame(c), view), refused ? 400 : 200)
  }
  const back = (c: Context, id: CampaignId, me: Staff, kind: 'paper' | 'handover', refused: string | undefined) =>
    refused
      ? results(c, id, me, `course.${kind}.refused.${refused}`)
      : c.redirect(`/staff/campaigns/${id}/results`, 303)

  const routes = new Hono()
  routes.route('/', tellRoutes(room, course, { on, nothing }))
  routes.route('/', deedRoutes(room, course.brakes, { on, nothing }))
  routes.route('/', wordsRoutes(room, course.moderation, { on, nothing, assets }))
  routes.route('/', limitRoutes(room, course.limits))
  routes.get(
    '/staff/campaigns/:id/progress',
    guarded(
      room,
      'campaign.see',
      on(async (c, id, me) => {
        const it = await course.progress(id)
        if (!it) return nothing(c)
        const recalls = await course.brakes.canRecall(id)
        return send(c, progressPage(frame(c), { ...it, recalls, me }, follow(id)))
      }),
    ),
  )
  routes.get(
    '/staff/campaigns/:id/events',
    guarded(room, 'campaign.see', async (c, me) => live.connect(c, me, { right: 'campaign.see', watch: course.watch })),
  )
  routes.get('/staff/campaigns/:id/results', guarded(room, 'campaign.see', on(results)))
  routes.get(
    '/staff/campaigns/:id/petition',
    guarded(
      room,
      'campaign.see',
      on(async (c, id) => {
        const it = await course.results(id)
        return it?.signed ? send(c, petitionPage(frame(c), it, today())) : nothing(c)
      }),
    ),
  )
  routes.post(
    '/staff/campaigns/:id/paper',
    guarded(
      room,
      'campaign.write',
      on(async (c, id, me) => {
        const { n, area } = await fieldsOf(c, 'n', 'area')
        return back(c, id, me, 'paper', await course.paper.add(me, id, { n: whole(n), area: area || undefined }))
      }),
    ),
  )
  routes.post(
    '/staff/campaigns/:id/paper/seen',
    guarded(
      room,
      'campaign.see',
      on(async (c, id, me) => {
        const fields = await fieldsOf(c, 'number', 'do')
        const number = whole(fields.number)
        const done = fields.do === 'remove' ? course.paper.remove : course.paper.witness
        return back(c, id, me, 'paper', await done(me, id, number))
      }),
    ),
  )
  routes.post(
    '/staff/campaigns/:id/handovers',
    guarded(
      room,
      'campaign.write',
      on(async (c, id, me) => {
        const { day, to, n } = await fieldsOf(c, 'day', 'to', 'n')
        return back(c, id, me, 'handover', await course.handovers.add(me, id, { day, to, n: whole(n) }))
      }),
    ),
  )
  return routes
}

/** What is no whole number fits no bounds. */
const whole = (text: string): number => (/^-?\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN)
