import { isKept } from '../../domain/cases.ts'
import { dayIn } from '../../domain/deadlines.ts'
import type { Staff } from '../../domain/staff.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { ConcernId } from '../../kit/ids.ts'
import { no, ok } from '../../kit/result.ts'
import { addEntry, nextEntry } from '../../store/case-entries.ts'
import { acknowledge, setStatus } from '../../store/case-status.ts'
import { concernById } from '../../store/concerns.ts'
import { addReferral } from '../../store/referrals.ts'
import { type Change, codeOfChange } from './change-status.ts'
import type { Written } from './index.ts'
import { promiseAnew } from './promise-anew.ts'
import type { CaseRooms } from './rooms.ts'
import { tellNews } from './tell-news.ts'

/** Sealed in the browser under the case key. `number`: what it is bound to there. */
export type Note = { number: number; body: Uint8Array }
/**
 * The same words twice: `body` for staff, `mail` for the person. A question waits for the person's answer; a desk is shown with the
 * words; a quote is theirs, and they are asked whether it may be printed. `change`: the status that the words tell of.
 */
export type Reply = Note & {
  kind: 'reply' | 'question' | 'desk' | 'quote'
  mail: Uint8Array
  change?: Change | undefined
}

export const writeNote = ({ store, world }: CaseRooms, id: ConcernId, staff: Staff, note: Note): Promise<Written> =>
  store.tx(async tx => {
    const concern = await concernById(tx, id)
    if (!concern) return no('gone')
    if (note.number !== (await nextEntry(tx, id))) return no('taken')
    const day = dayIn(zoneOf(concern.area), world.now())
    await addEntry(tx, id, { ...note, kind: 'note', staff: staff.id, day })
    await acknowledge(tx, id, day)
    return ok(null)
  })

export const writeReply = async (rooms: CaseRooms, id: ConcernId, staff: Staff, reply: Reply): Promise<Written> => {
  const { store, world, nudge, changed } = rooms
  const written = await store.tx(async (tx): Promise<Written> => {
    const concern = await concernById(tx, id)
    if (!concern) return no('gone')
    if (reply.number !== (await nextEntry(tx, id))) return no('taken')
    const day = dayIn(zoneOf(concern.area), world.now())
    const { number, body, mail } = reply
    const kind = reply.kind === 'question' ? 'question' : 'reply'
    const code = codeOf(reply)
    await addEntry(tx, id, { number, kind, body, mail, staff: staff.id, day, ...(code ? { code } : {}) })
    const change = changeOf(reply)
    if (change && concern.status === 'closed' && !isKept(change.status))
      await promiseAnew(tx, concern, world.now(), staff.id)
    if (change) await setStatus(tx, id, { ...change, day, byStaff: true })
    else await acknowledge(tx, id, day)
    if (reply.kind === 'desk') await addReferral(tx, id, { number, day })
    await tellNews(rooms, tx, concern)
    return ok(null)
  })
  if (written.ok) {
    nudge()
    changed()
  }
  return written
}

/** What stands in clear beside the words. */
const codeOf = ({ kind, change }: Reply): string | undefined => {
  if (kind === 'desk') return 'referred'
  if (kind === 'quote') return 'quote'
  return change && codeOfChange(change)
}

/** Asking about words of theirs leaves the case as it stood. */
const changeOf = ({ kind, change }: Reply): Change | { status: string } | undefined => {
  if (kind === 'quote') return undefined
  if (kind === 'desk') return { status: 'referred' }
  return change ?? { status: kind === 'question' ? 'waiting' : 'answered' }
}
