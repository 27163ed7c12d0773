import type { Staff } from '../domain/staff.ts'
import type { ConcernId, StaffId } from '../kit/ids.ts'
import type { Result } from '../kit/result.ts'
import { claimCase, type Deed, type DeedRefusal, giveBackCase, handOverCase } from '../store/case-work.ts'
import { savepoint, type Tx } from '../store/index.ts'
import { activeStaff } from '../store/staff.ts'
import { mayHold, type QueueRooms, queueDay } from './read-queue.ts'

/** What is done to cases from the queue. */
export type QueueDeed = { kind: 'claim' } | { kind: 'give-back' } | { kind: 'hand-over'; to: StaffId }

/** A case, and whose it was on the page that was looked at. */
export type Chosen = { id: ConcernId; from: StaffId | undefined }

/** `stranger`: nobody to whom a case can be given; `unknown`: no such choice any more. */
export type Refusal =
  | Exclude<DeedRefusal, { by: StaffId }>
  | { kind: 'taken'; by: string | undefined }
  | { kind: 'stranger' }
  | { kind: 'unknown' }

export type DeedReport = { done: number; refused: Refusal[] }

/** Nobody ticks more by hand. */
export const MOST_AT_ONCE = 100

export type QueueWorker = {
  /** Each case by itself: what can be done is done, what cannot is told with the reason. */
  work(deed: QueueDeed, chosen: readonly Chosen[], me: Staff): Promise<DeedReport>
}

export const createQueueWorker = ({
  store,
  world,
  demo,
  changes,
}: Pick<QueueRooms, 'store' | 'world' | 'demo' | 'changes'>): QueueWorker => ({
  work: async (deed, chosen, me) => {
    const day = queueDay(world.now())
    const report = await store.tx(async tx => {
      const staff = await activeStaff(tx)
      const to = deed.kind === 'hand-over' ? deed.to : me.id
      // An administrator without a key says whose it is, and takes none.
      if (!staff.some(it => it.id === to && it.demo === demo && mayHold(it)))
        return { done: 0, refused: [{ kind: 'stranger' } as const] }
      const names = new Map(staff.map(({ id, name }) => [id, name]))
      const results: Result<true, DeedRefusal>[] = []
      for (const one of chosen.slice(0, MOST_AT_ONCE))
        results.push(await savepoint(tx, () => perform(tx, deed, one, { concern: one.id, staff: me.id, day })))
      return {
        done: results.filter(({ ok }) => ok).length,
        refused: results.flatMap(result => (result.ok ? [] : [named(result.why, names)])),
      }
    })
    if (report.done > 0) changes.tell()
    return report
  },
})

const perform = (tx: Tx, deed: QueueDeed, { from }: Chosen, it: Deed): Promise<Result<true, DeedRefusal>> => {
  if (deed.kind === 'claim') return claimCase(tx, it)
  if (deed.kind === 'give-back') return giveBackCase(tx, it)
  return handOverCase(tx, it, { from, to: deed.to })
}

const named = (why: DeedRefusal, names: Map<StaffId, string>): Refusal =>
  why.kind === 'taken' ? { kind: 'taken', by: names.get(why.by) } : why
