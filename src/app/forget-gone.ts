import type { PersonKey } from '../kit/ids.ts'
import type { Store } from '../store/index.ts'
import { removeSessions } from '../store/sessions.ts'
import { removeSubscription } from '../store/subscriptions.ts'
import { removeTraces } from '../store/traces.ts'

/** Somebody blocked the bot: nothing is sent there any more, and what was half said is erased. */
export const forgetGone = (store: Store, person: PersonKey): Promise<void> =>
  store.tx(async tx => {
    await removeSubscription(tx, person)
    await removeSessions(tx, [person])
    await removeTraces(tx, person)
  })
