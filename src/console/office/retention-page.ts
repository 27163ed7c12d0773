import { html } from 'hono/html'
import { FEWEST_DAYS, KEPT_STATUSES, type Keeping, MOST_DAYS } from '../../app/office/keeping.ts'
import { alertOf } from '../form.ts'
import { type Frame, type Html, say, shell } from '../page.ts'
import { proveForm } from '../prove.ts'

type View = Awaited<ReturnType<Keeping['see']>> & { proved: boolean; refused: boolean }

/** How long cases are kept in each status, and how many the next night erases. */
export const retentionPage = (frame: Frame, { days, due, proved, refused }: View): Html => {
  const { words } = frame
  const bounds = { fewest: FEWEST_DAYS, most: MOST_DAYS }
  return shell(
    frame,
    say(words, 'retention.title'),
    html`${refused ? html`<p class="alert" role="alert">${say(words, 'retention.refused', bounds)}</p>` : alertOf(frame, undefined)}<p>${say(words, 'retention.text')}</p><p><b>${say(words, 'retention.due', { count: due })}</b></p>${
      proved
        ? html`<form class="fields" method="post" action="/staff/settings/retention"><p class="soft" id="bounds">${say(words, 'retention.bounds', bounds)}</p>${KEPT_STATUSES.map(
            status =>
              html`<p><label for="${status}">${say(words, `status.${status}`)}</label><input id="${status}" name="${status}" type="number" inputmode="numeric" min="0" max="${MOST_DAYS}" step="1" required aria-describedby="bounds" value="${days.get(status) ?? 0}"></p>`,
          )}<p><button class="main">${say(words, 'retention.save')}</button></p></form>`
        : html`${proveForm(frame, 'settings/retention')}<ul class="rows">${KEPT_STATUSES.map(status => {
            const count = days.get(status) ?? 0
            return html`<li><span>${say(words, `status.${status}`)}</span><b>${count === 0 ? say(words, 'retention.never') : say(words, 'deadlines.days', { count })}</b></li>`
          })}</ul>`
    }`,
    true,
  )
}
