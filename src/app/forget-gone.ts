import type { Address, ChannelName, PersonKey } from '../kit/ids.ts'
import type { LeaveTools } from './campaigns/acts/leave.ts'
import { finishErasures } from './erase-case.ts'
import { forgetPerson } from './forget-person.ts'

/**
 * Somebody blocked the bot, or their account is gone: as if they had erased everything, for nobody can ask them any more. Who
 * blocked by mistake and comes back chooses a language and says yes once more; reports are found by their receipts.
 */
export const forgetGone = async (
  tools: LeaveTools,
  chat: { person: PersonKey; channel: ChannelName; address: Address },
): Promise<void> => {
  const { store, world } = tools
  await store.tx(async tx => {
    const words = await forgetPerson(tx, chat, tools)
    if (words.length > 0) await store.shred.erase(words)
  })
  await finishErasures(store, world.now())
}
