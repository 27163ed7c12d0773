import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { campaignById } from '../../../store/campaigns/index.ts'
import type { CampaignRooms } from '../index.ts'
import { areStopped, pauseCampaign, resumeCampaign, sendAgain, startAgain, stopAll } from '../kill.ts'
import { canRecall, recall } from './recall.ts'

/** What stops a campaign, or all of them, and lets them go on. */
export type Brakes = {
  stopped(): Promise<boolean>
  stopAll(me: Staff): Promise<void>
  startAgain(me: Staff): Promise<void>
  /** False: it does not run. */
  pause(me: Staff, id: CampaignId): Promise<boolean>
  /** False: it is not paused. */
  resume(me: Staff, id: CampaignId): Promise<boolean>
  /** To those of whom nobody knows whether it arrived. False: there are none, or it does not run. */
  again(me: Staff, id: CampaignId): Promise<boolean>
  /** Whether messages of it may lie where they can be taken away. */
  canRecall(id: CampaignId): Promise<boolean>
  /** False: none do. */
  recall(me: Staff, id: CampaignId): Promise<boolean>
}

export const createBrakes = (rooms: CampaignRooms): Brakes => {
  const { store, demo } = rooms
  const ours = async (id: CampaignId): Promise<boolean> => (await store.tx(tx => campaignById(tx, id)))?.demo === demo
  return {
    stopped: () => areStopped(rooms),
    stopAll: async me => void (await stopAll(rooms, me.id)),
    startAgain: async me => void (await startAgain(rooms, me.id)),
    pause: async (me, id) => (await ours(id)) && (await pauseCampaign(rooms, me.id, id)).ok,
    resume: async (me, id) => (await ours(id)) && (await resumeCampaign(rooms, me.id, id)).ok,
    again: async (me, id) => (await ours(id)) && (await sendAgain(rooms, me.id, id)) > 0,
    canRecall: id => canRecall(rooms, id),
    recall: (me, id) => recall(rooms, me, id),
  }
}
