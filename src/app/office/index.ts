/** What a group sets for itself: who is on duty, how long a case may wait, how long one is kept, what it demands. */
import type { World } from '../../kit/world.ts'
import type { Store } from '../../store/index.ts'
import type { Changes } from '../changes.ts'
import { createDuty, type Duty } from '../duty.ts'
import { createDemands, type Demands } from './demands.ts'

export type Office = { duty: Duty; demands: Demands }

export type OfficeRooms = { store: Store; world: World; demo: boolean; changes: Changes }

export const createOffice = (rooms: OfficeRooms): Office => ({
  duty: createDuty(rooms),
  demands: createDemands(rooms),
})
