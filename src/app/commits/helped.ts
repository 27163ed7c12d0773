import { afterWords } from '../../domain/cases.ts'
import { dayIn } from '../../domain/deadlines.ts'
import { zoneOf } from '../../domain/zones.ts'
import { addEntry, nextEntry } from '../../store/case-entries.ts'
import { setStatus } from '../../store/case-status.ts'
import { answerReferral, HELPED, type Helped } from '../../store/referrals.ts'
import { promiseAnew } from '../cases/promise-anew.ts'
import { findConcern } from './find-concern.ts'
import { askedNow } from './next-question.ts'
import { type Verb, word } from './verb.ts'

/** The desk did not help: staff look at the case again. */
const UNHELPED: Helped[] = ['no', 'unreached']

/** Whether the desk helped that was asked about: a code, and no word more. */
export const answerHelped: Verb = async commit => {
  const found = await findConcern(commit)
  if (typeof found === 'string') return { outcome: found }
  const { tx, stop, now, tools } = commit
  const { row, key } = found
  key.fill(0)
  const helped = HELPED.find(it => it === word(stop.with.answer))
  if (!helped || !(await answerReferral(tx, row.id, askedNow(commit, 'referral'), helped))) return { outcome: 'ok' }
  const day = dayIn(zoneOf(row.area), now)
  const number = await nextEntry(tx, row.id)
  await addEntry(tx, row.id, { number, kind: 'event', staff: undefined, day, code: `helped.${helped}` })
  if (UNHELPED.includes(helped)) {
    await promiseAnew(tx, row, now)
    await setStatus(tx, row.id, { status: afterWords(row.status), day, byStaff: false })
    tools.changed()
  }
  return { outcome: 'ok' }
}
