import { countMatching, queuePage } from '../../store/queue.ts'
import { queueDay } from '../read-queue.ts'
import { codedLine, pageLinks, staffMessage } from './say.ts'
import type { StaffVerb } from './turn.ts'

const SHOWN = 8

/** `/overdue`: how many wait past their promised day, and the first of them. */
export const overdue: StaffVerb = {
  right: 'queue.see',
  async does({ tx, now, lang, tools }) {
    const today = queueDay(now)
    const filter = { due: 'overdue' } as const
    const count = await countMatching(tx, filter, today)
    const rows = await queuePage(tx, { filter, today, limit: SHOWN, offset: 0 })
    return staffMessage(tools, lang, {
      head: count === 0 ? { key: 'staff.overdue.none' } : { key: 'staff.overdue.some', values: { count } },
      lines: rows.map(row => codedLine(tools, lang, row, now)),
      links: pageLinks(tools, lang),
    })
  },
}
