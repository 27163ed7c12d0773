/** What a group sets for itself: who is on duty, how long a case may wait, how long one is kept, what it demands. */
import type { World } from '../../kit/world.ts'
import type { Store } from '../../store/index.ts'
import type { Changes } from '../changes.ts'
import type { Directory } from '../directory.ts'
import { createDuty, type Duty } from '../duty.ts'
import { createDemands, type Demands } from './demands.ts'
import { createKeeping, type Keeping } from './keeping.ts'
import { createPromiseBook, type PromiseBook } from './promises.ts'
import { createViews, type Views } from './views.ts'

export type Office = { duty: Duty; demands: Demands; keeping: Keeping; promises: PromiseBook; views: Views }

export type OfficeRooms = {
  store: Store
  world: World
  demo: boolean
  changes: Changes
  directory: Pick<Directory, 'categoryOf'>
}

export const createOffice = (rooms: OfficeRooms): Office => ({
  duty: createDuty(rooms),
  demands: createDemands(rooms),
  keeping: createKeeping(rooms),
  promises: createPromiseBook(rooms),
  views: createViews(rooms),
})
