import type { ChannelName, Lang, PersonKey } from '../kit/ids.ts'
import type { Sealed } from '../privacy/seal.ts'
import type { Tx } from './index.ts'
export type Subscription = {
  person: PersonKey
  channel: ChannelName
  address: Uint8Array
  topics: string[]
  area: string | null
  lang: Lang
}
export type Audience = { topics?: string[]; area?: string; langs?: Lang[]; after?: PersonKey; limit: number }
export declare const loadSubscription: (tx: Tx, person: PersonKey) => Promise<Subscription | undefined>
export declare const saveSubscription: (tx: Tx, row: Subscription & { address: Sealed }) => Promise<void>
export declare const removeSubscription: (tx: Tx, person: PersonKey) => Promise<void>
export declare const subscribers: (tx: Tx, audience: Audience) => Promise<Subscription[]>
