import { dayIn } from '../../domain/deadlines.ts'
import type { Staff } from '../../domain/staff.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { ConcernId } from '../../kit/ids.ts'
import { no, ok } from '../../kit/result.ts'
import { addEntry, nextEntry } from '../../store/case-entries.ts'
import { acknowledge, setStatus } from '../../store/case-status.ts'
import { concernById } from '../../store/concerns.ts'
import type { Written } from './index.ts'
import type { CaseRooms } from './rooms.ts'
import { tellNews } from './tell-news.ts'

/** Sealed in the browser under the case key. `number`: what it is bound to there. */
export type Note = { number: number; body: Uint8Array }
/** The same words twice: `body` for staff, `mail` for the person. A question waits for the person's answer. */
export type Reply = Note & { kind: 'reply' | 'question'; mail: Uint8Array }

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
    await addEntry(tx, id, { ...reply, staff: staff.id, day })
    await setStatus(tx, id, { status: reply.kind === 'question' ? 'waiting' : 'answered', day, byStaff: true })
    await tellNews(rooms, tx, concern)
    return ok(null)
  })
  if (written.ok) {
    nudge()
    changed()
  }
  return written
}
