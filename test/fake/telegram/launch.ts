/** How Telegram opens a Mini App: data about who opened it, signed with the bot's token. */
import { createHmac } from 'node:crypto'

/** `at`: milliseconds since 1970. `fields`: others than the usual ones. */
export type Launch = { at?: number; fields?: Record<string, string> }

let number = 0

export const signLaunch = (token: string, user: number, { at = Date.now(), fields = {} }: Launch): string => {
  const all: Record<string, string> = {
    query_id: `AAF${++number}`,
    user: JSON.stringify({ id: user, first_name: 'Maria', username: 'maria', allows_write_to_pm: true }),
    auth_date: String(Math.floor(at / 1000)),
    signature: 'of-another-kind_and-signed-too',
    ...fields,
  }
  const lines = Object.keys(all).sort()
  const key = createHmac('sha256', 'WebAppData').update(token).digest()
  const hash = createHmac('sha256', key)
    .update(lines.map(name => `${name}=${all[name]}`).join('\n'))
    .digest('hex')
  return new URLSearchParams({ ...all, hash }).toString()
}
