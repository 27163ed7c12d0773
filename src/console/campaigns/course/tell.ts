import { type Context, Hono } from 'hono'
import { type Course, type Telling, TOLD, type ToldPurpose } from '../../../app/campaigns/course/index.ts'
import type { Staff } from '../../../app/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { guarded, type StaffRoom } from '../../room.ts'
import type { OnCampaign } from './on-campaign.ts'
import { tellPage } from './tell-page.ts'

/** `/staff/campaigns/:id/result` and `…/correction`: written here, signed where every sheet is. */
export const tellRoutes = (room: StaffRoom, course: Course, { on, nothing }: OnCampaign): Hono => {
  const show = async (
    c: Context,
    id: CampaignId,
    purpose: ToldPurpose,
    wrong: { refused?: string; typed?: Telling['texts'] } = {},
  ): Promise<Response> => {
    const it = await course.telling(id, purpose)
    if (!it) return nothing(c)
    const page = tellPage(room.frame(c), { it, purpose, refused: wrong.refused, ...wrong })
    return room.send(c, page, wrong.refused ? 400 : 200)
  }
  const keep = async (c: Context, id: CampaignId, me: Staff, purpose: ToldPurpose): Promise<Response> => {
    const it = await course.telling(id, purpose)
    if (!it) return nothing(c)
    const body = await c.req.parseBody()
    const text = (name: string, most: number) => (typeof body[name] === 'string' ? body[name].slice(0, most) : '')
    const typed = it.texts.map(({ lang }) => ({
      lang,
      title: text(`title-${lang}`, 200),
      body: text(`body-${lang}`, 4000),
    }))
    const texts = new Map(typed.map(({ lang, title, body }) => [lang, { title, body }]))
    const kept = await course.tell(me, { id, purpose, texts })
    if (kept.ok) return c.redirect(`/staff/campaigns/${id}/${purpose}`, 303)
    return show(c, id, purpose, { refused: `course.tell.refused.${kept.why}`, typed })
  }
  const routes = new Hono()
  for (const purpose of TOLD) {
    const path = `/staff/campaigns/:id/${purpose}`
    routes.get(
      path,
      guarded(
        room,
        'campaign.write',
        on((c, id) => show(c, id, purpose)),
      ),
    )
    routes.post(
      path,
      guarded(
        room,
        'campaign.write',
        on((c, id, me) => keep(c, id, me, purpose)),
      ),
    )
  }
  return routes
}
