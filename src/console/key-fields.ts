import { z } from 'zod'
import { PORTION } from '../app/keyring/index.ts'
import type { ConcernId } from '../kit/ids.ts'

/** So many bytes and no other number. */
export const bytes = (size: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .length(Math.ceil((size * 4) / 3))
    .transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url')))
    .refine(it => it.length === size)
const id = z.string().regex(/^[\w-]{22}$/)

/** Half of a case key in a sealed box, behind the name of its case. */
const WRAP_BYTES = 48 + 32
const wrap = z
  .string()
  .regex(/^[\w-]{22}\.[\w-]+$/)
  .transform((text, context) => {
    const [concern = '', sealed = ''] = text.split('.')
    const box = bytes(WRAP_BYTES).safeParse(sealed)
    if (!box.success) context.addIssue('not a sealed half')
    return { concern: concern as ConcernId, sealed: box.data ?? new Uint8Array() }
  })

/** What the scripts of the keys' page send. What is inside is checked by app/keyring. */
export const MADE = z.object({ publicKey: bytes(32), wrapped: bytes(129) })
export const REWRAPPED = z.object({ wrapped: bytes(129) })
export const OPENED = z.object({ opened: bytes(32) })
export const MISSING = z.object({ as: id, after: z.union([id, z.literal('')]).default('') })
export const WRAPS = z.object({
  as: id,
  damaged: z.coerce.number().int().min(0).max(1_000_000).default(0),
  wrap: z.preprocess(it => [it ?? []].flat(), z.array(wrap).max(PORTION)),
})

export const keyId = (text: string | undefined): string | undefined => id.safeParse(text).data
