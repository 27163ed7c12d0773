import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Drafts, DraftView } from '../../app/campaigns/drafts/index.ts'
import { LONGEST_TITLE } from '../../app/campaigns/drafts/title.ts'
import { fieldsOf } from '../form.ts'
import { type Frame, type Html, say, troublePage } from '../page.ts'
import { guarded, type StaffRoom } from '../room.ts'
import { campaignId } from './address.ts'

/** One more with the same words: a campaign of its own, or a template to begin others with. */
export const copyRoutes = (room: StaffRoom, drafts: Drafts): Hono => {
  const routes = new Hono()
  routes.post(
    '/staff/campaigns/:id/copy',
    guarded(room, 'campaign.write', async (c, me) => {
      const from = campaignId(c)
      const { as, title } = await fieldsOf(c, 'as', 'title')
      const id = from && (await drafts.copy(me, { from, as: as === 'template' ? 'template' : 'draft', title }))
      return id
        ? c.redirect(`/staff/campaigns/${id}`, 303)
        : room.send(c, troublePage(room.frame(c), 'nothing', true), 404)
    }),
  )
  return routes
}

export const copyPart = ({ words }: Frame, { campaign }: DraftView): Html =>
  html`<details class="part"><summary>${say(words, 'compose.copy.title')}</summary><div><form class="fields" method="post" action="/staff/campaigns/${campaign.id}/copy"><p><label for="copy-title">${say(words, 'campaigns.name')}</label><input id="copy-title" name="title" dir="auto" maxlength="${LONGEST_TITLE}" required value="${campaign.title}"></p><p class="soft">${say(words, 'compose.copy.text')}</p><p class="row"><button name="as" value="draft">${say(words, 'compose.copy.draft')}</button> <button name="as" value="template">${say(words, 'compose.copy.template')}</button></p></form></div></details>`
