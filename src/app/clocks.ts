import { sendDigests } from './campaigns/digest.ts'
import { wakePaused } from './campaigns/kill.ts'
import { type CampaignClock, createCampaignClock } from './campaigns/runs/index.ts'
import type { RunRooms } from './campaigns/runs/rooms.ts'
import { type CaseClock, createCaseClock } from './case-clock.ts'
import { createReferralClock } from './cases/index.ts'
import type { CaseRooms } from './cases/rooms.ts'
import type { Changes } from './changes.ts'
import { createRetention, type Retention } from './retention.ts'
import type { TellOfCampaigns } from './staff-chat/campaign-notices.ts'
import type { RemindOfDrills } from './staff-chat/drill-reminder.ts'
import type { TellStaff } from './tell-staff.ts'

/**
 * All that time does: to cases and keys (what is due is told, keyholders are reminded, whether a desk helped is asked, what was kept long enough is
 * erased) and to campaigns.
 */
export const createClocks = (
  rooms: CaseRooms & RunRooms & { changes: Changes },
  { tell, remind, tellOfCampaigns }: { tell: TellStaff; remind: RemindOfDrills; tellOfCampaigns: TellOfCampaigns },
): CampaignClock & CaseClock & ReturnType<typeof createReferralClock> & Retention => {
  const clock = createCaseClock({ ...rooms, tell })
  const { runCampaigns, forgetActors } = createCampaignClock(rooms)
  return {
    forgetActors,
    async runCampaigns(now) {
      const done = (await wakePaused(rooms)) + (await runCampaigns(now)) + (await sendDigests(rooms, now))
      if ((await tellOfCampaigns(now)) > 0) rooms.nudge()
      return done
    },
    ...createReferralClock(rooms),
    ...createRetention(rooms),
    async tellOfDue(now) {
      if ((await remind(now)) > 0) rooms.nudge()
      return clock.tellOfDue(now)
    },
  }
}
