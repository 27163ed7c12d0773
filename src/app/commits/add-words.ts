import { afterWords } from '../../domain/cases.ts'
import { dayIn } from '../../domain/deadlines.ts'
import { zoneOf } from '../../domain/zones.ts'
import { type CasePart, sealToInbox } from '../../privacy/case-keys.ts'
import { addEntry, nextEntry } from '../../store/case-entries.ts'
import { setStatus } from '../../store/case-status.ts'
import { inboxOf } from '../../store/concerns.ts'
import { removeDrafts } from '../../store/drafts.ts'
import { promiseAnew } from '../cases/promise-anew.ts'
import { findConcern } from './find-concern.ts'
import { draftsOf, storyParts, utf8 } from './story-parts.ts'
import { type Commit, type Verb, word } from './verb.ts'

/** Entries of one case: no conversation needs more, and nobody fills the disk through one receipt. */
const MOST = 500

/**
 * What the person adds to a report: sealed at once, so that only its keyholders can open it.
 * @returns `full` when no more can be taken: too many entries, or a report from before there was a way in.
 */
export const addWords: Verb = commit => add(commit, undefined, () => storyParts(commit, commit.stop.with.story))

/** Somebody else to talk to: what kind of wish it is, and which language, is sealed; in clear stands that there is one. */
export const addWish: Verb = commit => {
  const wish = word(commit.stop.with.wish) === 'woman' ? { wish: 'woman' } : { wish: 'language' }
  const which = word(commit.stop.with.which)
  const answers = { ...wish, ...(which ? { which } : {}) }
  return add(commit, 'wish', async () => [{ kind: 'answers', bytes: utf8(JSON.stringify(answers)) }])
}

const add = async (commit: Commit, code: string | undefined, collect: () => Promise<CasePart[]>): ReturnType<Verb> => {
  const { tx, stop, now, tools } = commit
  const found = await findConcern(commit)
  if (typeof found === 'string') return { outcome: found }
  const { row, key } = found
  key.fill(0)
  const inbox = await inboxOf(tx, row.id)
  const parts = await collect()
  const first = await nextEntry(tx, row.id)
  if (!inbox || first + parts.length > MOST) return { outcome: 'full' }
  const day = dayIn(zoneOf(row.area), now)
  for (const [at, part] of parts.entries()) {
    const body = sealToInbox(tools.sodium, inbox, part)
    const entry = { number: first + at, kind: 'person', staff: undefined, day, body } as const
    await addEntry(tx, row.id, code === undefined ? entry : { ...entry, code })
  }
  const drafts = draftsOf(stop.with.story)
  if (drafts.length > 0) await removeDrafts(tx, drafts)
  await promiseAnew(tx, row, now)
  await setStatus(tx, row.id, { status: afterWords(row.status), day, byStaff: false })
  tools.changed()
  return { outcome: 'ok' }
}
