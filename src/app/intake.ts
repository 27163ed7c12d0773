import { drillOf } from '../domain/drill.ts'
import type { Instant } from '../kit/ids.ts'
import type { Store, Tx } from '../store/index.ts'
import { activeHolders, type Keyholder } from '../store/keyholders.ts'

/** Fewer people than this who can open a report, and one lost phone loses them all: intake is closed. */
export const FEWEST = 2

/** Why no real report is taken. `drill`: too few of the keyholders have proved lately that they still open with their keys. */
export type Closed = 'keyholders' | 'recovery' | 'drill'

/**
 * To whom a report is sealed; `undefined` while intake is closed. Demo keys count only in demo mode and only while there are no
 * real ones: everybody may know them, and what is sealed to real people is sealed to nobody else. Who has not proved lately to
 * open with their key does not count, and is sealed to like the others.
 */
export const intakeHolders = async (
  tx: Tx,
  { demo, now }: { demo: boolean; now: Instant },
): Promise<Keyholder[] | undefined> => {
  const all = await activeHolders(tx)
  const real = all.filter(holder => !holder.demo)
  if (closedBy(real, now) === undefined) return real
  const tried = all.filter(holder => holder.demo)
  return demo && closedBy(tried, now) === undefined ? tried : undefined
}

/** Why no real report is taken now, whatever a demo does; `undefined`: they are taken. */
export const intakeClosed = (store: Store, now: Instant): Promise<Closed | undefined> =>
  store.tx(async tx =>
    closedBy(
      (await activeHolders(tx)).filter(({ demo }) => !demo),
      now,
    ),
  )

/** Why these do not suffice; `undefined`: they do. */
export const closedBy = (holders: readonly Keyholder[], now: Instant): Closed | undefined => {
  const readers = holders.filter(({ role }) => role === 'keyholder')
  if (readers.length < FEWEST) return 'keyholders'
  if (!holders.some(({ role }) => role === 'recovery')) return 'recovery'
  return readers.filter(it => isTried(it, now)).length < FEWEST ? 'drill' : undefined
}

/** Everybody may know a demo key: there is nothing to prove. */
export const isTried = ({ demo, drilled }: Keyholder, now: Instant): boolean =>
  demo || drillOf(drilled, utcDay(now)).state !== 'over'

/** Keys stand with days in UTC: their holders may sit anywhere. */
export const utcDay = (now: Instant): string => new Date(now).toISOString().slice(0, 10)
