import type { MiddlewareHandler } from 'hono'

/** No script, nothing from elsewhere, no form: there is nothing to fill in. */
const PAGE = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** For a file: it is shown or kept, and can run nothing. */
export const NO_PICTURE = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox" }

/**
 * `no-cache`: kept by whoever likes, and asked for again each time (which costs a few bytes, by the ETag): what was called back is gone
 * at once.
 */
export const headers =
  (secure: boolean): MiddlewareHandler =>
  async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries({
      'content-security-policy': PAGE,
      'cache-control': c.res.ok || c.res.status === 304 ? 'no-cache' : 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    }))
      if (!headers.has(name)) headers.set(name, value)
    headers.append('vary', 'Accept-Language')
  }
