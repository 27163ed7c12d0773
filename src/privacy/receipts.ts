import type { Receipt } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'

export declare const newReceipt: (world: World) => Receipt
export declare const readReceipt: (text: string) => Receipt | 'typo' | undefined
export declare const formatReceipt: (receipt: Receipt) => string
export declare const stretchReceipt: (
  salt: Uint8Array,
  receipt: Receipt,
) => Promise<{ lookup: Uint8Array; wrapKey: Uint8Array }>
