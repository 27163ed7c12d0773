import { Hono } from 'hono'
import { chatPage, codePage } from './chat-pages.ts'
import { fieldsOf } from './form.ts'
import { troublePage } from './page.ts'
import { provePage } from './prove.ts'
import { guardedSession, type StaffRoom } from './room.ts'

/** Linking one's own chat with the bot: which are linked, a code for another one, and the end of a link. */
export const chatRoutes = (room: StaffRoom, bot: () => string | undefined): Hono => {
  const { frame, door, send } = room
  const routes = new Hono()
  routes.get(
    '/staff/me/chat',
    guardedSession(room, 'queue.see', async (c, signed) =>
      send(c, chatPage(frame(c), await door.chatsOf(signed), signed.proved)),
    ),
  )
  routes.post(
    '/staff/me/chat/code',
    guardedSession(room, 'queue.see', async (c, signed) => {
      // A chat stays linked when the session is over.
      if (!signed.proved) return send(c, provePage(frame(c), 'me/chat'), 403)
      return send(c, codePage(frame(c), await door.newChatCode(signed), bot()))
    }),
  )
  routes.post(
    '/staff/me/chat/unlink',
    guardedSession(room, 'queue.see', async (c, signed) => {
      const done = await door.unlinkChat(signed, (await fieldsOf(c, 'chat')).chat)
      return done ? c.redirect('/staff/me/chat', 303) : send(c, troublePage(frame(c), 'nothing', true), 404)
    }),
  )
  return routes
}
