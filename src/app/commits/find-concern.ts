import type { Capability } from '../../kit/ids.ts'
import { readReceipt } from '../../kit/text.ts'
import { capabilityKey, hashCapability } from '../../privacy/capabilities.ts'
import { receiptKeys } from '../../privacy/receipts.ts'
import { type ConcernRow, concernByCapability, concernByReceipt } from '../../store/concerns.ts'
import { countTry, triesOf } from '../../store/tries.ts'
import { type Commit, word } from './verb.ts'

/** Receipts tried per chat and hour: enough for a typing mistake, far too few to guess one of 10^15. */
export const TRIES_PER_HOUR = 6
const HOUR = 3_600_000

/** What the person brought, and the key to the way back that only they have: whoever asks for it wipes it. */
export type Found = { row: ConcernRow; under: 'underCapability' | 'underReceipt'; key: Uint8Array }

/** The concern of whoever holds the button or the receipt. `wait`: too many tries in this hour. */
export const findConcern = async (commit: Commit): Promise<Found | 'wait' | 'unknown'> => {
  const { tx, stop } = commit
  const capability = word(stop.with.capability) as Capability | undefined
  if (!capability) return byReceipt(commit)
  const row = await concernByCapability(tx, hashCapability(capability))
  return row ? { row, under: 'underCapability', key: capabilityKey(capability) } : 'unknown'
}

const byReceipt = async ({ tx, job, talk, stop, now, tools }: Commit): Promise<Found | 'wait' | 'unknown'> => {
  if (job.receipt === 'wait') return 'wait'
  const receipt = readReceipt(word(stop.with.receipt) ?? '')
  if (!receipt || receipt === 'typo') return 'unknown'
  const chat = Buffer.from(talk.person, 'base64url')
  const hour = Math.floor(now / HOUR)
  if ((await triesOf(tx, chat, hour)) >= TRIES_PER_HOUR) return 'wait'
  // Stretched before the batch when it has just been typed; otherwise (a withdrawal) here, at the price of some 25 ms.
  const keys = job.receipt?.receipt === receipt ? job.receipt.keys : await receiptKeys(tools.privacy, receipt)
  let found: Found | 'unknown' = 'unknown'
  for (const { lookup, wrapKey } of keys) {
    const row: ConcernRow | undefined = found === 'unknown' ? await concernByReceipt(tx, lookup) : undefined
    if (row) found = { row, under: 'underReceipt', key: wrapKey.slice() }
    wrapKey.fill(0)
  }
  // Who has found theirs is no guesser, and a talk about one report asks for it several times.
  if (found === 'unknown') await countTry(tx, chat, hour)
  return found
}
