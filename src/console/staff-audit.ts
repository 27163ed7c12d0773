import { type Context, Hono } from 'hono'
import { stream } from 'hono/streaming'
import { AUDIT_ACTIONS, AUDIT_FORMATS, type AuditView, type Signed } from '../app/staff/index.ts'
import { auditPage } from './audit-page.ts'
import { caseId } from './case-fields.ts'
import { fieldsOf } from './form.ts'
import { guardedSession, type StaffRoom, type Status } from './room.ts'

const PAGE = 50
const TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' } as const

/** What somebody looks for; what is none of it is left out. */
export type AuditAsk = {
  staff?: AuditView['people'][number]['id']
  action?: (typeof AUDIT_ACTIONS)[number]
  concern?: NonNullable<ReturnType<typeof caseId>>
}

/** Who did what when. Says at each look whether the chain holds. */
export const auditRoutes = (room: StaffRoom): Hono => {
  const { door, frame, send } = room
  const show = async (c: Context, signed: Signed, trouble?: string, status: Status = 200): Promise<Response> => {
    const before = Number.parseInt(c.req.query('before') ?? '', 10)
    const ask = readAsk(c)
    const view = await door.audit({ limit: PAGE, ...ask, ...(before > 0 ? { before } : {}) })
    return send(
      c,
      auditPage(frame(c), { ...view, ask, proved: signed.proved, more: view.rows.length === PAGE, trouble }),
      status,
    )
  }

  const routes = new Hono()
  routes.get(
    '/staff/audit',
    guardedSession(room, 'audit.see', (c, signed) => show(c, signed)),
  )
  routes.post(
    '/staff/audit/export',
    guardedSession(room, 'audit.see', async (c, signed) => {
      const { as, code } = await fieldsOf(c, 'as', 'code')
      if (!signed.proved && code === '') return show(c, signed, 'audit.prove', 403)
      if (!signed.proved && !(await door.prove(signed, code, room.connection(c))).ok)
        return show(c, signed, 'audit.wrong', 401)
      const format = AUDIT_FORMATS.find(it => it === as) ?? 'csv'
      c.header('content-type', TYPES[format])
      c.header('content-disposition', `attachment; filename="list.${format}"`)
      return stream(c, async out => {
        for await (const piece of door.exportAudit(signed, format)) await out.write(piece)
      })
    }),
  )
  return routes
}

const readAsk = (c: Context): AuditAsk => {
  const who = c.req.query('who') ?? ''
  const action = AUDIT_ACTIONS.find(it => it === c.req.query('did'))
  const concern = caseId(c.req.query('case'))
  return {
    ...(/^[\w-]{22}$/.test(who) ? { staff: who as NonNullable<AuditAsk['staff']> } : {}),
    ...(action ? { action } : {}),
    ...(concern ? { concern } : {}),
  }
}
