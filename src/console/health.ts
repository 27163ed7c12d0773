import { Hono } from 'hono'

export type Readiness = { ok: boolean; checks: Record<string, boolean> }

/** `/healthz`: the process answers. `/readyz`: it can work, with the checks by name; 503 when it cannot. No details beyond that. */
export const healthRoutes = ({ ready }: { ready(): Readiness | Promise<Readiness> }): Hono => {
  const routes = new Hono()
  const fresh = { 'cache-control': 'no-store' }
  routes.get('/healthz', c => c.json({ ok: true }, 200, fresh))
  routes.get('/readyz', async c => {
    const { ok, checks } = await Promise.resolve()
      .then(ready)
      .catch((): Readiness => ({ ok: false, checks: { ready: false } }))
    return c.json({ ok, checks }, ok ? 200 : 503, fresh)
  })
  return routes
}
