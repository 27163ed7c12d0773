import type { Staff } from '../../domain/staff.ts'
import type { World } from '../../kit/world.ts'
import { addAudit } from '../../store/audit.ts'
import { allDemands, type Demand, saveDemand } from '../../store/demands.ts'
import type { Store } from '../../store/index.ts'

export type { Demand } from '../../store/demands.ts'

/** One sentence that fits on a poster. */
export const LONGEST_DEMAND = 200

export const tidyDemand = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_DEMAND)

/** `empty`: no words; `twice`: another one has these words; `unknown`: there is none such. */
export type DemandRefusal = 'empty' | 'twice' | 'unknown'

/** The group's list of demands: what staff can choose from on a case. */
export type Demands = {
  all(): Promise<Demand[]>
  /** `id` undefined: a new one. Not `active`: kept for the cases that have it, and offered to no other. */
  save(me: Staff, it: { id: string | undefined; text: string; active: boolean }): Promise<DemandRefusal | undefined>
}

export const createDemands = ({ store, world }: { store: Store; world: World }): Demands => ({
  all: () => store.tx(allDemands),
  save: (me, { id, text, active }) =>
    store.tx(async tx => {
      const all = await allDemands(tx)
      const words = tidyDemand(text)
      if (!words) return 'empty'
      if (id !== undefined && !all.some(it => it.id === id)) return 'unknown'
      if (all.some(it => it.text === words && it.id !== id)) return 'twice'
      const saved = { id: id ?? Buffer.from(world.random(16)).toString('base64url'), text: words, active }
      await saveDemand(tx, saved)
      await addAudit(tx, { at: world.now(), staff: me.id, action: 'demand changed', code: saved.id })
      return undefined
    }),
})
