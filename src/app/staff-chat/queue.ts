import { countQueueFor, queuePage } from '../../store/queue.ts'
import { queueDay } from '../read-queue.ts'
import { codedLine, pageLinks, staffMessage } from './say.ts'
import type { StaffVerb } from './turn.ts'

const SHOWN = 5

/** `/queue`: the counts, and the first that wait. */
export const queue: StaffVerb = {
  right: 'queue.see',
  async does({ tx, now, me, lang, tools }) {
    const today = queueDay(now)
    const { told: _, ...counts } = await countQueueFor(tx, me.id, today)
    const rows = await queuePage(tx, { filter: {}, today, limit: SHOWN, offset: 0 })
    return staffMessage(tools, lang, {
      head: { key: 'staff.queue', values: counts },
      lines: rows.map(row => codedLine(tools, lang, row, now)),
      links: pageLinks(tools, lang),
    })
  },
}
