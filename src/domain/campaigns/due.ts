/** When a campaign's line is due: by the clock of its person's area, and not at night. Pure. */
import type { Instant } from '../../kit/ids.ts'
import { instantOf } from '../local-time.ts'
import { outsideQuietHours, type QuietHours, quietFrom } from '../quiet-hours.ts'
import type { When } from './sheet.ts'

type Local = Extract<When, { how: 'local' }>

const localStart = ({ day, minute }: Local, zone: string): Instant => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return instantOf(zone, { year, month, day: date, minute })
}

export type Ask = {
  when: When
  /** When the run begins. */
  at: Instant
  zone: string
  /** `undefined`: it rings at any hour. */
  quiet: QuietHours | undefined
  /** How long it takes to send what comes before this line. */
  ahead: number
}

/**
 * Lines that cannot go out before the evening are due on the next morning at once, so that nobody walks over them all night. Within
 * a day all are due when it begins: the pace is delivery's.
 */
export const dueAt = ({ when, at, zone, quiet, ahead }: Ask): Instant => {
  const wished = when.how === 'local' ? Math.max(at, localStart(when, zone)) : at
  if (!quiet || quiet.from === quiet.to) return wished
  let due = outsideQuietHours(wished, zone, quiet)
  for (let left = ahead; ; ) {
    const evening = quietFrom(due, zone, quiet)
    if (due + left < evening) return due
    left -= evening - due
    due = outsideQuietHours(evening, zone, quiet)
  }
}
