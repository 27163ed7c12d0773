import { type CaseClock, createCaseClock } from './case-clock.ts'
import { createReferralClock } from './cases/index.ts'
import type { CaseRooms } from './cases/rooms.ts'
import type { Changes } from './changes.ts'
import { createRetention, type Retention } from './retention.ts'
import type { TellStaff } from './tell-staff.ts'

/** All that time does to cases: what is due is told, whether a desk helped is asked, what was kept long enough is erased. */
export const createClocks = (
  rooms: CaseRooms & { changes: Changes; tell: TellStaff },
): CaseClock & ReturnType<typeof createReferralClock> & Retention => ({
  ...createCaseClock(rooms),
  ...createReferralClock(rooms),
  ...createRetention(rooms),
})
