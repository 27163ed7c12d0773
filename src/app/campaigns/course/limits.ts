import { CEILINGS, type Ceilings } from '../../../domain/campaigns/ceilings.ts'
import { HOLD } from '../../../domain/campaigns/hold.ts'
import type { QuietHours } from '../../../domain/quiet-hours.ts'
import type { Staff } from '../../../domain/staff.ts'
import { addAudit } from '../../../store/audit.ts'
import { readCeilings, saveCeilings } from '../../../store/quotas.ts'
import type { CampaignRooms } from '../index.ts'

/** More would be a burden on whoever gets them; none would be no campaigns at all. */
export const BOUNDS: Record<keyof Ceilings, { fewest: number; most: number }> = {
  hour: { fewest: 1, most: 4 },
  day: { fewest: 1, most: 10 },
  week: { fewest: 1, most: 30 },
}

export type LimitsView = {
  ceilings: Ceilings
  /** `undefined`: there are none. */
  quietHours: QuietHours | undefined
  /** In minutes. */
  hold: { usual: number; emergency: number }
}

/** How often campaigns may ring at somebody's phone; what else holds them back is shown, and set elsewhere. */
export type Limits = {
  see(): Promise<LimitsView>
  /** False: out of bounds, or fewer in a longer time; nothing is changed then. */
  save(me: Staff, ceilings: Ceilings): Promise<boolean>
}

const SPANS = ['hour', 'day', 'week'] as const

export const createLimits = ({ store, world, config }: CampaignRooms): Limits => ({
  see: () =>
    store.tx(async tx => ({
      ceilings: (await readCeilings(tx)) ?? CEILINGS,
      quietHours: config?.quietHours,
      hold: { usual: HOLD.usual / 60_000, emergency: HOLD.emergency / 60_000 },
    })),
  save: (me, ceilings) =>
    store.tx(async tx => {
      const { hour, day, week } = ceilings
      const isBound = (span: keyof Ceilings) =>
        Number.isInteger(ceilings[span]) && ceilings[span] >= BOUNDS[span].fewest && ceilings[span] <= BOUNDS[span].most
      if (!SPANS.every(isBound) || hour > day || day > week) return false
      await saveCeilings(tx, { hour, day, week })
      const code = `${hour} ${day} ${week}`
      await addAudit(tx, { at: world.now(), staff: me.id, action: 'campaign limits set', code })
      return true
    }),
})
