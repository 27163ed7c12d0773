import { html } from 'hono/html'
import type { Results } from '../../../app/campaigns/course/index.ts'
import { LONGEST_TO } from '../../../app/campaigns/course/index.ts'
import { may, type Staff } from '../../../app/staff.ts'
import { dayTag } from '../../dates.ts'
import { type Frame, type Html, say } from '../../page.ts'
import { areaName } from '../../queue-rows.ts'
import type { ConsoleWords } from '../../words.ts'
import { figure } from './bars.ts'

/** Signatures on paper: typed in by one of the staff, seen by another one. */
export const paperBox = (frame: Frame, { it, me, areas }: { it: Results; me: Staff; areas: string[] }): Html => {
  const { words } = frame
  const place = `/staff/campaigns/${it.campaign.id}/paper`
  return html`<section><h2>${say(words, 'course.paper.title')}</h2><p>${say(words, 'course.paper.text')}</p>${
    it.paper.length === 0
      ? ''
      : html`<ul class="rows">${it.paper.map(
          row =>
            html`<li><span><b>${signed(row.n)}</b> ${row.area ? areaName(words, row.area) : say(words, 'course.no_area')} · ${dayTag(words, row.day)}<br><span class="soft">${say(words, 'course.paper.by')} ${name(words, row.by)}${
              row.witness
                ? html` · ${say(words, 'course.paper.seen_by')} ${name(words, row.seenBy)}`
                : html` · <b class="late">${say(words, 'course.paper.unseen')}</b>`
            }</span></span>${row.witness ? '' : witnessForm(words, place, row, me)}</li>`,
        )}</ul>`
  }${
    may(me, 'campaign.write')
      ? html`<form class="fields" method="post" action="${place}"><p><label for="paper-n">${say(words, 'course.paper.n')}</label><input id="paper-n" name="n" type="number" inputmode="numeric" step="1" min="-1000000" max="1000000" required aria-describedby="paper-hint"></p><p class="soft" id="paper-hint">${say(words, 'course.paper.hint')}</p><p><label for="paper-area">${say(words, 'course.area')}</label><select id="paper-area" name="area"><option value="">${say(words, 'course.no_area')}</option>${areas.map(
          code => html`<option value="${code}">${areaName(words, code)}</option>`,
        )}</select></p><p><button class="second">${say(words, 'course.paper.add')}</button></p></form>`
      : ''
  }</section>`
}

const signed = (n: number): string => (n < 0 ? `−${figure(-n)}` : figure(n))
const name = (words: ConsoleWords, who: string | undefined): Html =>
  html`<bdi>${who ?? say(words, 'campaigns.gone')}</bdi>`

/** Whoever typed it in takes it back; anybody else has seen the sheets. */
const witnessForm = (words: ConsoleWords, place: string, row: Results['paper'][number], me: Staff): Html => {
  const button = (value: string, key: string, kind: string) =>
    html`<button class="${kind}" name="do" value="${value}">${say(words, key)}<span class="quiet"> ${signed(row.n)}</span></button>`
  return html`<form class="row" method="post" action="${place}/seen"><input type="hidden" name="number" value="${row.number}">${
    row.staff === me.id ? '' : button('seen', 'course.paper.seen', 'second')
  }${may(me, 'campaign.write') ? button('remove', 'course.paper.remove', 'plain') : ''}</form>`
}

/** To whom the signatures were handed over. */
export const handoverBox = (frame: Frame, { it, me, today }: { it: Results; me: Staff; today: string }): Html => {
  const { words } = frame
  const all = (it.signed?.chat ?? 0) + (it.signed?.paper ?? 0)
  return html`<section><h2>${say(words, 'course.handover.title')}</h2>${it.handovers.length === 0 ? html`<p>${say(words, 'course.handover.none')}</p>` : handoverList(words, it)}${
    may(me, 'campaign.write')
      ? html`<form class="fields" method="post" action="/staff/campaigns/${it.campaign.id}/handovers"><p><label for="to">${say(words, 'course.handover.to')}</label><input id="to" name="to" dir="auto" maxlength="${LONGEST_TO}" required aria-describedby="to-hint"></p><p class="soft" id="to-hint">${say(words, 'course.handover.hint')}</p><p><label for="day">${say(words, 'course.handover.day')}</label><input id="day" name="day" type="date" max="${today}" value="${today}" required></p><p><label for="n">${say(words, 'course.handover.n')}</label><input id="n" name="n" type="number" inputmode="numeric" min="1" step="1" value="${all > 0 ? all : ''}" required></p><p><button class="second">${say(words, 'course.handover.add')}</button></p></form>`
      : ''
  }</section>`
}

export const handoverList = (words: ConsoleWords, { handovers }: Results): Html =>
  html`<ul class="rows">${handovers.map(
    row =>
      html`<li><span>${dayTag(words, row.day)} · <bdi>${row.to}</bdi><br><span class="soft">${say(words, 'course.handover.by')} ${name(words, row.by)}</span></span><b>${figure(row.n)}</b></li>`,
  )}</ul>`
