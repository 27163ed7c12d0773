import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { NewAuthenticator, Signed } from '../app/staff/index.ts'
import type { Assets } from './assets.ts'
import { alertOf, codeField, fieldsOf, passphraseField, scriptTexts } from './form.ts'
import { authenticator, paper, spareKey } from './join-pages.ts'
import { type Frame, type Html, say, shell, troublePage } from './page.ts'
import { provePage } from './prove.ts'
import { guardedSession, type StaffRoom } from './room.ts'

/** Another passphrase and another authenticator for oneself, after a fresh proof. Both end every other session. */
export const accountRoutes = (room: StaffRoom, assets: Assets): Hono => {
  const { frame, demo, door, send } = room
  const routes = new Hono()
  // A demo person comes in by a button, and has nothing to change.
  const own = (handle: (c: Context, signed: Signed) => Promise<Response>) =>
    guardedSession(room, undefined, async (c, signed) => {
      if (demo) return send(c, troublePage(frame(c), 'nothing', true), 404)
      return signed.proved ? handle(c, signed) : send(c, provePage(frame(c), 'me'), 403)
    })

  routes.get(
    '/staff/me/passphrase',
    own(async (c, signed) =>
      send(c, passphrasePage(frame(c), assets, { name: signed.staff.name, key: door.spareKey() })),
    ),
  )
  routes.post(
    '/staff/me/passphrase',
    own(async (c, signed) => {
      const { key, spare } = await fieldsOf(c, 'key', 'spare')
      const done = await door.changePassphrase(signed, key || spare)
      if (done) return send(c, changedPage(frame(c), { name: signed.staff.name, key: key || spare }))
      const again = { name: signed.staff.name, key: door.spareKey(), trouble: true }
      return send(c, passphrasePage(frame(c), assets, again), 400)
    }),
  )
  routes.get(
    '/staff/me/authenticator',
    own(async (c, signed) => send(c, authenticatorPage(frame(c), door.newAuthenticator(signed)))),
  )
  routes.post(
    '/staff/me/authenticator',
    own(async (c, signed) => {
      const { sealed, totp, code } = await fieldsOf(c, 'sealed', 'totp', 'code')
      const done = await door.changeAuthenticator(signed, { sealed, code })
      if (done.ok) return c.redirect('/staff/me', 303)
      // What was added to the app already stays right.
      const again = done.why === 'code' ? { sealed, totp } : door.newAuthenticator(signed)
      return send(c, authenticatorPage(frame(c), again, done.why), 400)
    }),
  )
  return routes
}

const passphrasePage = (frame: Frame, assets: Assets, it: { name: string; key: string; trouble?: boolean }): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'account.passphrase'),
    html`${alertOf(frame, it.trouble ? 'join.trouble.form' : undefined)}<p>${say(words, 'account.passphrase_text')}</p><form class="fields" method="post" action="/staff/me/passphrase" data-sodium="${assets.sodium}" data-salt="/staff/salt" ${scriptTexts(
      frame,
    )}><input type="hidden" name="name" autocomplete="username" value="${it.name}"><div data-script hidden><p class="soft">${say(words, 'join.passphrase')}</p>${passphraseField(
      frame,
      'passphrase',
      'new',
    )}${passphraseField(frame, 'again', 'new')}<input type="hidden" name="key"></div>${spareKey(frame, it.key)}<p role="status"></p><p><button class="main">${say(words, 'account.passphrase')}</button></p></form><p><a class="door" href="/staff/me">${say(words, 'account.back')}</a></p><script defer src="${assets.script}"></script>`,
    true,
  )
}

const changedPage = (frame: Frame, it: { name: string; key: string }): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'account.changed'),
    html`<p>${say(words, 'joined.text')}</p>${paper(frame, it)}<p><a class="door" href="/staff/me">${say(words, 'account.back')}</a></p>`,
    true,
  )
}

const authenticatorPage = (frame: Frame, it: NewAuthenticator, trouble?: 'code' | 'form'): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'account.authenticator'),
    html`${alertOf(frame, trouble && `join.trouble.${trouble}`)}<p>${say(words, 'account.authenticator_text')}</p><form class="fields" method="post" action="/staff/me/authenticator">${authenticator(frame, it.totp)}${codeField(
      frame,
    )}<input type="hidden" name="sealed" value="${it.sealed}"><input type="hidden" name="totp" value="${it.totp}"><p><button class="main">${say(words, 'account.authenticator')}</button></p></form><p><a class="door" href="/staff/me">${say(words, 'account.back')}</a></p>`,
    true,
  )
}
