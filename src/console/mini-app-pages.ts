import { html } from 'hono/html'
import type { QueueSheet } from '../app/queue.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { queueRows } from './queue-rows.ts'

const goal = (concern: string | undefined): string => (concern ? `/staff/case/${concern}` : '/staff')

/** What Telegram opens: its script hands Telegram's word over. Without one, in a frame and outside of Telegram the link remains. */
export const appPage = (frame: Frame, script: string, concern: string | undefined): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'app.title'),
    html`<div data-enter="/staff/app" data-working="${say(words, 'app.working')}" data-framed="${say(words, 'app.framed')}" data-outside="${say(words, 'app.outside')}" data-refused="${say(words, 'app.refused')}" data-failed="${say(words, 'script.failed')}"><p role="status"></p><p><a class="door" href="${goal(concern)}" target="_blank" rel="noopener noreferrer">${say(words, 'app.browser')}</a></p></div><script type="module" src="${script}"></script>`,
  )
}

/** Coded fields. Each row leads to its case, and there to the sign-in: Telegram's word opens nothing. */
export const appQueuePage = (frame: Frame, sheet: QueueSheet, concern: string | undefined): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'queue.title'),
    html`<p class="soft">${say(words, 'app.coded')}</p>${
      concern ? html`<p><a class="door" href="${goal(concern)}">${say(words, 'app.open')}</a></p>` : ''
    }${sheet.rows.length === 0 ? html`<p>${say(words, 'queue.empty')}</p>` : queueRows(frame, sheet.rows, false)}<p><a class="door" href="/staff">${say(words, 'app.console')}</a></p>`,
  )
}
