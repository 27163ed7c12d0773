import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/** Pages whose script stretches a passphrase: with libsodium, which is WebAssembly. All others have no script at all. */
const SCRIPTED = /^\/staff\/(enter|join\/[^/]+)$/

/** Nothing from elsewhere, nothing inline, never in a frame. */
export const headersOf = (secure: boolean): MiddlewareHandler => {
  const [bare, scripted] = [{}, { scriptSrc: ["'self'", "'wasm-unsafe-eval'"], connectSrc: ["'self'"] }].map(more =>
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        formAction: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...more,
      },
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      strictTransportSecurity: secure ? 'max-age=31536000' : false,
    }),
  ) as [MiddlewareHandler, MiddlewareHandler]
  return (c, next) => (SCRIPTED.test(c.req.path) ? scripted : bare)(c, next)
}
