import type { ConcernId } from '../kit/ids.ts'
import { removeRefsOf } from '../store/campaigns/refs.ts'
import { removeDraftsOf } from '../store/drafts.ts'
import type { Tx } from '../store/index.ts'
import { removeLinesOf } from '../store/outbox.ts'
import { removePerson } from '../store/people.ts'
import { removeQuotas } from '../store/quotas.ts'
import { removeSessions } from '../store/sessions.ts'
import { removeStaffChat } from '../store/staff-chats.ts'
import { removeTraces } from '../store/traces.ts'
import { type LeaveTools, leaveCampaigns } from './campaigns/acts/leave.ts'
import { endAlerts } from './commits/alerts.ts'
import type { Talk } from './talk.ts'

/**
 * Removes every row about a chat, its yes and its part in campaigns included. A filed report is not among them: nothing links it to a chat.
 * @returns what was written for campaigns, whose halves of the key must be erased before the transaction commits.
 */
export const forgetPerson = async (
  tx: Tx,
  chat: Pick<Talk, 'person' | 'channel' | 'address'>,
  tools: LeaveTools,
): Promise<ConcernId[]> => {
  const { person } = chat
  const words = await leaveCampaigns(tx, tools, chat)
  await endAlerts(tx, chat, tools)
  await removeDraftsOf(tx, person)
  await removeTraces(tx, person)
  await removeRefsOf(tx, person)
  await removeQuotas(tx, [person])
  await removeLinesOf(tx, person)
  await removeSessions(tx, [person])
  await removePerson(tx, person)
  await removeStaffChat(tx, person)
  return words
}
