import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Address, UpdateKey } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'

/** 128 random bits as base64url: a session's token, a form's nonce. */
const TOKEN = /^[\w-]{22}$/

export const newNonce = (world: World): string => Buffer.from(world.random(16)).toString('base64url')

export const readNonce = (text: string): string | undefined => (TOKEN.test(text) ? text : undefined)

/**
 * The address that a first page's form leads to. Derived from its nonce, which only that page holds, so that a first form
 * sent twice at once begins one conversation and not two.
 */
export const addressOf = (nonce: string): Address =>
  createHash('sha256').update(`tulay web session ${nonce}`).digest().subarray(0, 16).toString('base64url') as Address

/** What makes one post unique: the form's nonce and what was said with it. The same post again is a repeat. */
export const updateOf = (nonce: string, part: number, said: Uint8Array | string): UpdateKey =>
  `${nonce}.${part}.${createHash('sha256').update(said).digest().subarray(0, 9).toString('base64url')}` as UpdateKey

/** The one cookie: HttpOnly, of this site only, gone with the browser; set by the first post and never by a visit. */
export const createSession = (secure: boolean) => {
  const name = secure ? '__Host-tulay' : 'tulay'
  const fixed = { path: '/', httpOnly: true, sameSite: 'Strict', secure } as const
  return {
    read: (c: Context): Address | undefined => readNonce(getCookie(c, name) ?? '') as Address | undefined,
    begin: (c: Context, address: Address): void => setCookie(c, name, address, fixed),
    end: (c: Context): void => setCookie(c, name, '', { ...fixed, maxAge: 0 }),
  }
}
export type WebSession = ReturnType<typeof createSession>
