import type { World } from '../../kit/world.ts'
import type { Sodium } from '../../privacy/sodium.ts'
import type { Store } from '../../store/index.ts'

export type KeyRooms = {
  store: Store
  sodium: Sodium
  world: World
  /** After each commit that changed who can read what. */
  changed(): void
}
