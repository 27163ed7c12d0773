import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Drafts, Listed } from '../../app/campaigns/drafts/index.ts'
import { READY_MADE, type ReadyMade } from '../../app/campaigns/drafts/ready-made.ts'
import { LONGEST_TITLE } from '../../app/campaigns/drafts/title.ts'
import { KINDS, type Kind, STATES } from '../../app/campaigns/sheets.ts'
import { may, type Staff } from '../../app/staff.ts'
import { dayTag } from '../dates.ts'
import { alertOf, fieldsOf } from '../form.ts'
import { type Frame, type Html, say, shell } from '../page.ts'
import { guarded, type StaffRoom } from '../room.ts'

/** All campaigns, and the way to a new one. */
export const listRoutes = (room: StaffRoom, drafts: Drafts): Hono => {
  const show = async (c: Context, me: Staff, refused?: string) =>
    room.send(c, listPage(room.frame(c), await drafts.list(), me, refused), refused ? 400 : 200)
  const routes = new Hono()
  routes.get(
    '/staff/campaigns',
    guarded(room, 'campaign.see', (c, me) => show(c, me)),
  )
  routes.post(
    '/staff/campaigns',
    guarded(room, 'campaign.write', async (c, me) => {
      const { kind, title } = await fieldsOf(c, 'kind', 'title')
      const id = await drafts.begin(me, { from: kind, title })
      return id ? c.redirect(`/staff/campaigns/${id}`, 303) : show(c, me, 'campaigns.refused.title')
    }),
  )
  return routes
}

const listPage = (frame: Frame, all: Listed[], me: Staff, refused: string | undefined): Html => {
  const { words } = frame
  const groups = STATES.map(state => ({ state, some: all.filter(it => it.state === state) }))
  return shell(
    frame,
    say(words, 'campaigns.title'),
    html`${alertOf(frame, refused)}<p>${say(words, 'campaigns.text')}</p>${may(me, 'campaign.write') ? beginForm(frame, all) : ''}${
      all.length === 0 ? html`<p>${say(words, 'campaigns.none')}</p>` : ''
    }${groups
      .filter(({ some }) => some.length > 0)
      .map(
        ({ state, some }) =>
          html`<section><h2>${say(words, `campaigns.state.${state}`)}</h2><ul class="rows">${some.map(it => row(frame, it))}</ul></section>`,
      )}`,
    true,
  )
}

const row = ({ words }: Frame, it: Listed): Html =>
  html`<li><span><a class="door" href="/staff/campaigns/${it.id}"><bdi>${it.title}</bdi></a>${it.demo ? html` <b class="mark">${say(words, 'campaigns.demo')}</b>` : ''}</span><span class="soft">${kindName(words, it.kind)} · <bdi>${it.who ?? say(words, 'campaigns.gone')}</bdi> · ${dayTag(words, it.day)}</span></li>`

export const kindName = (words: Frame['words'], kind: Kind): string => say(words, `campaigns.kind.${kind}`)

const beginForm = ({ words }: Frame, all: Listed[]): Html => {
  const own = all.filter(({ state }) => state === 'template')
  const made = ({ name }: ReadyMade) => say(words, `campaigns.made.${name}`)
  return html`<details class="filters"><summary>${say(words, 'campaigns.begin')}</summary><form class="fields" method="post" action="/staff/campaigns"><p><label for="title">${say(words, 'campaigns.name')}</label><input id="title" name="title" dir="auto" maxlength="${LONGEST_TITLE}" required aria-describedby="name-hint"></p><p class="soft" id="name-hint">${say(words, 'campaigns.name_hint')}</p><p><label for="kind">${say(words, 'campaigns.kind_label')}</label><select id="kind" name="kind"><optgroup label="${say(words, 'campaigns.empty')}">${KINDS.map(
    kind => html`<option value="${kind}">${kindName(words, kind)}</option>`,
  )}</optgroup><optgroup label="${say(words, 'campaigns.ours')}">${READY_MADE.map(it => html`<option value="made:${it.name}">${made(it)}</option>`)}</optgroup>${
    own.length > 0
      ? html`<optgroup label="${say(words, 'campaigns.state.template')}">${own.map(it => html`<option value="${it.id}">${it.title}</option>`)}</optgroup>`
      : ''
  }</select></p><p><button class="main">${say(words, 'campaigns.begin_button')}</button></p></form></details>`
}
