import { html } from 'hono/html'
import type { Glance, Glanced } from '../app/campaigns/glance.ts'
import type { QueueSheet } from '../app/queue.ts'
import { codedCampaign } from '../app/staff-chat/say.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { queueRows } from './queue-rows.ts'

type Wanted = { concern: string | undefined; campaigns?: boolean }
const goal = ({ concern, campaigns }: Wanted): string =>
  concern ? `/staff/case/${concern}` : campaigns ? '/staff/campaigns' : '/staff'

/** What Telegram opens: its script hands Telegram's word over. Without one, in a frame and outside of Telegram the link remains. */
export const appPage = (frame: Frame, script: string, wanted: Wanted): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'app.title'),
    html`<div data-enter="/staff/app${wanted.campaigns ? '?see=campaigns' : ''}" data-working="${say(words, 'app.working')}" data-framed="${say(words, 'app.framed')}" data-outside="${say(words, 'app.outside')}" data-refused="${say(words, 'app.refused')}" data-failed="${say(words, 'script.failed')}"><p role="status"></p><p><a class="door" href="${goal(wanted)}" target="_blank" rel="noopener noreferrer">${say(words, 'app.browser')}</a></p></div><script type="module" src="${script}"></script>`,
  )
}

/** Coded fields. Each row leads to its case, and there to the sign-in: Telegram's word opens nothing. */
export const appQueuePage = (
  frame: Frame,
  sheet: QueueSheet,
  { concern, glance }: { concern: string | undefined; glance: Glance | undefined },
): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'queue.title'),
    html`<p class="soft">${say(words, 'app.coded')}</p>${
      concern ? html`<p><a class="door" href="${goal({ concern })}">${say(words, 'app.open')}</a></p>` : ''
    }${sheet.rows.length === 0 ? html`<p>${say(words, 'queue.empty')}</p>` : queueRows(frame, sheet.rows, false)}${glance ? glanced(frame, glance) : ''}<p><a class="door" href="/staff">${say(words, 'app.console')}</a></p>`,
  )
}

/** Campaigns under way. Each leads to its page on the console, where one shows who one is before anything is signed or stopped. */
const glanced = (frame: Frame, { stopped, campaigns }: Glance): Html => {
  const { words } = frame
  return html`<h2 id="campaigns">${say(words, 'campaigns.title')}</h2>${
    stopped ? html`<p class="alert">${words.text('staff.campaigns.stopped')}</p>` : ''
  }${
    campaigns.length === 0
      ? html`<p>${words.text('staff.campaigns.none')}</p>`
      : html`<ul class="rows">${campaigns.map((it, at) => glancedRow(frame, { ...it, number: at + 1 }))}</ul>`
  }<p class="soft">${words.text('staff.campaigns.hint')}</p>`
}

const glancedRow = ({ words }: Frame, it: Glanced & { number: number }): Html => {
  const text = (_: string, key: string, values?: Record<string, string | number>) => words.text(key, values)
  const [page, label] = it.signed ? [`approve?sheet=${it.signed.sheet}`, 'open_signing'] : ['progress', 'open_campaign']
  return html`<li><span>${codedCampaign({ words: { text } }, words.tag, it)}</span><a class="door" href="/staff/campaigns/${it.id}/${page}">${words.text(`staff.${label}`, { number: it.number })}</a></li>`
}
