/** Commands that are shown in one chat alone: https://core.telegram.org/bots/api#botcommandscopechat. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel } from '../../kit/channel.ts'
import { createPatientCall } from './patient-call.ts'
import type { Carrier } from './port.ts'
import { readCommands, toCommands } from './profile.ts'

/** Nobody waits for it, and a stop waits for it least of all. */
const wait = (ms: number): Promise<unknown> => sleep(ms, undefined, { ref: false })

/** Sets them where they differ, because Telegram counts how often they are set. Nothing depends on it: a command works unlisted too. */
export const createChatCommands = (carrier: Carrier): NonNullable<Channel['setCommands']> => {
  const call = createPatientCall(carrier, { wait })
  return async (to, commands) => {
    const scope = { scope: { type: 'chat', chat_id: to } }
    if (!commands) return void (await call('deleteMyCommands', scope))
    const wanted = toCommands(commands)
    const now = await call('getMyCommands', scope)
    if (now === undefined || readCommands(now) !== JSON.stringify(wanted))
      await call('setMyCommands', { commands: wanted, ...scope })
  }
}
