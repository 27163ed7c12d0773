import type { Staff } from '../../domain/staff.ts'
import type { Store } from '../../store/index.ts'
import { removeView, type StaffView, saveView, viewsOf } from '../../store/staff-views.ts'

export type { StaffView } from '../../store/staff-views.ts'

/** Nobody reads a longer list. */
export const MOST_VIEWS = 20
export const LONGEST_NAME = 40

/** Views of the queue that one of the staff keeps. */
export type Views = {
  mine(me: Staff): Promise<StaffView[]>
  /** False: no name, or there are too many. */
  save(me: Staff, view: StaffView): Promise<boolean>
  remove(me: Staff, name: string): Promise<void>
}

export const createViews = ({ store }: { store: Store }): Views => ({
  mine: me => store.tx(tx => viewsOf(tx, me.id)),
  save: (me, view) =>
    store.tx(async tx => {
      const name = view.name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME)
      const known = await viewsOf(tx, me.id)
      if (name === '' || (known.length >= MOST_VIEWS && !known.some(it => it.name === name))) return false
      await saveView(tx, me.id, { name, ask: view.ask })
      return true
    }),
  remove: (me, name) => store.tx(tx => removeView(tx, me.id, name)),
})
