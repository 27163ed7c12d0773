import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { BOUNDS, type Limits, type LimitsView } from '../../../app/campaigns/course/index.ts'
import type { Signed } from '../../../app/staff/index.ts'
import { alertOf, fieldsOf } from '../../form.ts'
import { type Frame, type Html, say, shell } from '../../page.ts'
import { proveForm, provePage } from '../../prove.ts'
import { guardedSession, type StaffRoom } from '../../room.ts'

const PLACE = 'settings/campaigns'
const SPANS = ['hour', 'day', 'week'] as const

/** How often campaigns may ring at somebody's phone; changed with a fresh proof. */
export const limitRoutes = (room: StaffRoom, limits: Limits): Hono => {
  const show = async (c: Context, signed: Signed, refused = false): Promise<Response> => {
    const view = { ...(await limits.see()), proved: signed.proved, refused }
    return room.send(c, limitsPage(room.frame(c), view), refused ? 400 : 200)
  }
  const routes = new Hono()
  routes.get(
    `/staff/${PLACE}`,
    guardedSession(room, 'settings.change', (c, signed) => show(c, signed)),
  )
  routes.post(
    `/staff/${PLACE}`,
    guardedSession(room, 'settings.change', async (c, signed) => {
      if (!signed.proved) return room.send(c, provePage(room.frame(c), PLACE), 403)
      const { hour, day, week } = await fieldsOf(c, ...SPANS)
      const saved = await limits.save(signed.staff, { hour: whole(hour), day: whole(day), week: whole(week) })
      return saved ? c.redirect(`/staff/${PLACE}`, 303) : show(c, signed, true)
    }),
  )
  return routes
}

const limitsPage = (frame: Frame, it: LimitsView & { proved: boolean; refused: boolean }): Html => {
  const { words } = frame
  const { ceilings, quietHours, hold } = it
  const clock = (minutes: number) =>
    `${`${Math.floor(minutes / 60)}`.padStart(2, '0')}:${`${minutes % 60}`.padStart(2, '0')}`
  return shell(
    frame,
    say(words, 'limits.title'),
    html`${alertOf(frame, it.refused ? 'limits.refused' : undefined)}<p>${say(words, 'limits.text')}</p>${
      it.proved
        ? html`<form class="fields" method="post" action="/staff/${PLACE}">${SPANS.map(
            span =>
              html`<p><label for="${span}">${say(words, `limits.${span}`)}</label><input id="${span}" name="${span}" type="number" inputmode="numeric" min="${BOUNDS[span].fewest}" max="${BOUNDS[span].most}" step="1" required value="${ceilings[span]}"></p>`,
          )}<p><button class="main">${say(words, 'limits.save')}</button></p></form>`
        : html`${proveForm(frame, PLACE)}<ul class="rows">${SPANS.map(
            span => html`<li><span>${say(words, `limits.${span}`)}</span><b>${ceilings[span]}</b></li>`,
          )}</ul>`
    }<h2>${say(words, 'limits.fixed')}</h2><ul class="rows"><li><span>${say(words, 'limits.quiet')}</span><b>${
      quietHours
        ? html`<bdi dir="ltr">${clock(quietHours.from)}–${clock(quietHours.to)}</bdi>`
        : say(words, 'limits.no_quiet')
    }</b></li><li><span>${say(words, 'limits.hold')}</span><b>${say(words, 'limits.minutes', { count: hold.usual })}</b></li><li><span>${say(words, 'limits.hold_emergency')}</span><b>${say(words, 'limits.minutes', { count: hold.emergency })}</b></li></ul><p class="soft">${say(words, 'limits.where')}</p>`,
    true,
  )
}

/** What is no whole number fits no bounds. */
const whole = (text: string): number => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN)
