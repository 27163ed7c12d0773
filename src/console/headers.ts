import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/** Pages whose script stretches a passphrase: with libsodium, which is WebAssembly. */
const STRETCHING = /^\/staff\/(enter|join\/[^/]+|me\/passphrase)$/
/** Pages with a script of ours: one asks again when the queue has changed, one asks for a passkey. All others have none at all. */
const LIVE = /^\/staff(\/(me|people|prove|keys)(\/.*)?)?$/

/** Nothing from elsewhere, nothing inline, never in a frame. */
export const headersOf = (secure: boolean): MiddlewareHandler => {
  const own = { scriptSrc: ["'self'"], connectSrc: ["'self'"] }
  const stretching = { ...own, scriptSrc: ["'self'", "'wasm-unsafe-eval'"] }
  const [bare, live, stretch] = [{}, own, stretching].map(more =>
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
  ) as [MiddlewareHandler, MiddlewareHandler, MiddlewareHandler]
  const fitting = (path: string) => (STRETCHING.test(path) ? stretch : LIVE.test(path) ? live : bare)
  return (c, next) => fitting(c.req.path)(c, next)
}
