import type { Tx } from './index.ts'
/** `wrapped`: the private key under the holder's passphrase; null for the recovery key, whose seed is on paper only. */
export type Keyholder = {
  id: string
  role: 'keyholder' | 'recovery'
  name: string
  publicKey: Uint8Array
  demo: boolean
}
export declare const activeHolders: (tx: Tx) => Promise<Keyholder[]>
export declare const insertHolder: (tx: Tx, row: Keyholder & { wrapped: Uint8Array | null }) => Promise<void>
export declare const wrappedKey: (tx: Tx, id: string) => Promise<Uint8Array | undefined>
export declare const retireHolder: (tx: Tx, id: string) => Promise<boolean>
