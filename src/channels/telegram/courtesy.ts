/**
 * What is answered at once and beside the outbox, because it is no part of a talk and nothing is lost without it: the waiting mark
 * on a tapped button, and a group, which is only told where to write.
 */
import type { Address, Instant } from '../../kit/ids.ts'
import type { Inbound } from '../../kit/inbound.ts'
import type { World } from '../../kit/world.ts'
import type { Carrier, TelegramApp } from './port.ts'
import type { Read } from './read.ts'
import { toCalls } from './write.ts'

/** To be called after the commit. `undefined`: nothing to do. Never rejects. */
export type Courtesy = (read: Read) => Promise<void> | undefined

type CourtesyOptions = {
  carrier: Carrier
  app: Pick<TelegramApp, 'words'>
  world: World
  /** Our own username, for the link to the private chat. */
  bot: () => string | undefined
}

/** A group hears us once in this time, however often it calls: Telegram allows 20 messages a minute there, and nobody wants them. */
const QUIET = 60_000
const GROUPS = 1000
const SOURCE = 'en'

export const createCourtesy = ({ carrier, app, world, bot }: CourtesyOptions): Courtesy => {
  const told = new Map<Address, Instant>()

  const call = async (method: string, payload: Readonly<Record<string, unknown>>): Promise<void> => {
    await carrier.call(method, payload, { seconds: 10 }).catch(() => {})
  }

  const tellGroup = async ({ address, guess }: Inbound): Promise<void> => {
    const now = world.now()
    if (Math.abs(now - (told.get(address) ?? Number.NEGATIVE_INFINITY)) < QUIET) return
    if (told.size >= GROUPS) told.clear()
    told.set(address, now)
    const lang = app.words.matchLanguage(guess) ?? SOURCE
    const message = { lang, text: [app.words.text(lang, 'engine.group')], choices: [], verbs: [], personal: false }
    for (const { method, payload } of toCalls(address, message, { texts: app.words, bot: bot() }))
      await call(method, payload)
  }

  return read => {
    if (read.kind !== 'deed') return undefined
    if (read.tap !== undefined) return call('answerCallbackQuery', { callback_query_id: read.tap })
    return read.inbound.it.kind === 'group' ? tellGroup(read.inbound) : undefined
  }
}
