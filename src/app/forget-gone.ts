import type { Address, ChannelName, PersonKey } from '../kit/ids.ts'
import type { Privacy } from '../privacy/index.ts'
import type { Store } from '../store/index.ts'
import { forgetPerson } from './forget-person.ts'

/**
 * Somebody blocked the bot, or their account is gone: as if they had erased everything, for nobody can ask them any more. Who
 * blocked by mistake and comes back chooses a language and says yes once more; reports are found by their receipts.
 */
export const forgetGone = async (
  { store, privacy }: { store: Store; privacy: Privacy },
  chat: { person: PersonKey; channel: ChannelName; address: Address },
): Promise<void> => {
  await store.tx(tx => forgetPerson(tx, chat, privacy))
  await store.checkpoint()
}
