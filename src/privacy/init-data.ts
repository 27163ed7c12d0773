import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Address, Instant } from '../kit/ids.ts'

/** What Telegram vouches for when somebody opens a Mini App. Nothing else of it is read: no name, no picture. */
export type InitData = {
  /** The user's id, which is the id of their private chat too. */
  user: Address
  /** When Telegram signed it. */
  at: Instant
  /** Names this one set of data: its signature. */
  mark: Uint8Array
}

/**
 * `Telegram.WebApp.initData`, if it was signed with this bot's token:
 * https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app. How old it is, the caller decides.
 */
export const readInitData = (text: string, token: string): InitData | undefined => {
  const fields = [...new URLSearchParams(text)]
  const values = new Map(fields)
  // Two readings of one text, or lines within a value, could say something else than what was signed.
  if (values.size !== fields.length || fields.some(field => /[\n\r]/.test(field.join('')))) return undefined
  const given = values.get('hash') ?? ''
  if (!/^[0-9a-f]{64}$/i.test(given)) return undefined
  const mark = Buffer.from(given, 'hex')
  if (!timingSafeEqual(mark, signature(fields, token))) return undefined
  const user = userOf(values.get('user') ?? '')
  const at = /^\d{1,12}$/.exec(values.get('auth_date') ?? '')?.[0]
  return user === undefined || at === undefined ? undefined : { user, at: Number(at) * 1000, mark }
}

const signature = (fields: [string, string][], token: string): Buffer => {
  const lines = fields.filter(([name]) => name !== 'hash').map(([name, value]) => `${name}=${value}`)
  const key = createHmac('sha256', 'WebAppData').update(token).digest()
  return createHmac('sha256', key).update(lines.toSorted().join('\n')).digest()
}

const userOf = (json: string): Address | undefined => {
  try {
    const { id, is_bot } = (JSON.parse(json) ?? {}) as { id?: unknown; is_bot?: unknown }
    return Number.isSafeInteger(id) && Number(id) > 0 && is_bot !== true ? (`${id}` as Address) : undefined
  } catch {
    return undefined
  }
}
