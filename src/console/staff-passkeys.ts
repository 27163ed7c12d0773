import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { OwnPasskey, Signed, Site } from '../app/staff/index.ts'
import { dayOf } from './dates.ts'
import { fieldsOf } from './form.ts'
import { type Frame, type Html, say, troublePage } from './page.ts'
import { assertionOf, creationOf, passkeyForm } from './passkey-form.ts'
import { isPlace, provePage } from './prove.ts'
import { guardedSession, type StaffRoom } from './room.ts'

/** Adding and removing one's passkeys, and a fresh proof by one. Signing in by one is at the door (`enter.ts`). */
export const passkeyRoutes = (room: StaffRoom): Hono => {
  const { frame, door, send, site } = room
  const routes = new Hono()
  const nothing = (c: Context) => send(c, troublePage(frame(c), 'nothing', true), 404)
  const here = (handle: (c: Context, signed: Signed, site: Site) => Promise<Response>) =>
    guardedSession(room, undefined, async (c, signed) => {
      const at = site(c)
      return at ? handle(c, signed, at) : nothing(c)
    })
  const proved = (handle: (c: Context, signed: Signed, site: Site) => Promise<Response>) =>
    here(async (c, signed, at) => (signed.proved ? handle(c, signed, at) : send(c, provePage(frame(c), 'me'), 403)))

  routes.post(
    '/staff/me/passkeys/new',
    proved(async (c, signed, at) => {
      const options = await door.newPasskey(signed, at)
      return options ? c.json(options) : nothing(c)
    }),
  )
  routes.post(
    '/staff/me/passkeys',
    proved(async (c, signed, at) => {
      const [answer, { name }] = [await creationOf(c), await fieldsOf(c, 'name')]
      if (answer && (await door.addPasskey(signed, { site: at, answer, name }))) return c.redirect('/staff/me', 303)
      return send(c, troublePage(frame(c), 'passkey', true), 400)
    }),
  )
  routes.post(
    '/staff/me/passkeys/remove',
    proved(async (c, signed) => {
      const { passkey } = await fieldsOf(c, 'passkey')
      return (await door.removePasskey(signed, passkey)) ? c.redirect('/staff/me', 303) : nothing(c)
    }),
  )
  routes.post(
    '/staff/prove/passkey/options',
    here(async (c, signed, at) => c.json(await door.askPasskeyOf(signed, at))),
  )
  routes.post(
    '/staff/prove/passkey',
    here(async (c, signed, at) => {
      const [answer, { back }] = [await assertionOf(c), await fieldsOf(c, 'back')]
      const place = isPlace(back) ? back : 'people'
      const done = answer && (await door.proveByPasskey(signed, { site: at, answer, connection: room.connection(c) }))
      if (done?.ok) return c.redirect(`/staff/${place}`, 303)
      if (!done || done.why === 'wrong') return send(c, provePage(frame(c), place, { trouble: 'passkey.wrong' }), 401)
      c.header('retry-after', `${done.why.wait}`)
      return send(c, provePage(frame(c), place, { trouble: 'enter.wait', count: done.why.wait }), 429)
    }),
  )
  return routes
}

/** One's passkeys; after a fresh proof with the forms to add and remove. */
export const passkeySection = (frame: Frame, signed: Signed, passkeys: OwnPasskey[]): Html => {
  const { words } = frame
  return html`<h2 id="passkeys">${say(words, 'passkey.title')}</h2><p class="soft">${say(words, 'passkey.text')}</p>${
    passkeys.length === 0
      ? html`<p>${say(words, 'passkey.no_one')}</p>`
      : html`<ul class="rows">${passkeys.map(
          it =>
            html`<li><span><b>${it.name}</b> ${say(words, it.used ? 'passkey.used' : 'passkey.since', { since: dayOf(words, it.since), used: dayOf(words, it.used ?? '') })}</span>${
              signed.proved
                ? html`<form method="post" action="/staff/me/passkeys/remove"><button class="plain" name="passkey" value="${it.passkey}">${say(words, 'passkey.remove')}<span class="quiet"> ${it.name}</span></button></form>`
                : ''
            }</li>`,
        )}</ul>`
  }${
    signed.proved
      ? passkeyForm(frame, {
          action: '/staff/me/passkeys',
          options: '/staff/me/passkeys/new',
          button: say(words, 'passkey.add'),
          kind: 'make',
          fields: html`<p><label for="passkey-name">${say(words, 'passkey.name')}</label><input id="passkey-name" name="name" required maxlength="40" autocomplete="off" value="${say(words, 'passkey.this_device')}"></p>`,
        })
      : ''
  }`
}
