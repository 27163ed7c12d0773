import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Drill, Keyring } from '../app/keyring/index.ts'
import type { OpenSession, OwnPasskey, Signed } from '../app/staff/index.ts'
import { moment } from './dates.ts'
import { drillNote } from './drill-note.ts'
import { fieldsOf } from './form.ts'
import { type Frame, type Html, say, shell, troublePage } from './page.ts'
import { proveForm } from './prove.ts'
import { guardedSession, type StaffRoom } from './room.ts'
import { passkeySection } from './staff-passkeys.ts'
import type { ConsoleWords, Speaker } from './words.ts'

/** One's own place: who one is here, where one is signed in, and the way to what the role may see. */
export const meRoutes = (room: StaffRoom, speaker: Speaker, keys: Pick<Keyring, 'ownDrill'>): Hono => {
  const { frame, demo, door, cookie, send } = room
  const routes = new Hono()
  routes.get(
    '/staff/me',
    guardedSession(room, undefined, async (c, signed) => {
      // A demo person comes in by a button.
      const ways = demo ? '' : waysIn(frame(c), signed, await door.passkeysOf(signed))
      const [sessions, drill] = [await door.sessionsOf(signed), await keys.ownDrill(signed.staff)]
      return send(c, mePage(frame(c), signed, { sessions, drill, ways }))
    }),
  )
  routes.post(
    '/staff/me/language',
    guardedSession(room, undefined, async (c, signed) => {
      await door.speak(signed, speaker.known((await fieldsOf(c, 'language')).language))
      return c.redirect('/staff/me', 303)
    }),
  )
  routes.post(
    '/staff/me/end/:session',
    guardedSession(room, undefined, async (c, signed) => {
      const ended = await door.endSession(signed, c.req.param('session') ?? '')
      return ended ? c.redirect('/staff/me', 303) : send(c, troublePage(frame(c), 'nothing', true), 404)
    }),
  )
  routes.post(
    '/staff/me/end-all',
    guardedSession(room, undefined, async (c, signed) => {
      await door.endEverySession(signed)
      cookie.clear(c)
      return send(c, troublePage(frame(c), 'left'))
    }),
  )
  return routes
}

/** By what one comes in; what changes it stands behind a fresh proof. */
const waysIn = (frame: Frame, signed: Signed, passkeys: OwnPasskey[]): Html =>
  html`${signed.proved ? '' : proveForm(frame, 'me')}${passkeySection(frame, signed, passkeys)}${
    signed.proved
      ? html`<nav aria-label="${say(frame.words, 'account.ways')}"><a href="/staff/me/passphrase">${say(frame.words, 'account.passphrase')}</a><a href="/staff/me/authenticator">${say(frame.words, 'account.authenticator')}</a></nav>`
      : ''
  }`

type MeView = { sessions: OpenSession[]; drill: Drill | undefined; ways: Html | '' }
const mePage = (frame: Frame, { staff, session }: Signed, { sessions, drill, ways }: MeView): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'me.title'),
    html`${drillNote(words, drill)}<p>${say(words, 'me.who', { name: staff.name })} <b>${say(words, `role.${staff.role}`)}</b></p>${languages(words, staff.lang)}${ways}<h2>${say(
      words,
      'me.sessions',
    )}</h2><p class="soft">${say(words, 'me.kept')}</p><ul class="rows">${sessions.map(
      it =>
        html`<li><span>${say(words, 'me.since', { began: moment(it.began), seen: moment(it.seen) })}${
          it.session === session ? html` <b class="mark">${say(words, 'me.here')}</b>` : ''
        }</span><form method="post" action="/staff/me/end/${it.session}"><button class="plain">${say(words, 'me.end')}<span class="quiet"> ${moment(it.began)}</span></button></form></li>`,
    )}</ul><form method="post" action="/staff/me/end-all"><button class="plain">${say(words, 'me.end_all')}</button></form>`,
    true,
  )
}

const languages = (words: ConsoleWords, chosen: string | undefined): Html | '' =>
  words.spoken.length < 2
    ? ''
    : html`<form class="fields" method="post" action="/staff/me/language"><p><label for="language">${say(words, 'me.language')}</label><select id="language" name="language"><option value="">${say(words, 'me.as_browser')}</option>${words.spoken.map(
        ({ tag, endonym }) =>
          html`<option value="${tag}" lang="${tag}"${tag === chosen ? html` selected` : ''}>${endonym}</option>`,
      )}</select></p><p><button>${say(words, 'me.speak')}</button></p></form>`
