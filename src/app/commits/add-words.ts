import { afterWords } from '../../domain/cases.ts'
import { dayIn } from '../../domain/deadlines.ts'
import { zoneOf } from '../../domain/zones.ts'
import { sealToInbox } from '../../privacy/case-keys.ts'
import { addEntry, nextEntry } from '../../store/case-entries.ts'
import { setStatus } from '../../store/case-status.ts'
import { inboxOf } from '../../store/concerns.ts'
import { removeDrafts } from '../../store/drafts.ts'
import { promiseAnew } from '../cases/promise-anew.ts'
import { findConcern } from './find-concern.ts'
import { draftsOf, storyParts } from './story-parts.ts'
import type { Verb } from './verb.ts'

/** Entries of one case: no conversation needs more, and nobody fills the disk through one receipt. */
const MOST = 500

/**
 * What the person adds to a report: sealed at once, so that only its keyholders can open it.
 * @returns `full` when no more can be taken: too many entries, or a report from before there was a way in.
 */
export const addWords: Verb = async commit => {
  const { tx, stop, now, tools } = commit
  const found = await findConcern(commit)
  if (typeof found === 'string') return { outcome: found }
  const { row, key } = found
  key.fill(0)
  const inbox = await inboxOf(tx, row.id)
  const parts = await storyParts(commit, stop.with.story)
  const first = await nextEntry(tx, row.id)
  if (!inbox || first + parts.length > MOST) return { outcome: 'full' }
  const day = dayIn(zoneOf(row.area), now)
  for (const [at, part] of parts.entries()) {
    const body = sealToInbox(tools.sodium, inbox, part)
    await addEntry(tx, row.id, { number: first + at, kind: 'person', staff: undefined, day, body })
  }
  const drafts = draftsOf(stop.with.story)
  if (drafts.length > 0) await removeDrafts(tx, drafts)
  await promiseAnew(tx, row, now)
  await setStatus(tx, row.id, { status: afterWords(row.status), day, byStaff: false })
  tools.changed()
  return { outcome: 'ok' }
}
