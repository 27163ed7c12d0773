import type { World } from '../../../kit/world.ts'
import type { Privacy } from '../../../privacy/index.ts'
import type { Sodium } from '../../../privacy/sodium.ts'
import type { Store } from '../../../store/index.ts'

export type SigningRooms = { store: Store; privacy: Privacy; sodium: Sodium; world: World; demo: boolean }
