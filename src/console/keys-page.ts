import { html } from 'hono/html'
import { DEMO_PASSPHRASE } from '../app/demo.ts'
import type { KeysView, KeyView, KitView } from '../app/keyring/index.ts'
import type { Signed } from '../app/staff/index.ts'
import { may } from '../app/staff.ts'
import { dayOf } from './dates.ts'
import { alertOf, passphraseField } from './form.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { proveForm } from './prove.ts'
import type { ConsoleWords } from './words.ts'

type View = KeysView & { signed: Signed }

/** What the script says. */
const SCRIPT_WORDS = [
  'changed',
  'damaged',
  'differ',
  'failed',
  'form',
  'given',
  'giving',
  'has-key',
  'idle',
  'kept',
  'locked',
  'not-yours',
  'nothing',
  'offline',
  'open',
  'opening',
  'prove',
  'refused',
  'rewrapped',
  'short',
  'signed-out',
  'wrong',
]

/** Where the script puts its figures. */
const COUNTS = { given: '#1', all: '#2' }

/** All keys; one's own is made, opened and given a new passphrase here, in the browser. Retiring needs no script. */
export const keysPage = (frame: Frame, assets: string, view: View): Html => {
  const { words } = frame
  const { keys, mine, closed, signed } = view
  const own = keys.find(({ id }) => id === mine)
  const texts = Object.fromEntries(SCRIPT_WORDS.map(key => [key, say(words, `keys.script.${key}`, COUNTS)]))
  return shell(
    frame,
    say(words, 'keys.title'),
    html`<link rel="stylesheet" href="${assets}/keys/keys.css">${alertOf(frame, closed && `keys.closed.${closed}`)}<p>${say(
      words,
      'keys.about',
    )}</p>${signed.proved ? '' : proveForm(frame, 'keys')}<section id="keys" data-as="${own?.state === 'active' ? own.id : ''}" data-public="${own ? text(own.publicKey) : ''}" data-words="${JSON.stringify(texts)}"><h2>${say(
      words,
      'keys.own',
    )}</h2>${own ? opening(frame, own) : html`<p>${say(words, 'keys.none')}</p>`}<p id="scriptless">${say(
      words,
      'keys.script_needed',
    )}</p>${own || !signed.proved ? '' : making(frame)}<p id="told" role="status"></p>${
      own && signed.proved ? changing(frame) : ''
    }</section><h2>${say(words, 'keys.all')}</h2><ul class="keyring">${keys.map(key => row(words, view, key))}${view.kits.map(
      kit => kitRow(words, view, kit),
    )}</ul><p><a class="door" href="/staff/keys/paper">${say(words, 'paper.title')}</a></p><p><a class="door" href="/staff/keys/recover">${say(
      words,
      'recover.title',
    )}</a></p><p><a class="door" href="/staff/help/keys">${say(words, 'help.link')}</a></p><script type="module" src="${assets}/keys/keys.js"></script>`,
    true,
  )
}

const opening = ({ words, demo }: Frame, own: KeyView): Html =>
  html`<p>${say(words, own.state === 'waits' ? 'keys.you_wait' : 'keys.you_hold')}</p><form class="stack" id="unlock" hidden>${demo ? html`<p class="soft">${say(words, 'case.demo', { passphrase: DEMO_PASSPHRASE })}</p>` : ''}<label for="passphrase">${say(words, 'case.passphrase')}</label><input type="password" id="passphrase" autocomplete="current-password" required><button class="main">${say(words, 'keys.unlock')}</button></form><div id="opened" class="row" hidden><button type="button" class="second" id="prove">${say(words, 'keys.prove')}</button><button type="button" class="plain" id="lock">${say(words, 'case.lock')}</button></div>`

const making = (frame: Frame): Html =>
  html`<form class="fields" id="make" hidden><p class="soft">${say(frame.words, 'keys.make_about')}</p>${passphraseField(frame, 'passphrase', 'new')}${passphraseField(frame, 'again', 'new')}<p><button class="main">${say(frame.words, 'keys.make')}</button></p></form>`

const changing = ({ words }: Frame): Html => {
  const field = (id: string, kind: string) =>
    html`<p><label for="${id}">${say(words, `keys.field.${id}`)}</label><input id="${id}" type="password" autocomplete="${kind}-password" required></p>`
  return html`<details id="changing" hidden><summary>${say(words, 'keys.change')}</summary><form class="fields" id="change">${field('old', 'current')}${field('new', 'new')}${field('once-more', 'new')}<p><button>${say(words, 'keys.change_button')}</button></p></form></details>`
}

const row = (words: ConsoleWords, view: View, key: KeyView): Html => {
  const { signed, mine, open } = view
  const day = (it: string | null | undefined) => (it ? dayOf(words, it) : say(words, 'keys.never'))
  const retires = key.id === mine || may(signed.staff, 'staff.manage')
  return html`<li data-key="${key.id}" data-public="${text(key.publicKey)}"><p><b>${key.name}</b> <span class="mark">${say(words, `keys.state.${key.state}`)}</span>${
    key.id === mine ? html` <span class="mark">${say(words, 'people.you')}</span>` : ''
  }</p><dl class="facts"><dt>${say(words, 'keys.since')}</dt><dd>${day(key.since)}</dd>${
    key.demo
      ? ''
      : html`<dt>${say(words, 'keys.drilled')}</dt><dd${key.id === mine ? html` id="drilled"` : ''}${key.drill.state === 'over' ? html` class="late"` : ''}>${
          key.drilled
            ? say(words, `keys.drill.${key.drill.state}`, { day: day(key.drilled), until: day(key.drill.until) })
            : day(null)
        }</dd>`
  }<dt>${say(words, 'keys.reads')}</dt><dd>${say(words, 'keys.of', { count: key.reads, all: open })}</dd>${fingerprint(words)}</dl>${giving(words, view, key)}${
    retires
      ? html`<p><a class="door" href="/staff/keys/${key.id}/retire">${say(words, 'keys.retire')}<span class="quiet"> ${key.name}</span></a></p>`
      : ''
  }</li>`
}

const kitRow = (words: ConsoleWords, view: View, kit: KitView): Html =>
  html`<li data-key="${kit.id}" data-public="${text(kit.publicKey)}"><p><b>${say(words, 'keys.recovery')}</b> <span class="mark">${say(words, `keys.state.${kit.state}`)}</span></p><dl class="facts"><dt>${say(words, 'keys.since')}</dt><dd>${
    kit.since ? dayOf(words, kit.since) : say(words, 'keys.never')
  }</dd><dt>${say(words, 'keys.reads')}</dt><dd>${say(words, 'keys.of', { count: kit.reads, all: view.open })}</dd><dt>${say(
    words,
    'keys.fingerprint',
  )}</dt><dd><bdi dir="ltr">${kit.fingerprint}</bdi></dd></dl>${giving(words, view, { ...kit, name: say(words, 'keys.recovery') }, 'compare_kit')}</li>`

const fingerprint = (words: ConsoleWords): Html =>
  html`<dt data-print hidden>${say(words, 'keys.fingerprint')}</dt><dd data-print hidden><bdi dir="ltr"></bdi></dd>`

/** Shown by the script to whoever has opened a key that can give. */
const giving = (
  words: ConsoleWords,
  { signed, mine, open }: View,
  key: Pick<KeyView, 'id' | 'name' | 'state' | 'reads'>,
  compare = 'compare',
) =>
  signed.proved && signed.staff.holder && key.id !== mine && (key.state === 'waits' || key.reads < open)
    ? html`<div data-give hidden><p class="soft">${say(words, `keys.${compare}`, { name: key.name })}</p><p><button type="button" class="second">${say(words, 'keys.give')}<span class="quiet"> ${key.name}</span></button></p><p role="status"></p></div>`
    : ''

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
