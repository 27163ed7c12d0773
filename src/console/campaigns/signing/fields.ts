import { z } from 'zod'
import { bytes } from '../../key-fields.ts'

const [KEY, FILE, SIGNATURE] = [32, 129, 64]

/** What the scripts send: public halves, files under a passphrase, signatures. What is inside is checked by app/campaigns. */
export const MADE = z.object({ publicKey: bytes(KEY), wrapped: bytes(FILE), proof: bytes(SIGNATURE) })
export const REWRAPPED = z.object({ wrapped: bytes(FILE) })
export const SIGNED = z.object({ signature: bytes(SIGNATURE) })
/** A sheet's signature, and the moment that was signed along. */
export const GIVEN = z.object({
  sheet: z.coerce.number().int().min(1).max(100_000),
  at: z.coerce.number().int().min(0),
  signature: bytes(SIGNATURE),
})
