import { Hono } from 'hono'
import { html } from 'hono/html'
import { alertOf, codeField, fieldsOf } from './form.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { passkeyForm } from './passkey-form.ts'
import { guardedSession, type StaffRoom } from './room.ts'

/** Pages on which something is changed only after a fresh proof; there one goes back after it. */
const PLACES = [
  'people',
  'keys',
  'keys/paper',
  'keys/recover',
  'settings/deadlines',
  'settings/retention',
  'settings/campaigns',
  'me',
  'me/chat',
  'signing',
] as const
type Place = (typeof PLACES)[number] | `campaigns/${string}/${`approve?sheet=${number}` | 'launch' | 'recall'}`
const OF_CAMPAIGN = /^campaigns\/[\w-]{22}\/(approve\?sheet=\d{1,9}|launch|recall)$/

export const isPlace = (text: string): text is Place =>
  (PLACES as readonly string[]).includes(text) || OF_CAMPAIGN.test(text)

/** Asks for a code; stands where the forms that need one will be. */
export const proveForm = (frame: Frame, back: Place): Html =>
  html`<section class="box"><p>${say(frame.words, 'prove.code_first')}</p><form class="fields" method="post" action="/staff/prove"><input type="hidden" name="back" value="${back}">${codeField(
    frame,
  )}<p><button class="main">${say(frame.words, 'prove.button')}</button></p></form>${passkeyForm(frame, {
    action: '/staff/prove/passkey',
    options: '/staff/prove/passkey/options',
    button: say(frame.words, 'passkey.prove'),
    kind: 'own',
    fields: html`<input type="hidden" name="back" value="${back}">`,
  })}</section>`

/** Proves once more that it is still the same person: a console left open is not enough to change people or keys. */
export const proveRoutes = (room: StaffRoom): Hono => {
  const { frame, door, send } = room
  const routes = new Hono()
  routes.post(
    '/staff/prove',
    guardedSession(room, undefined, async (c, signed) => {
      const { code, back } = await fieldsOf(c, 'code', 'back')
      const place = isPlace(back) ? back : 'people'
      const done = await door.prove(signed, code, room.connection(c))
      if (done.ok) return c.redirect(`/staff/${place}`, 303)
      if (done.why === 'wrong') return send(c, provePage(frame(c), place, { trouble: 'prove.wrong' }), 401)
      const { wait } = done.why
      c.header('retry-after', `${wait}`)
      return send(c, provePage(frame(c), place, { trouble: 'enter.wait', count: wait }), 429)
    }),
  )
  return routes
}

/** What is shown where somebody changes something without a fresh proof, and after a wrong one. */
export const provePage = (
  frame: Frame,
  back: Place,
  { trouble = 'prove.needed', count = 0 }: { trouble?: string; count?: number } = {},
): Html =>
  shell(
    frame,
    say(frame.words, 'prove.title'),
    html`${alertOf(frame, trouble, { count })}${proveForm(frame, back)}`,
    true,
  )
