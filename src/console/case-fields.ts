import { z } from 'zod'
import { type Change, OUTCOMES, STATUSES } from '../app/cases/index.ts'
import type { ConcernId } from '../kit/ids.ts'

/** 3,000 characters in any script, padded; far more than the page lets anybody write. */
const MOST_BYTES = 32_768
const bytes = z
  .string()
  .regex(/^[\w-]+$/)
  .max((MOST_BYTES * 4) / 3)
  .transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url')))
/** Sealed under the case key: format, 24 bytes of nonce, words in steps of 256, 16 of tag. */
const underKey = bytes.refine(it => it[0] === 1 && it.length > 41 && (it.length - 41) % 256 === 0)
/** A sealed box: 48 bytes beside the words. */
const box = bytes.refine(it => it.length > 48 && (it.length - 48) % 256 === 0)
const number = z.coerce.number().int().min(1).max(1_000_000)

/** What the script sends. Unpadded or unsealed words are refused: the server must not be able to keep them. */
export const NOTE = z.object({ number, body: underKey })
/** The status that a reply tells of, in one code: `status.working`, `closed.helped`. */
const change = z
  .enum([...STATUSES.map(it => `status.${it}` as const), ...OUTCOMES.map(it => `closed.${it}` as const)])
  .transform(changeOf)
export const REPLY = z.object({
  number,
  kind: z.enum(['reply', 'question', 'desk', 'quote']),
  body: underKey,
  mail: box,
  change: change.optional(),
})
export const STATUS = z.object({ status: z.enum(STATUSES) })
export const CLOSE = z.object({ outcome: z.enum(OUTCOMES) })

function changeOf(code: string): Change {
  const [what, value] = code.split('.')
  return what === 'closed'
    ? { status: 'closed', outcome: value as (typeof OUTCOMES)[number] }
    : { status: value as (typeof STATUSES)[number] }
}

export const caseId = (text: string | undefined): ConcernId | undefined =>
  text && /^[\w-]{22}$/.test(text) ? (text as ConcernId) : undefined
