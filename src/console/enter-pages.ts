import { html } from 'hono/html'
import type { Staff } from '../app/staff.ts'
import type { Assets } from './assets.ts'
import { alertOf, codeField, nameField, passphraseField, scriptTexts } from './form.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { passkeyForm } from './passkey-form.ts'

/** One button for each of the demo's people. */
export const demoPage = (frame: Frame, staff: readonly Staff[]): Html =>
  shell(
    frame,
    say(frame.words, 'enter.title'),
    html`<p>${say(frame.words, 'enter.demo')}</p><form method="post" action="/staff/enter/demo">${staff.map(
      ({ id, name }) =>
        html`<p><button class="main" name="as" value="${id}">${say(frame.words, 'enter.as', { name })}</button></p>`,
    )}</form><p><a class="door" href="/staff/enter">${say(frame.words, 'enter.account')}</a></p>`,
  )

/** Name, passphrase, code; without a script the sign-in key stands for the passphrase. */
export const enterPage = (
  frame: Frame,
  assets: Assets,
  it: { name?: string; trouble?: 'wrong' | 'passkey' | 'wait'; seconds?: number } = {},
): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'enter.title'),
    html`${alertOf(frame, it.trouble && `enter.${it.trouble}`, { count: it.seconds ?? 0 })}${passkeyForm(frame, {
      action: '/staff/enter/passkey',
      options: '/staff/enter/passkey/options',
      button: say(words, 'passkey.enter'),
      kind: 'any',
    })}<form class="fields" method="post" action="/staff/enter" data-sodium="${assets.sodium}" data-salt="/staff/salt" ${scriptTexts(frame)}>${nameField(
      frame,
      it.name ?? '',
      'username',
    )}<div data-script hidden>${passphraseField(frame, 'passphrase', 'current')}</div><details open><summary>${say(words, 'enter.by_key')}</summary><p><label for="key">${say(words, 'field.key')}</label><input id="key" name="key" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="60"></p></details>${codeField(
      frame,
    )}<p role="status"></p><p><button class="main">${say(words, 'enter.button')}</button></p></form>${
      frame.demo ? html`<p><a class="door" href="/staff/enter/demo">${say(words, 'enter.demo_people')}</a></p>` : ''
    }<script defer src="${assets.script}"></script>`,
  )
}
