import type { Sodium } from './sodium.ts'

export declare const newKeyholder: (
  sodium: Sodium,
  passphrase: string,
) => Promise<{ publicKey: Uint8Array; wrapped: Uint8Array }>
export declare const openKeyholder: (
  sodium: Sodium,
  wrapped: Uint8Array,
  passphrase: string,
) => Promise<{ publicKey: Uint8Array; privateKey: Uint8Array } | undefined>
