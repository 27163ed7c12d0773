import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { type Demand, type DemandRefusal, type Demands, LONGEST_DEMAND } from '../../app/office/demands.ts'
import type { Staff } from '../../app/staff.ts'
import { alertOf, fieldsOf } from '../form.ts'
import { type Frame, type Html, say, shell } from '../page.ts'
import { guarded, type StaffRoom } from '../room.ts'

/** The group's list of demands. */
export const demandRoutes = (room: StaffRoom, demands: Demands): Hono => {
  const show = async (c: Context, refused?: DemandRefusal) =>
    room.send(c, demandsPage(room.frame(c), await demands.all(), refused), refused ? 400 : 200)
  const routes = new Hono()
  routes.get(
    '/staff/settings/demands',
    guarded(room, 'demands.change', c => show(c)),
  )
  routes.post(
    '/staff/settings/demands',
    guarded(room, 'demands.change', async (c: Context, me: Staff) => {
      const { id, text, active } = await fieldsOf(c, 'id', 'text', 'active')
      const refused = await demands.save(me, { id: id || undefined, text, active: active !== '0' })
      return refused ? show(c, refused) : c.redirect('/staff/settings/demands', 303)
    }),
  )
  return routes
}

const demandsPage = (frame: Frame, all: Demand[], refused: DemandRefusal | undefined): Html => {
  const { words } = frame
  const field = (id: string, text: string): Html =>
    html`<p><label for="text-${id}">${say(words, 'demands.text')}</label><input id="text-${id}" name="text" dir="auto" maxlength="${LONGEST_DEMAND}" required value="${text}"></p>`
  return shell(
    frame,
    say(words, 'demands.title'),
    html`${alertOf(frame, refused && `demands.refused.${refused}`)}<p>${say(words, 'demands.hint')}</p><form class="fields" method="post" action="/staff/settings/demands">${field('new', '')}<p><button class="main">${say(words, 'demands.add')}</button></p></form>${
      all.length === 0
        ? ''
        : html`<ul class="rows">${all.map(
            it =>
              html`<li><span><bdi>${it.text}</bdi>${it.active ? '' : html` <b class="mark">${say(words, 'demands.resting')}</b>`}</span><details><summary>${say(words, 'demands.change')}<span class="quiet"> ${it.text}</span></summary><form class="fields" method="post" action="/staff/settings/demands"><input type="hidden" name="id" value="${it.id}">${field(it.id, it.text)}<p><button name="active" value="1">${say(words, 'demands.save')}</button> <button class="plain" name="active" value="0">${say(words, 'demands.rest')}</button></p></form></details></li>`,
          )}</ul>`
    }`,
    true,
  )
}
