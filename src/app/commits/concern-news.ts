import { mondayOf } from '../../domain/deadlines.ts'
import type { Capability } from '../../kit/ids.ts'
import { readReceipt } from '../../kit/text.ts'
import { hashCapability } from '../../privacy/capabilities.ts'
import { receiptLookups } from '../../privacy/receipts.ts'
import { type ConcernRow, concernByCapability, concernByReceipt, eraseConcern } from '../../store/concerns.ts'
import { removeNoticeOfConcern } from '../../store/notices.ts'
import { count } from '../../store/tallies.ts'
import { countTry } from '../../store/tries.ts'
import { type Commit, longDay, type Verb, word } from './verb.ts'

/** Receipts tried per chat and hour: enough for a typing mistake, far too few to guess one of 10^15. */
export const TRIES_PER_HOUR = 6
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Status and promised day, for whoever holds the button or the receipt. */
export const readNews: Verb = async commit => {
  const row = await find(commit)
  if (row === 'wait' || !row) return { outcome: row ?? 'unknown' }
  const { talk, tools, now } = commit
  const lang = talk.session?.lang ?? talk.lang ?? 'en'
  const late = row.deadline < new Date(now).toISOString().slice(0, 10) && !['closed', 'answered'].includes(row.status)
  const status = tools.words.text(lang, `notices.status.${late ? 'overdue' : row.status}`)
  return {
    outcome: 'found',
    values: { status, day: longDay(lang, row.deadline), week: longDay(lang, mondayOf(row.week)) },
  }
}

/** Erases the report for good: the shred half first, so that no backup of the database can open it again. */
export const withdraw: Verb = async commit => {
  const row = await find(commit)
  if (row === 'wait' || !row) return { outcome: row ?? 'unknown' }
  commit.erased.push(row.id)
  commit.tools.erased()
  await removeNoticeOfConcern(commit.tx, row.id)
  await eraseConcern(commit.tx, row.id)
  await count(
    commit.tx,
    new Date(commit.now - (commit.now % DAY)).toISOString().slice(0, 10),
    new Map([['concern.withdrawn', 1]]),
  )
  return { outcome: 'ok' }
}

const find = async ({ tx, job, talk, stop, now, tools }: Commit): Promise<ConcernRow | 'wait' | undefined> => {
  const capability = word(stop.with.capability)
  if (capability) return concernByCapability(tx, hashCapability(capability as Capability))
  if (job.receipt === 'wait') return 'wait'
  const receipt = readReceipt(word(stop.with.receipt) ?? '')
  if (!receipt || receipt === 'typo') return undefined
  const key = Buffer.from(talk.person, 'base64url')
  if ((await countTry(tx, key, Math.floor(now / HOUR))) > TRIES_PER_HOUR) return 'wait'
  // Stretched before the batch when it has just been typed; otherwise (a withdrawal) here, at the price of some 25 ms.
  const lookups = job.receipt?.receipt === receipt ? job.receipt.lookups : await receiptLookups(tools.privacy, receipt)
  for (const lookup of lookups) {
    const row = await concernByReceipt(tx, lookup)
    if (row) return row
  }
  return undefined
}
