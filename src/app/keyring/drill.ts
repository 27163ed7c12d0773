import { timingSafeEqual } from 'node:crypto'
import type { Staff } from '../../domain/staff.ts'
import type { Instant } from '../../kit/ids.ts'
import { sealBox } from '../../privacy/box.ts'
import { addAudit } from '../../store/audit.ts'
import { keyById, markDrilled } from '../../store/keyholders.ts'
import { ownKey } from '../../store/staff.ts'
import { utcDay } from '../intake.ts'
import type { KeyRooms } from './rooms.ts'

const BYTES = 32
const LIFE = 5 * 60_000

export type Drilling = {
  /** A test envelope, sealed to one's own key; `undefined`: holds none, or proved it today already. */
  envelope(staff: Staff): Promise<Uint8Array | undefined>
  /** What was in it, and gives the day that is written down. One try for each envelope. */
  prove(staff: Staff, opened: Uint8Array): Promise<string | undefined>
}

/** Proves that a keyholder can still open what is sealed to them. What was sealed lies in memory for minutes, the day is stored. */
export const createDrill = ({ store, sodium, world, changed }: KeyRooms): Drilling => {
  const asked = new Map<string, { bytes: Uint8Array; until: Instant }>()
  const own = (staff: Staff) =>
    store.tx(async tx => {
      const id = await ownKey(tx, staff.id)
      return id ? keyById(tx, id) : undefined
    })
  return {
    async envelope(staff) {
      const key = await own(staff)
      const now = world.now()
      for (const [id, { until }] of asked) if (until <= now) asked.delete(id)
      if (!key || key.drilled === utcDay(now)) return undefined
      // A copy of its own: a world may hand out the same bytes again.
      const bytes = Uint8Array.from(world.random(BYTES))
      asked.set(key.id, { bytes, until: now + LIFE })
      return sealBox(sodium, bytes, key.publicKey)
    },
    async prove(staff, opened) {
      const key = await own(staff)
      const known = key && asked.get(key.id)
      const now = world.now()
      if (!key || !known || known.until <= now) return undefined
      asked.delete(key.id)
      if (opened.length !== BYTES || !timingSafeEqual(opened, known.bytes)) return undefined
      const day = utcDay(now)
      await store.tx(async tx => {
        await markDrilled(tx, key.id, day)
        await addAudit(tx, { at: now, staff: staff.id, action: 'key proved', code: key.id })
      })
      changed()
      return day
    },
  }
}
