import type { ConcernId, StaffId } from '../../kit/ids.ts'
import { claimCase, type DeedRefusal } from '../../store/case-work.ts'
import { concernById } from '../../store/concerns.ts'
import { countMatching, queuePage } from '../../store/queue.ts'
import { staffById } from '../../store/staff.ts'
import { queueDay } from '../read-queue.ts'
import { codedLine, codedName, pageLinks, type Saying, type StaffMessage, staffMessage } from './say.ts'
import { type StaffTurn, type StaffVerb, staffToken } from './turn.ts'

const SHOWN = 6
const ID = /^[\w-]{22}$/

/** `/claim`: what is nobody's, with a button for each; a tap takes it. The first wins, and who comes second learns who was first. */
export const claim: StaffVerb = {
  right: 'case.work',
  does: turn => (ID.test(turn.arg) ? take(turn, turn.arg as ConcernId) : offer(turn)),
}

const offer = async ({ tx, now, lang, tools }: StaffTurn): Promise<StaffMessage> => {
  const today = queueDay(now)
  const filter = { assignee: 'nobody' } as const
  const count = await countMatching(tx, filter, today)
  const rows = await queuePage(tx, { filter, today, limit: SHOWN, offset: 0 })
  return staffMessage(tools, lang, {
    head: count === 0 ? { key: 'staff.claim.none' } : { key: 'staff.claim.some', values: { count } },
    lines: rows.map(row => codedLine(tools, lang, row, now)),
    numbered: true,
    taps: rows.map(({ id }, at) => {
      const label = tools.words.text(lang, 'staff.claim.take', { number: at + 1 })
      return { token: staffToken('claim', id), label, short: label }
    }),
    links: pageLinks(tools, lang),
  })
}

const take = async (turn: StaffTurn, concern: ConcernId): Promise<StaffMessage> => {
  const { tx, now, me, lang, tools, after } = turn
  const done = await claimCase(tx, { concern, staff: me.id, day: queueDay(now) })
  if (done.ok) after(tools.changed)
  const row = await concernById(tx, concern)
  return staffMessage(tools, lang, {
    head: done.ok ? { key: 'staff.claim.done' } : await refusal(turn, done.why),
    lines: row ? [codedLine(tools, lang, row, now)] : [],
    links: row && (done.ok || done.why.kind === 'same') ? pageLinks(tools, lang, concern) : pageLinks(tools, lang),
  })
}

const refusal = async ({ tx }: StaffTurn, why: DeedRefusal): Promise<Saying> => {
  if (why.kind !== 'taken') return { key: `staff.claim.refused.${why.kind}` }
  const first = await staffById(tx, why.by as StaffId)
  return first
    ? { key: 'staff.claim.refused.taken', values: { name: codedName(first) } }
    : { key: 'staff.claim.refused.left' }
}
