import { html } from 'hono/html'
import type { KitView } from '../app/keyring/index.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { proveForm } from './prove.ts'

export type RecoverView = {
  kits: KitView[]
  assets: string
  /** One's own key, active or waiting: what the sheets open is sealed to it. */
  mine: string | undefined
  proved: boolean
  /** May make the kit that must follow. */
  manages: boolean
}

const SCRIPT_WORDS = [
  ...['code', 'count', 'damaged', 'done', 'look', 'meant', 'mixed', 'offline', 'opening', 'passphrase', 'refused'],
  ...['same', 'unknown', 'unknown_word', 'working', 'wrong'],
] as const

const PLACES = ['at', 'word', 'maybe', 'done', 'all', 'n', 'key'] as const

/** For the day on which nobody can open reports any more: two sheets, and one's own new key opens them. */
export const recoverPage = (frame: Frame, it: RecoverView): Html => {
  const { words } = frame
  const needs = (key: string) => html`<p class="alert">${say(words, key)}</p>`
  return shell(
    frame,
    say(words, 'recover.title'),
    html`<link rel="stylesheet" href="${it.assets}/paper/paper.css"><p>${say(words, 'recover.what')}</p>${
      it.mine
        ? it.kits.some(({ state }) => state === 'active')
          ? it.proved
            ? form(frame, it, it.mine)
            : proveForm(frame, 'keys/recover')
          : needs('recover.no_kit')
        : html`${needs('recover.no_key')}<p><a class="door" href="/staff/keys">${say(words, 'recover.to_keys')}</a></p>`
    }`,
    true,
  )
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

const form = ({ words }: Frame, it: RecoverView, mine: string): Html => {
  // The script fills in what only it knows.
  const places = Object.fromEntries(PLACES.map(name => [name, `{${name}}`]))
  const texts = Object.fromEntries(SCRIPT_WORDS.map(key => [key, say(words, `recover.script.${key}`, places)]))
  const known = it.kits
    .filter(({ state }) => state === 'active')
    .map(({ id, publicKey }) => ({ id, key: text(publicKey) }))
  const field = (name: 'one' | 'other') =>
    html`<p><label for="${name}">${say(words, `recover.${name}`)}</label><textarea id="${name}" required autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="1000" dir="ltr" aria-describedby="${name}-told"></textarea><span class="fault" id="${name}-told"></span></p>`
  return html`<p id="scriptless">${say(words, 'paper.script_needed')}</p><form class="fields" id="recover" hidden data-to="${mine}" data-known="${JSON.stringify(known)}" data-words="${JSON.stringify(texts)}"><p class="soft">${say(
    words,
    'recover.how',
  )}</p><p><label for="passphrase">${say(words, 'case.passphrase')}</label><input id="passphrase" type="password" required autocomplete="current-password" aria-describedby="passphrase-hint"><span class="soft" id="passphrase-hint">${say(words, 'recover.passphrase')}</span></p>${field('one')}${field('other')}<p><button class="main">${say(words, 'recover.button')}</button></p></form><p id="told" role="status"></p><progress id="progress" hidden aria-label="${say(words, 'recover.progress')}"></progress><section id="done" hidden><h2 tabindex="-1">${say(words, 'recover.then')}</h2><p>${say(words, it.manages ? 'recover.then_text' : 'recover.then_ask')}</p><p><a class="door" href="${it.manages ? '/staff/keys/paper' : '/staff/keys'}">${say(
    words,
    it.manages ? 'paper.new' : 'recover.to_keys',
  )}</a></p></section><script type="module" src="${it.assets}/paper/recover.js"></script>`
}
