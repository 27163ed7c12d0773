import { onDutyOn, putOnDuty } from '../duty.ts'
import { queueDay } from '../read-queue.ts'
import { codedName, type Saying, staffMessage } from './say.ts'
import { type StaffVerb, staffToken } from './turn.ts'

/** `/duty`: who is on duty today; with a button to put oneself on or off. */
export const duty: StaffVerb = {
  right: 'case.work',
  async does({ tx, now, me, lang, arg, tools }) {
    const day = queueDay(now)
    const wish = arg === 'on' || arg === 'off' ? arg : undefined
    if (wish) await putOnDuty(tx, { now, demo: tools.demo() }, me, { day, who: me.id, on: wish === 'on' })
    const people = await onDutyOn(tx, day, tools.demo())
    const isOn = people.some(({ id }) => id === me.id)
    const label = tools.words.text(lang, isOn ? 'staff.duty.off' : 'staff.duty.on')
    const head: Saying =
      people.length === 0 ? { key: 'staff.duty.nobody' } : { key: 'staff.duty.today', values: { count: people.length } }
    return staffMessage(tools, lang, {
      head,
      lines: people.map(codedName),
      taps: [{ token: staffToken('duty', isOn ? 'off' : 'on'), label, short: label }],
    })
  },
}
