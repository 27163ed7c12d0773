/**
 * A case out of the house and an answer back in, both sealed: so that opening and answering never hang on what this server serves
 * today. The viewer (`tulay viewer`) opens the one and makes the other; both ways work without a script.
 */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { Cases, Written } from '../app/cases/index.ts'
import type { Staff } from '../app/staff.ts'
import type { ConcernId } from '../kit/ids.ts'
import { NOTE, REPLY } from './case-fields.ts'
import { nameOf, troublePage } from './page.ts'
import type { Room } from './room.ts'
import { sealedJson } from './sealed-json.ts'

/** Far more than the longest answer in any script takes. */
const MOST_BYTES = 256 * 1024

const about = { tulay: z.literal('sealed answer'), v: z.literal(1), id: z.string() }
const ANSWER = z.union([NOTE.extend({ ...about, kind: z.literal('note') }), REPLY.extend(about)])

type Working = (
  handle: (c: Context, id: ConcernId, staff: Staff) => Promise<Response>,
) => (c: Context) => Promise<Response>

export const carryRoutes = ({ frame, send }: Room, cases: Cases, working: Working): Hono => {
  const trouble = (c: Context, key: string, status: 400 | 404 | 409) =>
    send(c, troublePage(frame(c), key, true), status)
  const take = async (c: Context, id: ConcernId, staff: Staff): Promise<Written | undefined> => {
    const answer = ANSWER.safeParse(await readAnswer(c)).data
    if (answer?.id !== id) return undefined
    const { kind, number, body } = answer
    return kind === 'note' ? cases.note(id, staff, { number, body }) : cases.reply(id, staff, answer)
  }

  const routes = new Hono()
  routes.get(
    '/staff/case/:id/save',
    working(async (c, id, staff) => {
      const [opened, view] = [await cases.open(id, staff, 'save'), await cases.see(id)]
      if (!opened.ok || !view) return trouble(c, 'nothing', 404)
      const { words } = frame(c)
      const title = nameOf(words, `categories.${view.category}.title`, view.category)
      // A name that says nothing: it lies among other downloads.
      c.header('content-disposition', 'attachment; filename="sealed.json"')
      return c.json({ tulay: 'sealed case', v: 1, id, title, ...sealedJson(words, opened.value) })
    }),
  )
  routes.post(
    '/staff/case/:id/bring',
    bodyLimit({ maxSize: MOST_BYTES, onError: c => trouble(c, 'brought_odd', 400) }),
    working(async (c, id, staff) => {
      const written = await take(c, id, staff)
      if (!written) return trouble(c, 'brought_odd', 400)
      if (!written.ok) return written.why === 'taken' ? trouble(c, 'brought_late', 409) : trouble(c, 'nothing', 404)
      return c.redirect(`/staff/case/${id}`, 303)
    }),
  )
  return routes
}

/** A file that was chosen, or its text where somebody pasted it. */
const readAnswer = async (c: Context): Promise<unknown> => {
  try {
    const { file, text } = await c.req.parseBody()
    const written = file instanceof File && file.size > 0 ? await file.text() : text
    return typeof written === 'string' ? JSON.parse(written) : undefined
  } catch {
    return undefined
  }
}
