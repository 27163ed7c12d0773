import type { Receipt } from '../kit/ids.ts'
import { fold } from '../kit/text.ts'
import type { World } from '../kit/world.ts'
import { stretch } from './argon.ts'

/**
 * OWASP's choice for Argon2id where memory is dear (Password Storage Cheat Sheet): 7 MiB, 5 passes, 1 lane, as strong as its others.
 * glibc does not give the memory of four such threads back. 64 bytes: two keys.
 */
const COST = { memory: 7168, passes: 5, size: 64 }
const DIGITS = 16

/** 15 random digits (50 bits) and a check digit. */
export const newReceipt = (world: World): Receipt => {
  let digits = ''
  while (digits.length < DIGITS - 1)
    // 250 is the largest multiple of ten below 256: without the limit 0 to 5 would come more often.
    for (const byte of world.random(24)) if (byte < 250 && digits.length < DIGITS - 1) digits += byte % 10
  return `${digits}${damm(digits)}` as Receipt
}

/**
 * Reads what somebody typed from paper: digits of any script, with any spaces and dashes.
 * @returns `typo`: meant as a receipt, but a digit is wrong, missing or too many; `undefined`: something else.
 */
export const readReceipt = (text: string): Receipt | 'typo' | undefined => {
  const folded = fold(text)
  const digits = folded.replace(/[^0-9]/g, '')
  if (digits.length === DIGITS) return damm(digits) === 0 ? (digits as Receipt) : 'typo'
  const onlyDigits = /^[0-9 ]+$/.test(folded)
  return onlyDigits && digits.length >= DIGITS - 2 && digits.length <= DIGITS + 2 ? 'typo' : undefined
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

/** H. Michael Damm, 2004: finds each wrong digit and each swap of two neighbours. 0 for digits with a right check digit. */
const damm = (digits: string): number => {
  let interim = 0
  for (const digit of digits) interim = Number(QUASIGROUP[interim]?.[Number(digit)])
  return interim
}

const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]
