import { html } from 'hono/html'
import type { SignerView, SigningView } from '../../../app/campaigns/signing/index.ts'
import type { Signed } from '../../../app/staff/index.ts'
import { may } from '../../../app/staff.ts'
import { dayOf } from '../../dates.ts'
import { alertOf, passphraseField } from '../../form.ts'
import { type Frame, type Html, say, shell } from '../../page.ts'
import { proveForm } from '../../prove.ts'

/** `ended`: single approval ended just now, because a second one can sign. */
type View = SigningView & { signed: Signed; ended: boolean }

const SCRIPT_WORDS = [
  'differ',
  'form',
  'has-key',
  'not-yours',
  'nothing',
  'offline',
  'opening',
  'prove',
  'refused',
  'rewrapped',
  'short',
  'signed-out',
  'wrong',
]

/** Who can sign, one's own key, and whether one signature is enough. Signing needs a script; retiring and switching do not. */
export const signingPage = (frame: Frame, assets: string, view: View): Html => {
  const { words } = frame
  const { signers, mine, signed, instance } = view
  const texts = Object.fromEntries(SCRIPT_WORDS.map(key => [key, say(words, `signing.script.${key}`)]))
  return shell(
    frame,
    say(words, 'signing.title'),
    html`<link rel="stylesheet" href="${assets}/keys/keys.css">${alertOf(frame, view.ended ? 'signing.single.ended' : undefined)}<p>${say(
      words,
      'signing.about',
    )}</p>${signed.proved ? '' : proveForm(frame, 'signing')}<section id="signing" data-instance="${instance}" data-staff="${signed.staff.id}" data-words="${JSON.stringify(texts)}"><h2>${say(words, 'signing.own')}</h2><p>${say(
      words,
      `signing.mine.${mine?.state === 'active' ? 'active' : mine ? 'waits' : signers.length === 0 ? 'first' : 'none'}`,
    )}</p>${mine?.state === 'waits' && view.able === 0 ? html`<p class="alert">${say(words, 'signing.stuck')}</p>` : ''}<p id="scriptless">${say(words, 'signing.script_needed')}</p>${mine || !signed.proved ? '' : making(frame)}<p id="told" role="status"></p>${
      mine && signed.proved ? changing(frame) : ''
    }<h2>${say(words, 'signing.all')}</h2>${signers.length === 0 ? html`<p>${say(words, 'signing.nobody')}</p>` : ''}<ul class="keyring">${signers.map(
      it => row(frame, view, it),
    )}</ul></section>${single(frame, view)}<script type="module" src="${assets}/campaigns/signing.js"></script>`,
    true,
  )
}

const making = (frame: Frame): Html =>
  html`<form class="fields" id="make" data-script hidden><p class="soft">${say(frame.words, 'signing.make_about')}</p>${passphraseField(frame, 'passphrase', 'new')}${passphraseField(frame, 'again', 'new')}<p><button class="main">${say(frame.words, 'signing.make')}</button></p></form>`

const changing = ({ words }: Frame): Html => {
  const field = (id: string, kind: string) =>
    html`<p><label for="${id}">${say(words, `keys.field.${id}`)}</label><input id="${id}" type="password" autocomplete="${kind}-password" required></p>`
  return html`<details id="changing" data-script hidden><summary>${say(words, 'keys.change')}</summary><form class="fields" id="change">${field('old', 'current')}${field('new', 'new')}${field('once-more', 'new')}<p><button>${say(words, 'keys.change_button')}</button></p></form></details>`
}

const row = (frame: Frame, view: View, it: SignerView): Html => {
  const { words } = frame
  const { mine, signed } = view
  const isMine = it.id === mine?.id
  return html`<li data-signer="${it.id}" data-of="${it.staff}" data-public="${Buffer.from(it.publicKey).toString('base64url')}"><p><b dir="auto">${it.name}</b> <span class="mark">${say(words, `signing.state.${it.state}`)}</span>${
    isMine ? html` <span class="mark">${say(words, 'people.you')}</span>` : ''
  }</p><dl class="facts"><dt>${say(words, 'keys.since')}</dt><dd>${dayOf(words, it.since)}</dd><dt>${say(
    words,
    'keys.fingerprint',
  )}</dt><dd><bdi dir="ltr" data-print>${it.fingerprint}</bdi></dd></dl>${
    signed.proved && !isMine && it.state === 'waits' && mine?.state === 'active' ? vouching(frame, it) : ''
  }${signed.proved && it.retires ? retiring(frame, it) : ''}</li>`
}

const vouching = ({ words }: Frame, it: SignerView): Html =>
  html`<form class="fields" data-vouch data-script hidden><p class="soft">${say(words, 'signing.compare', { name: it.name })}</p><p><label for="own-${it.id}">${say(words, 'signing.passphrase')}</label><input id="own-${it.id}" type="password" autocomplete="current-password" required></p><p><button class="second">${say(words, 'signing.vouch')}<span class="quiet"> ${it.name}</span></button></p><p role="status"></p></form>`

const retiring = ({ words }: Frame, it: SignerView): Html =>
  html`<details><summary>${say(words, 'signing.retire')}<span class="quiet"> ${it.name}</span></summary><form class="fields" method="post" action="/staff/signing/${it.id}/retire"><p>${say(words, 'signing.retire_about')}</p><p><label><input type="checkbox" name="sure" value="yes" required> ${say(words, 'signing.retire_sure')}</label></p><p><button>${say(words, 'signing.retire_button')}<span class="quiet"> ${it.name}</span></button></p></form></details>`

/** For a group in which one person signs; for who runs it. */
const single = ({ words }: Frame, { single, able, signed }: View): Html => {
  if (!may(signed.staff, 'staff.manage')) return html``
  const form = (on: 'yes' | 'no', key: string, kind: string) =>
    html`<form class="fields" method="post" action="/staff/signing/single"><p><button class="${kind}" name="on" value="${on}">${say(words, key)}</button></p></form>`
  const can = !single && able === 1
  return html`<section><h2>${say(words, 'signing.single.title')}</h2><p>${say(
    words,
    `signing.single.${single ? 'is_on' : can ? 'about' : able === 0 ? 'none' : 'many'}`,
  )}</p>${!signed.proved ? '' : single ? form('no', 'signing.single.off', 'main') : can ? form('yes', 'signing.single.on', 'plain') : ''}</section>`
}
