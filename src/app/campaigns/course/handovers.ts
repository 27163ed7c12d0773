import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { addAudit } from '../../../store/audit.ts'
import { addHandover } from '../../../store/campaigns/handovers.ts'
import { isDay } from '../../duty.ts'
import { queueDay } from '../../read-queue.ts'
import type { CampaignRooms } from '../index.ts'
import { knownCampaign } from './known.ts'

export const LONGEST_TO = 200
/** `gone`: no such campaign. `day`: none, or one that is to come. `to`: to nobody. `range`: not a number of signatures. */
export type HandoverRefusal = 'gone' | 'day' | 'to' | 'range'

/** Who got the signatures of a petition, on which day, how many, and who handed them over. Stays as it was written. */
export type Handovers = {
  add(me: Staff, id: CampaignId, it: { day: string; to: string; n: number }): Promise<HandoverRefusal | undefined>
}

export const createHandovers = ({ store, world, demo }: CampaignRooms): Handovers => ({
  add: (me, id, { day, to, n }) =>
    store.tx(async tx => {
      const known = await knownCampaign(tx, { demo }, id)
      if (!known?.sheet?.actions.some(({ kind }) => kind === 'sign' || kind === 'organization')) return 'gone'
      const name = to.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TO)
      if (!isDay(day) || day > queueDay(world.now())) return 'day'
      if (!name) return 'to'
      if (!Number.isInteger(n) || n < 1 || n > 100_000_000) return 'range'
      await addHandover(tx, id, { day, to: name, n, staff: me.id })
      await addAudit(tx, { at: world.now(), staff: me.id, action: 'signatures handed over', code: `${id} ${n}` })
      return undefined
    }),
})
