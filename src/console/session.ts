import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Signed, StaffDoor } from '../app/staff/index.ts'

/** The cookie that says who is signed in. It carries a random token and nothing else, and ends with the browser. */
export type Cookie = {
  /** Who asks. What an open page asks by itself keeps no session alive. */
  signed(c: Context): Promise<Signed | undefined>
  token(c: Context): string | undefined
  set(c: Context, token: string): void
  /** On a page with a form for those who are not signed in yet. Says nothing about them: it is the same for everybody. */
  vouch(c: Context): void
  /** The browser shows a cookie that it shows to no request of another site. */
  vouched(c: Context): boolean
  /** Also what the pages keep in the browser. */
  clear(c: Context): void
}

/** @param secure staff come by https: then no other site and no part of this one can set it (`__Host-`). */
export const createCookie = (door: StaffDoor, secure: boolean): Cookie => {
  const name = secure ? '__Host-tulay-staff' : 'tulay-staff'
  const doorstep = secure ? '__Host-tulay-door' : 'tulay-door'
  const fixed = { path: '/', httpOnly: true, sameSite: 'Strict', secure } as const
  const token: Cookie['token'] = c => getCookie(c, name)
  return {
    signed: c => door.who(token(c), { stamp: !asksByItself(c) }),
    token,
    set: (c, value) => setCookie(c, name, value, fixed),
    vouch: c => setCookie(c, doorstep, '1', fixed),
    vouched: c => (getCookie(c, doorstep) ?? token(c)) !== undefined,
    clear: c => {
      setCookie(c, name, '', { ...fixed, maxAge: 0 })
      // An opened key lies in its tab until it is locked: whoever signs out leaves none behind.
      c.header('clear-site-data', '"storage"')
    },
  }
}

/** The stream of an open page, and what its script (`assets/live.js`) fetches when it hears of a change. */
const asksByItself = (c: Context): boolean =>
  c.req.path.endsWith('/events') || c.req.header('x-tulay-by-itself') !== undefined
