import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Drafts, DraftView } from '../../app/campaigns/drafts/index.ts'
import type { Staff } from '../../app/staff.ts'
import { may } from '../../app/staff.ts'
import { moment } from '../dates.ts'
import { type Frame, type Html, say, shell, troublePage } from '../page.ts'
import { guarded, type StaffRoom } from '../room.ts'
import { campaignId } from './address.ts'
import { factsOf, results } from './results.ts'

/** What was saved before: to look at, and to go on from. */
export const historyRoutes = (room: StaffRoom, drafts: Drafts, css: string): Hono => {
  const nothing = (c: Context) => room.send(c, troublePage(room.frame(c), 'nothing', true), 404)
  const numberOf = (c: Context): number => Number.parseInt(c.req.param('number') ?? '', 10)
  const show = async (c: Context, me: Staff): Promise<Response> => {
    const id = campaignId(c)
    const draft = id && (await drafts.open(id, numberOf(c)))
    if (!draft) return nothing(c)
    return room.send(
      c,
      sheetPage(room.frame(c), draft, await drafts.look(draft.sheet), { css, writes: may(me, 'campaign.write') }),
    )
  }
  const routes = new Hono()
  routes.get('/staff/campaigns/:id/sheets/:number', guarded(room, 'campaign.see', show))
  routes.post(
    '/staff/campaigns/:id/sheets/:number/again',
    guarded(room, 'campaign.write', async (c, me) => {
      const id = campaignId(c)
      const done = id && (await drafts.again(me, { campaign: id, number: numberOf(c) }))
      return done && (done.ok || done.why === 'closed') ? c.redirect(`/staff/campaigns/${id}`, 303) : nothing(c)
    }),
  )
  return routes
}

const sheetPage = (
  frame: Frame,
  draft: DraftView,
  look: Awaited<ReturnType<Drafts['look']>>,
  { css, writes }: { css: string; writes: boolean },
): Html => {
  const { words } = frame
  const { campaign, sheet, history, open } = draft
  const newest = history[0]?.number === sheet.number
  return shell(
    frame,
    campaign.title,
    html`<link rel="stylesheet" href="${css}">${factsOf(frame, draft)}<p><a class="door" href="/staff/campaigns/${campaign.id}">${say(words, 'compose.history.back')}</a></p>${
      writes && open && !newest
        ? html`<form method="post" action="/staff/campaigns/${campaign.id}/sheets/${sheet.number}/again"><p><button>${say(words, 'compose.history.again')}</button></p></form>`
        : ''
    }${results(frame, { draft, look, sheet, faults: [] })}`,
    true,
  )
}

export const historyPart = ({ words }: Frame, { campaign, history, sheet }: DraftView): Html =>
  html`<details class="part"><summary>${say(words, 'compose.history.title', { count: history.length })}</summary><div><ul class="rows">${history.map(
    ({ number, at, who }) =>
      html`<li><a class="door" href="/staff/campaigns/${campaign.id}/sheets/${number}">${say(words, 'compose.sheet', { number })}</a><span class="soft">${moment(at)} · <bdi>${who ?? say(words, 'campaigns.gone')}</bdi>${number === sheet.number ? html` <b class="mark">${say(words, 'compose.history.now')}</b>` : ''}</span></li>`,
  )}</ul></div></details>`
