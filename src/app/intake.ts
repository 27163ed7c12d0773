import type { Tx } from '../store/index.ts'
import { activeHolders, type Keyholder } from '../store/keyholders.ts'

/** Fewer people than this who can open a report, and one lost phone loses them all: intake is closed. */
const FEWEST = 2

/** To whom a report is sealed; `undefined` while intake is closed. Demo keys count only in demo mode. */
export const intakeHolders = async (tx: Tx, demo: boolean): Promise<Keyholder[] | undefined> => {
  const holders = (await activeHolders(tx)).filter(holder => demo || !holder.demo)
  const readers = holders.filter(holder => holder.role === 'keyholder').length
  const recovery = holders.some(holder => holder.role === 'recovery')
  return readers >= FEWEST && recovery ? holders : undefined
}
