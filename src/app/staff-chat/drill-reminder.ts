import { drillOf, remindsOn } from '../../domain/drill.ts'
import type { Instant } from '../../kit/ids.ts'
import type { Store, Tx } from '../../store/index.ts'
import { activeHolders } from '../../store/keyholders.ts'
import { readMeta, writeMeta } from '../../store/meta.ts'
import { addLines } from '../../store/outbox.ts'
import { utcDay } from '../intake.ts'
import { noticeLine } from '../notice-line.ts'
import { addressOf } from './menu.ts'
import { hearersOf, type TellRooms } from './notices.ts'
import { type Coded, langOf, staffMessage } from './say.ts'

/** Reminds keyholders in their linked chats; may run as often as one likes. Gives how many were told. */
export type RemindOfDrills = (now: Instant) => Promise<number>

/** Staff sit anywhere: what waits out a night waits out Japan's, like the deadlines of cases without an area. */
const ZONE = 'Asia/Tokyo'

/**
 * A keyholder who does not come by the console would learn too late that no reports are taken. Once a day at the most, over
 * restarts: the day stands in the database, written with the reminders.
 */
export const createDrillReminder =
  (rooms: TellRooms & { store: Store }): RemindOfDrills =>
  now =>
    rooms.store.tx(async tx => {
      const today = utcDay(now)
      if ((await readMeta(tx, 'drills')) === today) return 0
      await writeMeta(tx, 'drills', today)
      const lines = await linesFor(tx, rooms, today)
      if (lines.length > 0) await addLines(tx, lines)
      return lines.length
    })

const linesFor = async (tx: Tx, rooms: TellRooms, today: string) => {
  const keys = new Map((await activeHolders(tx)).map(key => [key.id, key]))
  const lines: ReturnType<typeof noticeLine>[] = []
  for (const { staff, chats } of await hearersOf(tx, rooms)) {
    const key = staff.holder === undefined ? undefined : keys.get(staff.holder)
    if (!key || key.demo || !remindsOn(key.drilled ?? key.since, today)) continue
    const { state, until } = drillOf(key.drilled, today)
    const lang = langOf(rooms.words, staff)
    const head = {
      key: `staff.drill.${state === 'over' ? 'over' : 'due'}` as const,
      values: { day: (until ?? '') as Coded },
    }
    const links = rooms.pages
      ? [{ label: rooms.words.text(lang, 'console.keys.remind.go'), url: `${rooms.pages}/staff/keys`, inside: false }]
      : []
    const message = staffMessage(rooms, lang, { head, links })
    for (const chat of chats) {
      const to = addressOf(rooms.privacy, chat)
      const { person, channel } = chat
      if (to !== undefined) lines.push(noticeLine(rooms, { person, channel, to, message, zone: ZONE }, lines.length))
    }
  }
  return lines
}
