import { may, type Staff } from '../../domain/staff.ts'
import type { ChannelName, Instant, PersonKey, UpdateKey } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import { readInitData } from '../../privacy/init-data.ts'
import { addAudit } from '../../store/audit.ts'
import { claimUpdates } from '../../store/inbox.ts'
import type { Store, Tx } from '../../store/index.ts'
import { staffById } from '../../store/staff.ts'
import { staffChat } from '../../store/staff-chats.ts'
import { handleOf, hashOf, newToken } from '../staff/tokens.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** So old may Telegram's word be; so far before us may its clock be. */
const FRESH = { past: 5 * MINUTE, future: MINUTE }
/** Then the button in the chat must be pressed once more. */
export const PASS_LIFE = 30 * MINUTE
const MOST_PASSES = 1000
/** Beside the updates of the bot, under the same rules and for as long. */
const SEEN = 'telegram mini app' as ChannelName

/**
 * The way in from a linked chat. Telegram's word proves an account there and nothing more: one factor. So what it gives is a pass and no
 * session: it shows the queue's coded fields, and not one route that opens, writes or changes anything looks at it.
 */
export type MiniApp = {
  /** @param initData as Telegram handed it to the page; good once. Gives a pass; `undefined`: refused, never said why. */
  enter(initData: string): Promise<string | undefined>
  /** Whose pass it is, if the chat is still linked and they may still see the queue. */
  who(pass: string | undefined): Promise<Staff | undefined>
}

/** @param rooms.token of the bot; none: nobody comes in this way. Passes live in memory: a restart ends them. */
export const createMiniApp = (rooms: {
  store: Store
  privacy: Privacy
  world: World
  demo: boolean
  token: string | undefined
}): MiniApp => {
  const { store, privacy, world, demo, token } = rooms
  const passes = new Map<string, { person: PersonKey; until: Instant }>()
  const ownerOf = async (tx: Tx, person: PersonKey): Promise<Staff | undefined> => {
    const chat = await staffChat(tx, person)
    const staff = chat && (await staffById(tx, chat.staff))
    return staff?.demo === demo && may(staff, 'queue.see') ? staff : undefined
  }
  return {
    async enter(initData) {
      const data = token === undefined ? undefined : readInitData(initData, token)
      const now = world.now()
      if (!data || now - data.at > FRESH.past || data.at - now > FRESH.future) return undefined
      const person = privacy.person('telegram', data.user)
      const owner = await store.tx(async tx => {
        const mark = privacy.update(SEEN, handleOf(data.mark) as UpdateKey)
        if ((await claimUpdates(tx, [mark], Math.floor(now / HOUR))).size === 0) return undefined
        const staff = await ownerOf(tx, person)
        if (staff) await addAudit(tx, { at: now, staff: staff.id, action: 'mini app' })
        return staff
      })
      if (!owner) return undefined
      for (const [key, { until }] of passes) if (until <= now || passes.size >= MOST_PASSES) passes.delete(key)
      const pass = newToken(world)
      passes.set(handleOf(hashOf(pass)), { person, until: now + PASS_LIFE })
      return pass
    },
    async who(pass) {
      const found = pass === undefined ? undefined : passes.get(handleOf(hashOf(pass)))
      return found && found.until > world.now() ? store.tx(tx => ownerOf(tx, found.person)) : undefined
    },
  }
}
