import { EMERGENCY, EVERY, faultOf, type Patience, patienceOf } from '../../domain/deadlines.ts'
import type { Staff } from '../../domain/staff.ts'
import type { World } from '../../kit/world.ts'
import { addAudit } from '../../store/audit.ts'
import { loadPromises, removePromise, savePromise } from '../../store/deadlines.ts'
import type { Store } from '../../store/index.ts'
import type { Directory } from '../directory.ts'

export { EMERGENCY, EVERY, MOST_HOURS, type Patience } from '../../domain/deadlines.ts'

/** `range`: not 1 hour to 90 days; `order`: answered before it is taken up; `unknown`: no such category. */
export type PromiseRefusal = 'range' | 'order' | 'unknown'

/** How long cases may wait. What was promised already stays promised. */
export type PromiseBook = {
  /** In hours: of all that have none of their own, of emergencies, and of categories. */
  see(): Promise<{ every: Patience; emergency: Patience; own: { category: string; patience: Patience }[] }>
  /** For a category, `EVERY` or `EMERGENCY`. */
  save(me: Staff, category: string, patience: Patience): Promise<PromiseRefusal | undefined>
  /** Back to what holds for all. */
  remove(me: Staff, category: string): Promise<void>
}

type Rooms = { store: Store; world: World; directory: Pick<Directory, 'categoryOf'> }

export const createPromiseBook = ({ store, world, directory }: Rooms): PromiseBook => ({
  see: () =>
    store.tx(async tx => {
      const all = await loadPromises(tx)
      const own = [...all].flatMap(([category, patience]) =>
        category === EVERY || category === EMERGENCY ? [] : [{ category, patience }],
      )
      const every = patienceOf({ category: EVERY, urgency: 'soon' }, all)
      return {
        every,
        emergency: all.get(EMERGENCY) ?? patienceOf({ category: EVERY, urgency: 'emergency' }, new Map()),
        own,
      }
    }),
  save: (me, category, patience) =>
    store.tx(async tx => {
      const fault = faultOf(patience)
      if (fault) return fault
      if (category !== EVERY && category !== EMERGENCY && !directory.categoryOf(category)) return 'unknown'
      await savePromise(tx, category, patience)
      const code = `${category} ${patience.acknowledge} ${patience.answer}`
      await addAudit(tx, { at: world.now(), staff: me.id, action: 'deadline set', code })
      return undefined
    }),
  remove: (me, category) =>
    store.tx(async tx => {
      if (await removePromise(tx, category))
        await addAudit(tx, { at: world.now(), staff: me.id, action: 'deadline set', code: category })
    }),
})
