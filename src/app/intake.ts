import type { Tx } from '../store/index.ts'
import { activeHolders, type Keyholder } from '../store/keyholders.ts'

/** Fewer people than this who can open a report, and one lost phone loses them all: intake is closed. */
const FEWEST = 2

/**
 * To whom a report is sealed; `undefined` while intake is closed. Demo keys count only in demo mode and only while there are no
 * real ones: everybody may know them, and what is sealed to real people is sealed to nobody else.
 */
export const intakeHolders = async (tx: Tx, demo: boolean): Promise<Keyholder[] | undefined> => {
  const all = await activeHolders(tx)
  const real = all.filter(holder => !holder.demo)
  if (isEnough(real)) return real
  const tried = all.filter(holder => holder.demo)
  return demo && isEnough(tried) ? tried : undefined
}

const isEnough = (holders: readonly Keyholder[]): boolean =>
  holders.filter(({ role }) => role === 'keyholder').length >= FEWEST && holders.some(({ role }) => role === 'recovery')
