export type Origin = 'own' | 'foreign' | 'unsaid'

/**
 * Where a post comes from. `own`: surely from a page of ours. `foreign`: surely not. `unsaid`: the browser does not tell
 * (an old one, or plain http: our pages send no referrer, and then `Origin` is `null`); the cookie's SameSite=Strict guards
 * those, and no session may be begun under a token that a foreign page could know.
 * `hosts`: the names that we go by. Only they are compared: behind a proxy that ends TLS we see http, the browser https.
 * Fetch standard, "append a request `Origin` header"; Fetch Metadata, `Sec-Fetch-Site`.
 */
export const originOf = (headers: Headers, hosts: string[]): Origin => {
  const site = headers.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none' ? 'own' : 'foreign'
  const origin = headers.get('origin')
  if (!origin || origin === 'null') return 'unsaid'
  return URL.canParse(origin) && hosts.includes(new URL(origin).host) ? 'own' : 'foreign'
}
