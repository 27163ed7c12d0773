import { html } from 'hono/html'
import type { Leaving, RetireRefusal } from '../app/keyring/index.ts'
import type { Signed } from '../app/staff/index.ts'
import { alertOf } from './form.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { proveForm } from './prove.ts'
import type { ConsoleWords } from './words.ts'

type LeavingView = { signed: Signed; leaving: Leaving & { key: { id: string; name: string } }; refused?: RetireRefusal }

/** What a key takes with it, and what its holder may have kept, before it is retired. */
export const leavingPage = (frame: Frame, { signed, leaving, refused }: LeavingView): Html => {
  const { words } = frame
  const { key } = leaving
  return shell(
    frame,
    say(words, 'leaving.title', { name: key.name }),
    html`${alertOf(frame, refused === 'unconfirmed' ? 'leaving.unconfirmed' : undefined)}<p>${say(
      words,
      'leaving.what',
      {
        name: key.name,
      },
    )}</p><p>${say(words, 'leaving.copied')}</p>${
      leaving.openNone > 0
        ? html`<p class="alert" role="alert">${say(words, 'leaving.open_none', { count: leaving.openNone })}</p><p>${say(words, 'leaving.instead')}</p>`
        : signed.proved
          ? html`<form class="stack" method="post" action="/staff/keys/${key.id}/retire">${confirming(words, leaving)}<button class="main">${say(words, 'leaving.button', { name: key.name })}</button></form>`
          : proveForm(frame, 'keys')
    }<p><a class="door" href="/staff/keys">${say(words, 'leaving.back')}</a></p>`,
    true,
  )
}

/** What it costs, and a tick for it. Nothing to confirm: nothing is asked. */
export const confirming = (words: ConsoleWords, leaving: Leaving): Html | '' => {
  const costs = costsOf(words, leaving)
  return costs.length === 0
    ? ''
    : html`<ul>${costs.map(cost => html`<li>${cost}</li>`)}</ul><p class="tick"><input type="checkbox" id="confirmed" name="confirmed" value="yes" required><label for="confirmed">${say(words, 'leaving.confirm')}</label></p>`
}

const costsOf = (words: ConsoleWords, { openOne, closedNone, closes }: Leaving): string[] => [
  ...(openOne > 0 ? [say(words, 'leaving.open_one', { count: openOne })] : []),
  ...(closedNone > 0 ? [say(words, 'leaving.closed_none', { count: closedNone })] : []),
  ...(closes ? [say(words, 'leaving.closes')] : []),
]
