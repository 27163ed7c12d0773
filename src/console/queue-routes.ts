import { type Context, Hono } from 'hono'
import { type Chosen, type Found, MOST_AT_ONCE, type QueueDeed } from '../app/queue.ts'
import { may, type Staff } from '../app/staff.ts'
import type { ConcernId, StaffId } from '../kit/ids.ts'
import { fieldsOf } from './form.ts'
import { createLive, type Live, type Source } from './live.ts'
import { serveScript } from './live-parts.ts'
import { type Html, troublePage } from './page.ts'
import type { ConsolePort } from './port.ts'
import { addressOf, readState } from './queue-ask.ts'
import { readFieldDeed, setMany } from './queue-many.ts'
import { PAGE_SIZE, queuePage, refusal, reportOf } from './queue-page.ts'
import { guarded, type Room, type Status } from './room.ts'

export type QueueDoor = {
  routes: Hono
  /** For other pages that show changes. */
  live: Live
  /** The path of the script that does. */
  script: string
  /** Ends the streams of those who are not signed in any more. */
  recheck(): Promise<void>
  /** Ends the streams that open pages listen to. */
  stop(): void
}

/** The queue's part of the console: look, filter, tick and work, find by receipt, and hear of changes. */
export const createQueueDoor = (room: Room, port: ConsolePort): QueueDoor => {
  const { frame, send } = room
  const routes = new Hono()
  const live = createLive(room)
  const source: Source = { right: 'queue.see', watch: port.watch }
  const [script, keys] = [serveScript('live'), serveScript('queue-keys')]

  const show = async (c: Context, me: Staff, status: Status = 200, report?: Html): Promise<Response> => {
    const state = readState(name => c.req.query(name))
    const page = { limit: PAGE_SIZE, offset: (state.page - 1) * PAGE_SIZE }
    const duty = await port.office.duty.onDuty()
    const sheet = await port.queue(state.ask, page, me.id)
    const [off, drill] = [await port.off(), await port.keys.ownDrill(me)]
    const kept = await port.office.views.mine(me)
    const view = {
      kept,
      sheet,
      state,
      topics: port.topics(),
      me,
      off,
      duty,
      drill,
      scripts: { live: script.path, keys: keys.path },
      report,
    }
    return send(c, queuePage(frame(c), view), status)
  }
  const work = async (c: Context, me: Staff): Promise<Response> => {
    const form = await c.req.parseBody({ all: true })
    const chosen = [form.case ?? []].flat().flatMap(readChosen).slice(0, MOST_AT_ONCE)
    const fields = readFieldDeed(form.do, { status: form.status, category: form.category })
    if (fields && !may(me, 'case.work')) return send(c, troublePage(frame(c), 'forbidden', true), 403)
    const deed = fields ?? readDeed(form.do, form.to)
    if (!deed) return show(c, me, 400, refusal(frame(c), 'nobody_chosen'))
    if (chosen.length === 0) return show(c, me, 400, refusal(frame(c), 'nothing_ticked'))
    const report = fields ? await setMany(port, fields, chosen, me) : await port.work(deed as QueueDeed, chosen, me)
    // 409: somebody was faster. What could be done is done; the page tells both.
    return show(c, me, report.refused.length > 0 ? 409 : 200, reportOf(frame(c), report, deed.kind))
  }
  const find = async (c: Context, me: Staff): Promise<Response> => {
    const { receipt } = await c.req.parseBody()
    const found = await port.caseByReceipt(typeof receipt === 'string' ? receipt : '', me.id)
    if (found.kind === 'found') return c.redirect(`/staff/case/${found.id}`, 303)
    return send(c, troublePage(frame(c), `receipt_${found.kind}`), NOT_FOUND[found.kind])
  }

  const keepView = async (c: Context, me: Staff): Promise<Response> => {
    const { name, ask, remove } = await fieldsOf(c, 'name', 'ask', 'remove')
    const query = new URLSearchParams(ask)
    const address = addressOf({ ...readState(field => query.get(field) ?? undefined), page: 1 })
    if (remove) await port.office.views.remove(me, name)
    else if (!(await port.office.views.save(me, { name, ask: address.split('?')[1] ?? '' })))
      return show(c, me, 400, refusal(frame(c), 'no_view'))
    return c.redirect(address, 303)
  }

  for (const it of [script, keys]) routes.route('/', it.routes)
  routes.get('/staff', guarded(room, 'queue.see', show))
  routes.post('/staff', guarded(room, 'case.assign', work))
  routes.get(
    '/staff/queue/events',
    guarded(room, 'queue.see', async (c, me) => live.connect(c, me, source)),
  )
  routes.post('/staff/queue/views', guarded(room, 'queue.see', keepView))
  routes.post('/staff/queue/receipt', guarded(room, 'case.see', find))
  return { routes, live, script: script.path, recheck: live.recheck, stop: live.stop }
}

const NOT_FOUND: Record<Exclude<Found['kind'], 'found'>, Status> = { typo: 400, wait: 429, unknown: 404 }

const ID = /^[\w-]{22}$/

const readChosen = (value: unknown): Chosen[] => {
  const [id = '', from = ''] = typeof value === 'string' ? value.split('.') : []
  return ID.test(id) ? [{ id: id as ConcernId, from: ID.test(from) ? (from as StaffId) : undefined }] : []
}

const readDeed = (kind: unknown, to: unknown): QueueDeed | undefined => {
  if (kind === 'claim' || kind === 'give-back') return { kind }
  return kind === 'hand-over' && typeof to === 'string' && ID.test(to) ? { kind, to: to as StaffId } : undefined
}
