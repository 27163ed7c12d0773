import { html } from 'hono/html'
import type { Leaving, LeavingKey } from '../app/keyring/index.ts'
import { alertOf } from './form.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { proveForm } from './prove.ts'
import type { ConsoleWords } from './words.ts'

type LeavingView = {
  leaving: LeavingKey
  proved: boolean
  /** Why it was not done when it was tried. */
  why?: 'unread' | 'unconfirmed'
  /** Where the yes is sent. `who`: a member who is removed together with the key. */
  to: { action: string; back: 'keys' | 'people'; who?: string }
}

/** What a key takes with it, and what its holder may have kept, before it is retired. */
export const leavingPage = (frame: Frame, { leaving, proved, why, to }: LeavingView): Html => {
  const { words } = frame
  const { name } = leaving.key
  const done = to.who ? 'leaving.remove' : 'leaving.button'
  return shell(
    frame,
    say(words, 'leaving.title', { name }),
    html`${alertOf(frame, why === 'unconfirmed' ? 'leaving.unconfirmed' : undefined)}<p>${say(words, 'leaving.what', { name })}</p><p>${say(
      words,
      'leaving.copied',
    )}</p>${
      leaving.openNone > 0
        ? html`<p class="alert" role="alert">${say(words, 'leaving.open_none', { count: leaving.openNone })}</p><p>${say(words, 'leaving.instead')}</p>`
        : proved
          ? html`<form class="stack" method="post" action="${to.action}">${to.who ? html`<input type="hidden" name="who" value="${to.who}">` : ''}${confirming(words, leaving)}<button class="main">${say(words, done, { name })}</button></form>`
          : proveForm(frame, to.back)
    }<p><a class="door" href="/staff/${to.back}">${say(words, `leaving.back_${to.back}`)}</a></p>`,
    true,
  )
}

/** What it costs, and a tick for it. Nothing to confirm: nothing is asked. */
const confirming = (words: ConsoleWords, leaving: Leaving): Html | '' => {
  const costs = costsOf(words, leaving)
  return costs.length === 0
    ? ''
    : html`<ul>${costs.map(cost => html`<li>${cost}</li>`)}</ul><p class="pair"><input type="checkbox" id="confirmed" name="confirmed" value="yes" required><label for="confirmed">${say(words, 'leaving.confirm')}</label></p>`
}

const costsOf = (words: ConsoleWords, { openOne, closedNone, closes }: Leaving): string[] => [
  ...(openOne > 0 ? [say(words, 'leaving.open_one', { count: openOne })] : []),
  ...(closedNone > 0 ? [say(words, 'leaving.closed_none', { count: closedNone })] : []),
  ...(closes ? [say(words, 'leaving.closes')] : []),
]
