import type { ColumnType } from 'kysely'
import type { Sealed } from '../privacy/seal.ts'

/** A column that takes nothing but what `seal()` made. */
export type SealedBytes = ColumnType<Uint8Array, Sealed, Sealed>
/** 16 random or keyed bytes; branded base64url strings in memory (see ids.ts). */
export type Id = Uint8Array
