import type { Receipt } from '../kit/ids.ts'
import { damm, RECEIPT_DIGITS } from '../kit/text.ts'
import type { World } from '../kit/world.ts'
import { stretch } from './argon.ts'
import type { Privacy } from './index.ts'

/**
 * OWASP's choice for Argon2id where memory is dear (Password Storage Cheat Sheet): 7 MiB, 5 passes, 1 lane, as strong as its others.
 * glibc does not give the memory of four such threads back. 64 bytes: two keys.
 */
const COST = { memory: 7168, passes: 5, size: 64 }

/** 15 random digits (50 bits) and a check digit. */
export const newReceipt = (world: World): Receipt => {
  let digits = ''
  while (digits.length < RECEIPT_DIGITS - 1)
    // 250 is the largest multiple of ten below 256: without the limit 0 to 5 would come more often.
    for (const byte of world.random(24)) if (byte < 250 && digits.length < RECEIPT_DIGITS - 1) digits += byte % 10
  return `${digits}${damm(digits)}` as Receipt
}

/** `1234 5678 9012 3456` */
export const formatReceipt = (receipt: Receipt): string => receipt.replace(/(.{4})(?!$)/g, '$1 ')

/**
 * What the database may know a receipt by, and the key that its way back is wrapped under. Takes some 25 ms of one core,
 * off the main thread.
 * @param salt `privacy.receiptSalt`: one for all receipts, because a receipt is looked up by this very value.
 */
export const stretchReceipt = async (
  salt: Uint8Array,
  receipt: Receipt,
): Promise<{ lookup: Uint8Array; wrapKey: Uint8Array }> => {
  const both = await stretch(receipt, salt, COST)
  return { lookup: both.slice(0, 32), wrapKey: both.slice(32) }
}

/** What a receipt opens: under the salt of today first, then under those of earlier secrets. Whoever is done with the keys wipes them. */
export const receiptKeys = (
  { receiptSalt, olderReceiptSalts }: Pick<Privacy, 'receiptSalt' | 'olderReceiptSalts'>,
  receipt: Receipt,
): Promise<{ lookup: Uint8Array; wrapKey: Uint8Array }[]> =>
  Promise.all([receiptSalt, ...olderReceiptSalts].map(salt => stretchReceipt(salt, receipt)))
