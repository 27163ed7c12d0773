import { type Context, Hono } from 'hono'
import type { Coded, Coding } from '../../app/coding/index.ts'
import type { Queue, QueueDeed } from '../../app/queue.ts'
import type { Right, Staff } from '../../app/staff.ts'
import type { ConcernId, StaffId } from '../../kit/ids.ts'
import { caseId } from '../case-fields.ts'
import { fieldsOf } from '../form.ts'
import { type Html, say, troublePage } from '../page.ts'
import { guarded, type Room, type Status } from '../room.ts'
import { refusalOf } from './refusals.ts'

/** Shows the case again, with what was wrong. */
export type ShowCase = (
  c: Context,
  id: ConcernId,
  me: Staff,
  wrong?: { alert: Html | string; status: Status },
) => Promise<Response>

type Port = { coding: Coding } & Pick<Queue, 'work' | 'caseByReceipt'>

/** What is set on a case in codes: forms that work without a script, each answered with the case. */
export const codingRoutes = (room: Room, { coding, work, caseByReceipt }: Port, show: ShowCase): Hono => {
  const routes = new Hono()
  const on = (path: string, right: Right, handle: (c: Context, id: ConcernId, me: Staff) => Promise<Response>) =>
    routes.post(
      `/staff/case/:id/${path}`,
      guarded(room, right, async (c, me) => {
        const id = caseId(c.req.param('id'))
        return id && (await coding.see(id))
          ? handle(c, id, me)
          : room.send(c, troublePage(room.frame(c), 'nothing'), 404)
      }),
    )
  const wrong = (c: Context, id: ConcernId, me: Staff, key: string, status: Status = 400) =>
    show(c, id, me, { alert: say(room.frame(c).words, key), status })
  const back = (c: Context, id: ConcernId, me: Staff, done: Coded) =>
    done.ok
      ? c.redirect(`/staff/case/${id}`, 303)
      : wrong(c, id, me, `coding.refused.${done.why.replace('-', '_')}`, done.why === 'gone' ? 404 : 409)

  on('whose', 'case.assign', async (c, id, me) => {
    const fields = await fieldsOf(c, 'do', 'from', 'to')
    const deed = deedOf(fields)
    if (!deed) return wrong(c, id, me, 'refused.nobody_chosen')
    const { refused } = await work(
      deed,
      [{ id, from: caseId(fields.from) as string | undefined as StaffId | undefined }],
      me,
    )
    const [why] = refused
    return why
      ? show(c, id, me, { alert: refusalOf(room.frame(c).words, why), status: 409 })
      : c.redirect(`/staff/case/${id}`, 303)
  })
  on('duplicate', 'case.work', async (c, id, me) => {
    const { of, typed, undo } = await fieldsOf(c, 'of', 'typed', 'undo')
    if (undo) return back(c, id, me, await coding.undoDuplicate(id, me))
    const other = caseId(of) ?? linkedCase(typed)
    if (other) return back(c, id, me, await coding.duplicate(id, me, other))
    if (!typed.trim()) return wrong(c, id, me, 'coding.refused.empty')
    const found = await caseByReceipt(typed, me.id)
    if (found.kind === 'found') return back(c, id, me, await coding.duplicate(id, me, found.id))
    return wrong(c, id, me, found.kind === 'unknown' ? 'coding.refused.no_other' : `trouble.receipt_${found.kind}.text`)
  })
  on('escalate', 'case.work', async (c, id, me) =>
    back(c, id, me, await coding.escalate(id, me, (await fieldsOf(c, 'on')).on !== '0')),
  )
  on('category', 'case.work', async (c, id, me) =>
    back(c, id, me, await coding.category(id, me, (await fieldsOf(c, 'category')).category)),
  )
  on('objectives', 'case.work', async (c, id, me) => {
    const form = await c.req.parseBody({ all: true })
    if (form.none) return back(c, id, me, await coding.objectives(id, me, []))
    const numbers = [form.objective ?? []].flat().map(Number)
    if (numbers.length === 0) return wrong(c, id, me, 'coding.refused.empty')
    return back(c, id, me, await coding.objectives(id, me, numbers))
  })
  on('demand', 'case.work', async (c, id, me) => {
    const { demand, text } = await fieldsOf(c, 'demand', 'text')
    if (text.trim()) return back(c, id, me, await coding.demand(id, me, { text }))
    return back(c, id, me, await coding.demand(id, me, demand ? { id: demand } : { none: true }))
  })
  return routes
}

const deedOf = ({ do: kind, to }: { do: string; to: string }): QueueDeed | undefined => {
  if (kind === 'claim' || kind === 'give-back') return { kind }
  return kind === 'hand-over' && caseId(to) ? { kind, to: to as StaffId } : undefined
}

/** The address of a case, as it is copied from the browser, or its last part. */
const linkedCase = (typed: string): ConcernId | undefined =>
  caseId(/(?:^|\/staff\/case\/)([\w-]{22})(?:[?#/].*)?$/.exec(typed.trim())?.[1])
