import { STATUSES } from '../app/cases/index.ts'
import type { Chosen, DeedReport } from '../app/queue.ts'
import type { Staff } from '../app/staff.ts'
import type { ConsolePort } from './port.ts'

/** A coded field of all that are ticked. */
export type FieldDeed = { kind: 'status'; status: (typeof STATUSES)[number] } | { kind: 'category'; category: string }

export const readFieldDeed = (kind: unknown, value: { status: unknown; category: unknown }): FieldDeed | undefined => {
  const status = STATUSES.find(it => it === value.status)
  if (kind === 'status' && status) return { kind, status }
  const { category } = value
  return kind === 'category' && typeof category === 'string' && category !== '' ? { kind, category } : undefined
}

/** Each case by itself: what can be done is done, what cannot is told with the reason. What is closed is not opened by the way. */
export const setMany = async (
  { cases, coding }: Pick<ConsolePort, 'cases' | 'coding'>,
  deed: FieldDeed,
  chosen: readonly Chosen[],
  me: Staff,
): Promise<DeedReport> => {
  const report: DeedReport = { done: 0, refused: [] }
  for (const { id } of chosen) {
    const why = await setOne({ cases, coding }, deed, id, me)
    if (why) report.refused.push({ kind: why })
    else report.done++
  }
  return report
}

const setOne = async (
  { cases, coding }: Pick<ConsolePort, 'cases' | 'coding'>,
  deed: FieldDeed,
  id: Chosen['id'],
  me: Staff,
): Promise<'gone' | 'closed' | 'same' | 'unknown' | undefined> => {
  const view = await cases.see(id)
  if (!view) return 'gone'
  if (view.status === 'closed') return 'closed'
  if (deed.kind === 'status') {
    if (view.status === deed.status) return 'same'
    return (await cases.change(id, me, { status: deed.status })).ok ? undefined : 'gone'
  }
  const done = await coding.category(id, me, deed.category)
  if (done.ok) return undefined
  return done.why === 'gone' || done.why === 'same' ? done.why : 'unknown'
}
