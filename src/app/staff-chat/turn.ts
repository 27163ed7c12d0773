import type { Right, Staff } from '../../domain/staff.ts'
import type { Instant, Lang } from '../../kit/ids.ts'
import type { Tx } from '../../store/index.ts'
import type { StaffChat } from '../../store/staff-chats.ts'
import type { Tools } from '../commits/verb.ts'
import type { StaffMessage } from './say.ts'

/** One command of one of the staff, inside the batch's transaction. Their rights were looked up in it. */
export type StaffTurn = {
  tx: Tx
  now: Instant
  me: Staff
  chat: StaffChat
  lang: Lang
  /** What stands behind the command, or in the button. */
  arg: string
  tools: Tools
  /** To be done after the commit. */
  after(task: () => void): void
}

/** `right`: what one must be allowed to do; none: whoever is linked. */
export type StaffVerb = { right: Right | undefined; does(turn: StaffTurn): Promise<StaffMessage> }

/** A button of a staff chat: `s.<verb>.<arg>`, which no token of a conversation looks like. */
export const staffToken = (verb: string, arg: string): string => `s.${verb}.${arg}`
