import type { Context } from 'hono'

/** The cookie is SameSite=Strict; this is the second lock. Plain http and old browsers say nothing here. */
export const isForeign = (c: Context, hosts: string[]): boolean => {
  const site = c.req.header('sec-fetch-site')
  if (site) return site !== 'same-origin' && site !== 'none'
  const origin = c.req.header('origin')
  if (!origin || origin === 'null') return false
  return !URL.canParse(origin) || ![c.req.header('host'), ...hosts].includes(new URL(origin).host)
}
