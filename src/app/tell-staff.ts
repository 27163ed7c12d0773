import type { ToldCase } from '../store/clock.ts'
import type { Tx } from '../store/index.ts'

export type { ToldCase } from '../store/clock.ts'

/** What staff are told of: a new urgent one, by the clock (`store/clock.ts`), or because somebody escalated a case. */
export type Telling = 'new' | 'half' | 'untaken' | 'everybody' | 'late' | 'escalated'

/** Leaves word for staff, in the transaction that the reason for it is written in. Coded fields only. */
export type TellStaff = (tx: Tx, what: Telling, cases: readonly ToldCase[]) => Promise<void>
