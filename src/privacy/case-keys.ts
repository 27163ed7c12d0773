import type { Capability, ConcernId } from '../kit/ids.ts'
import type { MediaKind } from '../kit/inbound.ts'
import type { World } from '../kit/world.ts'
import type { Sealed } from './seal.ts'
import type { Sodium } from './sodium.ts'

/** What is sealed: `answers` is JSON (all answers, the language), `text` is UTF-8, the rest files as they are. */
export type CasePart = { kind: 'answers' | 'text' | MediaKind; bytes: Uint8Array; caption?: string }
export type Wrap = { holder: string; sealed: Uint8Array }
export type Way = { publicKey: Uint8Array; underCapability: Sealed; underReceipt: Sealed }
export type SealedConcern = { parts: Sealed[]; wraps: Wrap[]; way: Way }
export declare const sealConcern: (it: {
  sodium: Sodium
  world: World
  parts: CasePart[]
  holders: { id: string; publicKey: Uint8Array }[]
  capability: Capability
  receiptKey: Uint8Array
}) => { id: ConcernId; shred: Uint8Array; kept: SealedConcern }
export declare const openConcern: (it: {
  sodium: Sodium
  id: ConcernId
  parts: Uint8Array[]
  wrap: Uint8Array
  holder: { publicKey: Uint8Array; privateKey: Uint8Array }
  shred: Uint8Array
}) => CasePart[] | undefined
