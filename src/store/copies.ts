/** Backup copies in a folder: named by the time they were made at, and gone in time where they must not stay. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../kit/ids.ts'
import { wipeFile } from '../privacy/wipe.ts'

/**
 * A copy of the shred file lives 7 days at the most (design, section 2). The next backup may be a day away, so whatever could not
 * wait that long goes now.
 */
const SHRED_LIFE = 6 * 86_400_000

/** `tulay-2026-11-21T03-00-00Z.db` (UTC): sorts by time, and no file system minds. */
export const copyName = (what: 'tulay' | 'shred', at: Instant): string =>
  `${what}-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`

const NAMED = /^shred-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)Z\.db$/

/** Wipes the copies of the shred file in `folder` that are too old. Returns how many. */
export const wipeOldCopies = (folder: string, now: Instant): number => {
  const old = readdirSync(folder).filter(name => now - madeAt(folder, name) >= SHRED_LIFE)
  for (const name of old) wipeFile(join(folder, name))
  return old.length
}

/** By its name, because moving a file to another disk changes its times. Files that are not ours are never old. */
const madeAt = (folder: string, name: string): Instant => {
  const [, day, hours, minutes, seconds] = NAMED.exec(name) ?? []
  if (day) return Date.parse(`${day}${hours}:${minutes}:${seconds}Z`)
  return name === 'shred.db' ? statSync(join(folder, name)).mtimeMs : Number.POSITIVE_INFINITY
}

/** Since when the oldest copy of the shred file in `folder` lies there; `undefined`: there is none, or no such folder. */
export const oldestShredCopy = (folder: string): Instant | undefined => {
  if (!existsSync(folder)) return undefined
  const times = readdirSync(folder)
    .map(name => madeAt(folder, name))
    .filter(Number.isFinite)
  return times.length > 0 ? Math.min(...times) : undefined
}
