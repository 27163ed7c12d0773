import type { Context } from 'hono'
import type { Site } from '../app/staff/index.ts'

/**
 * Passkeys belong to a host name (Web Authentication, 5.1.2). It is the public address's, or `localhost` where there is none: never one
 * that only the request says, and never a number, which browsers refuse.
 */
export const siteOf = (c: Context, { hosts, secure }: { hosts: string[]; secure: boolean }): Site | undefined => {
  const host = hosts[0] ?? c.req.header('host') ?? ''
  const origin = `${secure ? 'https' : 'http'}://${host}`
  const id = URL.canParse(origin) ? new URL(origin).hostname : ''
  const known = hosts[0] === undefined ? id === 'localhost' : !/^[\d.]+$|:/.test(id)
  return known ? { id, origin } : undefined
}

/**
 * Whether another site sent this. Browsers of today say where a request comes from (Fetch Metadata), older ones name its origin. Where
 * both are silent, as pages without a referrer make old ones, one of our `SameSite=Strict` cookies vouches: no other site's request
 * carries it.
 */
export const isForeign = (c: Context, { hosts, vouched }: { hosts: string[]; vouched: boolean }): boolean => {
  const site = c.req.header('sec-fetch-site')
  if (site) return site !== 'same-origin' && site !== 'none'
  const origin = c.req.header('origin')
  if (!origin || origin === 'null') return !vouched
  return !URL.canParse(origin) || ![c.req.header('host'), ...hosts].includes(new URL(origin).host)
}
