import { html } from 'hono/html'
import type { ReadyView } from '../../../app/campaigns/approval/index.ts'
import { moment } from '../../dates.ts'
import { alertOf } from '../../form.ts'
import { type Frame, type Html, say, shell } from '../../page.ts'
import { proveForm } from '../../prove.ts'
import { areaName } from '../../queue-rows.ts'
import { sheetView } from './sheet-view.ts'

/** Two taps: the area, and yes. */
export const launchPage = (
  frame: Frame,
  assets: string,
  it: { ready: ReadyView; proved: boolean; now: number; refused?: string | undefined },
): Html => {
  const { words } = frame
  const { ready, proved, now, refused } = it
  const { campaign, sheet, from, chosen, example, corrected } = ready
  const path = `/staff/campaigns/${campaign.id}/launch`
  const choose = html`<p>${say(words, 'launch.where')}</p><ul class="rows">${sheet.audience.areas.map(
    code => html`<li><a class="door" href="${path}?area=${code}">${areaName(words, code)}</a></li>`,
  )}</ul>`
  const confirm = (code: string) =>
    html`<p>${say(words, 'launch.about', { area: areaName(words, code) })}</p><form class="fields" method="post" action="${path}"><input type="hidden" name="area" value="${code}"><p><button class="main">${say(words, 'launch.button', { area: areaName(words, code) })}</button></p></form><p><a class="door" href="${path}">${say(words, 'launch.other')}</a></p>`
  return shell(
    frame,
    say(words, 'launch.title'),
    html`<link rel="stylesheet" href="${assets}/campaigns/approve.css">${alertOf(frame, refused)}<p><b><bdi>${campaign.title}</bdi></b></p>${
      now < from
        ? html`<p>${say(words, 'approve.hold')} ${moment(from)}</p>`
        : proved
          ? chosen === undefined
            ? choose
            : confirm(chosen)
          : proveForm(frame, `campaigns/${campaign.id}/launch`)
    }${
      corrected
        ? html`<section><h2>${say(words, 'launch.corrected')}</h2><p>${say(words, 'launch.corrected_about')}</p>${sheetView(words, corrected.sheet, { example: corrected.example, next: [] })}</section>`
        : ''
    }<section><h2>${say(words, corrected ? 'launch.before' : 'approve.what')}</h2>${sheetView(words, sheet, { example, next: [] })}</section>`,
    true,
  )
}
