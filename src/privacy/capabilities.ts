import type { Capability } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'

export declare const newCapability: (world: World) => Capability
export declare const hashCapability: (capability: Capability) => Uint8Array
export declare const capabilityKey: (capability: Capability) => Uint8Array
