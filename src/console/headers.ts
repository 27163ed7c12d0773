import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/** Pages whose script stretches a passphrase: with libsodium, which is WebAssembly. */
const STRETCHING = /^\/staff\/(enter|join\/[^/]+|me\/passphrase)$/
/**
 * Pages with a script of ours: one asks again when the queue has changed, one asks for a passkey, one shows what a campaign looks like.
 * All others have none at all.
 */
const LIVE = /^\/staff(\/(me|people|prove|keys|campaigns)(\/.*)?)?$/

/**
 * What a Mini App's button opens. On Telegram's own web page that is a frame: https://core.telegram.org/bots/webapps. It has nothing
 * but a link there.
 */
const APP = '/staff/app'
const TELEGRAM = 'https://web.telegram.org'

/** Nothing from elsewhere, nothing inline, never in a frame but for that one page. */
export const headersOf = (secure: boolean): MiddlewareHandler => {
  const own = { scriptSrc: ["'self'"], connectSrc: ["'self'"] }
  const stretching = { ...own, scriptSrc: ["'self'", "'wasm-unsafe-eval'"] }
  const framed = { ...own, frameAncestors: [TELEGRAM] }
  const [bare, live, stretch, app] = [{}, own, stretching, framed].map(more =>
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
      // It knows no list; where it stands, browsers that know both follow the policy above.
      xFrameOptions: more === framed ? false : 'DENY',
      strictTransportSecurity: secure ? 'max-age=31536000' : false,
    }),
  ) as [MiddlewareHandler, MiddlewareHandler, MiddlewareHandler, MiddlewareHandler]
  const fitting = (path: string) =>
    path === APP ? app : STRETCHING.test(path) ? stretch : LIVE.test(path) ? live : bare
  return (c, next) => fitting(c.req.path)(c, next)
}
