import type { Brand } from '../kit/ids.ts'

/** Ciphertext. Only `seal()` makes it; a column for sealed bytes accepts nothing else. */
export type Sealed = Brand<Uint8Array, 'Sealed'>
