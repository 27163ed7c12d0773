import type { Words } from '../../engine/types.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import type { Store } from '../../store/index.ts'

export type CaseRooms = {
  store: Store
  privacy: Privacy
  words: Words
  world: World
  pushes(channel: string): boolean
  /** After each commit that left something to send. */
  nudge(): void
  /** After each commit that changed what stands in the queue. */
  changed(): void
}
