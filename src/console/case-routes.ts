import { type Context, Hono, type MiddlewareHandler } from 'hono'
import type { z } from 'zod'
import type { Written } from '../app/cases/index.ts'
import type { Staff } from '../app/staff.ts'
import type { ConcernId } from '../kit/ids.ts'
import type { CaseAssets } from './case-assets.ts'
import { carryRoutes } from './case-carry.ts'
import { CLOSE, caseId, NOTE, REPLY, STATUS } from './case-fields.ts'
import { statusOf } from './case-labels.ts'
import { casePage } from './case-page.ts'
import { referRoutes } from './case-refer.ts'
import { codingFacts } from './coding/facts.ts'
import { codingForms } from './coding/forms.ts'
import { codingRoutes, type ShowCase } from './coding/routes.ts'
import { troublePage } from './page.ts'
import type { ConsolePort } from './port.ts'
import { guarded, type Room } from './room.ts'
import { sealedJson } from './sealed-json.ts'

/** The one page with a script: libsodium is WebAssembly, opened pictures and voice are blobs. Nothing inline, nothing foreign. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  'media-src blob:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Goes before the headers of all other pages, so that its own are set last. */
export const casePolicy: MiddlewareHandler = async (c, next) => {
  await next()
  c.res.headers.set('content-security-policy', POLICY)
}

/** `/staff/case/…` and the files of its script. */
export const caseRoutes = (room: Room, port: ConsolePort, assets: CaseAssets): Hono => {
  const { frame, send } = room
  const { cases } = port
  const nothing = (c: Context) => send(c, troublePage(frame(c), 'nothing'), 404)
  const working = (handle: (c: Context, id: ConcernId, staff: Staff) => Promise<Response>) =>
    guarded(room, 'case.work', async (c, staff) => {
      const id = caseId(c.req.param('id'))
      return id ? handle(c, id, staff) : nothing(c)
    })
  const read = async <T extends z.ZodType>(c: Context, shape: T): Promise<z.infer<T> | undefined> =>
    shape.safeParse(await c.req.parseBody()).data
  const told = async (c: Context, id: ConcernId, written: Written): Promise<Response> => {
    if (!written.ok) return c.json({ why: written.why }, written.why === 'taken' ? 409 : 404)
    return c.json({ status: statusOf(frame(c).words, (await cases.see(id))?.status ?? '') })
  }
  const back = (c: Context, id: ConcernId, done: { ok: boolean }) =>
    done.ok ? c.redirect(`/staff/case/${id}`, 303) : nothing(c)

  const show: ShowCase = async (c, id, staff, wrong) => {
    const [view, codes] = [await cases.see(id), await port.coding.see(id)]
    if (!view || !codes) return nothing(c)
    const { words } = frame(c)
    const topics = port.topics()
    const parts = {
      alert: wrong?.alert,
      facts: codingFacts(words, codes, await port.office.keeping.erasedOn(id)),
      forms: codingForms(words, codes, staff, topics),
    }
    const options = {
      groups: topics.map(({ group }) => group),
      areas: port.letters.desks.areas(),
      replies: await port.letters.replies.list(),
    }
    return send(c, casePage(frame(c), assets.path, view, staff, parts, options), wrong?.status)
  }

  const routes = new Hono()
  routes.route('/', codingRoutes(room, port, show))
  routes.get(`${assets.path}/:folder/:name`, c => {
    const file = assets.file(`${c.req.param('folder')}/${c.req.param('name')}`)
    if (!file) return nothing(c)
    return c.body(file.body, 200, {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
  routes.get(
    '/staff/case/:id',
    guarded(room, 'case.see', async (c, staff) => {
      const id = caseId(c.req.param('id'))
      return id ? show(c, id, staff) : nothing(c)
    }),
  )
  routes.get(
    '/staff/case/:id/sealed',
    working(async (c, id, staff) => {
      const opened = await cases.open(id, staff, c.req.query('ahead') === undefined ? 'read' : 'ahead')
      if (!opened.ok) return c.json({ why: opened.why }, opened.why === 'gone' ? 404 : 403)
      return c.json(sealedJson(frame(c).words, opened.value))
    }),
  )
  routes.post(
    '/staff/case/:id/note',
    working(async (c, id, staff) => {
      const note = await read(c, NOTE)
      return note ? told(c, id, await cases.note(id, staff, note)) : c.json({ why: 'unsealed' }, 400)
    }),
  )
  routes.post(
    '/staff/case/:id/reply',
    working(async (c, id, staff) => {
      const reply = await read(c, REPLY)
      return reply ? told(c, id, await cases.reply(id, staff, reply)) : c.json({ why: 'unsealed' }, 400)
    }),
  )
  routes.post(
    '/staff/case/:id/status',
    working(async (c, id, staff) => {
      const change = await read(c, STATUS)
      return change ? back(c, id, await cases.change(id, staff, change)) : nothing(c)
    }),
  )
  routes.post(
    '/staff/case/:id/close',
    working(async (c, id, staff) => {
      const close = await read(c, CLOSE)
      return close ? back(c, id, await cases.change(id, staff, { status: 'closed', ...close })) : nothing(c)
    }),
  )
  routes.route('/', referRoutes(room, port.letters.desks))
  routes.route('/', carryRoutes(room, cases, working))
  return routes
}
