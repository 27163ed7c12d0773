import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Brakes, Campaign, SeenProgress } from '../../../app/campaigns/course/index.ts'
import { may, type Staff } from '../../../app/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { fieldsOf } from '../../form.ts'
import { type Frame, type Html, say, shell } from '../../page.ts'
import { proveForm, provePage } from '../../prove.ts'
import { guarded, guardedSession, type StaffRoom } from '../../room.ts'
import type { ConsoleWords } from '../../words.ts'
import type { OnCampaign } from './on-campaign.ts'

/** What can be done with a campaign that is under way. What sends something is signed; what stops something is a button. */
export const deedsBox = (words: ConsoleWords, it: SeenProgress & { recalls: boolean }, me: Staff): Html => {
  const { id, state } = it.campaign
  const place = `/staff/campaigns/${id}`
  const signs = may(me, 'campaign.sign')
  const button = (deed: string, kind: string) =>
    html`<form method="post" action="${place}/progress"><button class="${kind}" name="do" value="${deed}">${say(words, `course.deed.${deed}`)}</button></form>`
  const link = (to: string, key: string) =>
    html`<a class="door" href="${place}/${to}">${say(words, `course.deed.${key}`)}</a>`
  const open = ['approved', 'running', 'paused'].includes(state)
  const doubtful = it.runs.some(({ ends }) => ends.unknown > 0)
  const went = it.runs.some(({ purpose, began }) => purpose === 'call' && began !== null)
  const orphaned = it.orphaned ? html`<p class="alert">${say(words, 'course.progress.orphaned')}</p>` : ''
  return html`<section id="deeds"><h2 class="quiet">${say(words, 'course.deed.title')}</h2>${orphaned}<div class="row">${signs && state === 'running' ? button('pause', 'main') : ''}${signs && state === 'paused' ? button('resume', 'main') : ''}${signs && state === 'running' && doubtful ? button('again', 'plain') : ''}${
    went && may(me, 'campaign.write') ? link('correction', 'correct') : ''
  }${it.recalls && signs ? link('recall', 'recall') : ''}</div>${signs && open ? cancelBox(words, place) : ''}</section>`
}

const cancelBox = (words: ConsoleWords, place: string): Html =>
  html`<details><summary>${say(words, 'course.deed.cancel')}</summary><form class="fields" method="post" action="${place}/cancel"><p>${say(words, 'course.deed.cancel_text')}</p><p class="ticks"><label><input type="checkbox" name="sure" value="yes" required> ${say(words, 'course.deed.sure')}</label></p><p><button class="danger">${say(words, 'course.deed.cancel_button')}</button></p></form></details>`

/** The brake for everything, pause and resume, and the recall, which needs a fresh proof. */
export const deedRoutes = (room: StaffRoom, brakes: Brakes, { on, nothing }: OnCampaign): Hono => {
  const { frame, send } = room
  const routes = new Hono()
  routes.post(
    '/staff/brake',
    guarded(room, 'campaign.sign', async (c, me) => {
      const fields = await fieldsOf(c, 'do')
      // A slip of the finger stops rather than starts.
      await (fields.do === 'go' ? brakes.startAgain(me) : brakes.stopAll(me))
      return c.redirect('/staff/campaigns', 303)
    }),
  )
  routes.post(
    '/staff/campaigns/:id/progress',
    guarded(
      room,
      'campaign.sign',
      on(async (c, id, me) => {
        const fields = await fieldsOf(c, 'do')
        // A slip of the finger stops rather than sends.
        const deed = fields.do === 'resume' || fields.do === 'again' ? fields.do : 'pause'
        const done = await brakes[deed](me, id)
        return done ? c.redirect(`/staff/campaigns/${id}/progress`, 303) : nothing(c)
      }),
    ),
  )
  const recallPage = (c: Context, id: CampaignId, proved: boolean) => send(c, recallOf(frame(c), { id }, proved))
  routes.get(
    '/staff/campaigns/:id/recall',
    guardedSession(
      room,
      'campaign.sign',
      on(async (c, id, { proved }) => ((await brakes.canRecall(id)) ? recallPage(c, id, proved) : nothing(c))),
    ),
  )
  routes.post(
    '/staff/campaigns/:id/recall',
    guardedSession(
      room,
      'campaign.sign',
      on(async (c, id, { staff, proved }) => {
        if (!proved) return send(c, provePage(frame(c), `campaigns/${id}/recall`), 403)
        const { sure } = await fieldsOf(c, 'sure')
        if (sure !== 'yes') return recallPage(c, id, proved)
        return (await brakes.recall(staff, id)) ? c.redirect(`/staff/campaigns/${id}/progress`, 303) : nothing(c)
      }),
    ),
  )
  return routes
}

const recallOf = (frame: Frame, { id }: Pick<Campaign, 'id'>, proved: boolean): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'course.recall.title'),
    html`<p>${say(words, 'course.recall.text')}</p><p>${say(words, 'course.recall.limits')}</p>${
      proved
        ? html`<form class="fields" method="post" action="/staff/campaigns/${id}/recall"><p class="ticks"><label><input type="checkbox" name="sure" value="yes" required> ${say(words, 'course.deed.sure')}</label></p><p><button class="danger">${say(words, 'course.recall.button')}</button></p></form>`
        : proveForm(frame, `campaigns/${id}/recall`)
    }<p><a class="door" href="/staff/campaigns/${id}/progress">${say(words, 'course.progress.title')}</a></p>`,
    true,
  )
}
