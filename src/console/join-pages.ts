import { html } from 'hono/html'
import type { JoinRefusal, Offer } from '../app/staff/index.ts'
import type { Assets } from './assets.ts'
import { alertOf, codeField, grouped, nameField, passphraseField, scriptTexts } from './form.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { qrCode } from './qr.ts'

/**
 * Three things in order: a name, a passphrase, an authenticator. Without a script the page brings a sign-in key of its own to be
 * written down, because only a script can make one from a passphrase.
 */
export const joinPage = (
  frame: Frame,
  assets: Assets,
  it: { token: string; offer: Offer; name?: string; trouble?: JoinRefusal },
): Html => {
  const { words } = frame
  const { role, member, totp, sealed, key } = it.offer
  return shell(
    frame,
    member ? say(words, 'back.title', { name: member }) : say(words, 'join.title'),
    html`${alertOf(frame, it.trouble && `join.trouble.${it.trouble}`)}${
      member
        ? html`<p>${say(words, 'back.text')}</p>`
        : html`<p>${say(words, 'join.as')} <b>${say(words, `role.${role}`)}</b></p><p>${say(words, `join.role.${role}`)}</p>`
    }<form class="fields" method="post" action="/staff/join/${it.token}" data-sodium="${assets.sodium}" data-salt="/staff/salt" ${scriptTexts(
      frame,
    )}>${member ? knownName(member) : html`<h2>1. ${say(words, 'join.name')}</h2><p class="soft">${say(words, 'join.pseudonym')}</p>${nameField(frame, it.name ?? '', 'username')}`}<h2>${member ? 1 : 2}. ${say(words, 'join.secret')}</h2><div data-script hidden><p class="soft">${say(words, 'join.passphrase')}</p>${passphraseField(
      frame,
      'passphrase',
      'new',
    )}${passphraseField(frame, 'again', 'new')}<input type="hidden" name="key"></div>${spareKey(frame, key)}<h2>${member ? 2 : 3}. ${say(words, 'join.authenticator')}</h2>${authenticator(frame, totp)}${codeField(
      frame,
    )}<input type="hidden" name="sealed" value="${sealed}"><input type="hidden" name="totp" value="${totp}"><p role="status"></p><p><button class="main">${say(
      words,
      member ? 'back.button' : 'join.button',
    )}</button></p></form><script defer src="${assets.script}"></script>`,
  )
}

/** For those without a script: a key that stands for the passphrase, to be written down. */
export const spareKey = ({ words }: Frame, key: string): Html =>
  html`<noscript><p>${say(words, 'join.write_down')}</p><p class="secret"><bdi dir="ltr">${grouped(key)}</bdi></p><input type="hidden" name="spare" value="${key}"></noscript>`

/** A new secret for an authenticator: for its camera, for typing, and for an app on the same device. */
export const authenticator = ({ words }: Frame, totp: string): Html => {
  const uri = `otpauth://totp/Tulay?secret=${totp}&issuer=Tulay`
  return html`<p class="soft">${say(words, 'join.scan')}</p>${qrCode({ text: uri, label: say(words, 'join.qr') })}<p class="secret"><bdi dir="ltr">${grouped(totp)}</bdi></p><p><a class="door" href="${uri}">${say(words, 'join.open_app')}</a></p><p class="soft uri"><bdi dir="ltr">${uri}</bdi></p>`
}

/** Name and sign-in key, for a drawer. */
export const paper = ({ words }: Frame, it: { name: string; key: string }): Html =>
  html`<dl class="paper"><dt>${say(words, 'field.name')}</dt><dd>${it.name}</dd><dt>${say(words, 'field.key')}</dt><dd class="secret"><bdi dir="ltr">${grouped(it.key)}</bdi></dd></dl>`

/** For whatever keeps passphrases; the script asks for the salt of this name. */
const knownName = (name: string): Html =>
  html`<input type="hidden" name="name" autocomplete="username" value="${name}">`

/** Shown once, to be printed or copied. */
export const joinedPage = (frame: Frame, it: { name: string; key: string; back: boolean }): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, it.back ? 'back.done' : 'joined.title'),
    html`<p>${say(words, 'joined.text')}</p>${paper(frame, it)}<p>${say(words, 'joined.passkey')} <a class="link" href="/staff/me#passkeys">${say(words, 'passkey.add')}</a></p><p><a class="door" href="/staff/me">${say(words, 'joined.go')}</a></p>`,
    true,
  )
}
