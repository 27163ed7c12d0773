/**
 * Staff in the bot: commands of linked chats, before any conversation. To everybody else they do not exist: what is not taken here
 * goes on to the engine, which knows no such command. No content of a concern comes into a staff chat (say.ts).
 */
import { may } from '../../domain/staff.ts'
import type { Instant } from '../../kit/ids.ts'
import type { Deed } from '../../kit/inbound.ts'
import type { Message } from '../../kit/message.ts'
import type { Tx } from '../../store/index.ts'
import { staffById } from '../../store/staff.ts'
import { staffChat } from '../../store/staff-chats.ts'
import type { Tools } from '../commits/verb.ts'
import type { Talk } from '../talk.ts'
import { campaigns } from './campaigns.ts'
import { claim } from './claim.ts'
import { type ChatCode, readChatCode, START } from './codes.ts'
import { duty } from './duty.ts'
import { linkChat } from './link.ts'
import { overdue } from './overdue.ts'
import { queue } from './queue.ts'
import { langOf, staffMessage } from './say.ts'
import type { StaffVerb } from './turn.ts'
import { unlink } from './unlink.ts'

const VERBS = { queue, claim, overdue, duty, campaigns, unlink } satisfies Record<string, StaffVerb>

/** What was said to be done, without knowing by whom. */
export type Order = { kind: 'link'; code: ChatCode } | { kind: 'verb'; verb: keyof typeof VERBS; arg: string }

/** `undefined`: nothing of staff, whoever said it. */
export const readOrder = (it: Deed): Order | undefined => {
  if (it.kind === 'tap') {
    const [, verb = '', arg = ''] = /^s\.([a-z]+)\.([\w-]{1,40})$/.exec(it.token) ?? []
    return isVerb(verb) ? { kind: 'verb', verb, arg } : undefined
  }
  if (it.kind !== 'command') return undefined
  if (isVerb(it.name)) return { kind: 'verb', verb: it.name, arg: '' }
  const typed = it.name === 'staff' ? it.args : it.name === 'start' && it.args.startsWith(START) ? it.args.slice(6) : ''
  const code = readChatCode(typed)
  return code && { kind: 'link', code }
}

const isVerb = (name: string): name is keyof typeof VERBS => Object.hasOwn(VERBS, name)

/** `undefined`: this chat has no such command. Their account and rights are looked up at each use. */
export const obeyStaff = async (it: {
  tx: Tx
  now: Instant
  talk: Talk
  order: Order
  tools: Tools
  after(task: () => void): void
}): Promise<Message[] | undefined> => {
  const { tx, talk, order, tools } = it
  // Others than those that push cannot be told anything later, and a web chat is gone with its page.
  if (!tools.pushes(talk.channel)) return undefined
  if (order.kind === 'link') return [await linkChat({ ...it, code: order.code })]
  const chat = await staffChat(tx, talk.person)
  const me = chat && (await staffById(tx, chat.staff))
  if (!chat || me?.demo !== tools.demo()) return undefined
  const lang = langOf(tools.words, me)
  const { right, does } = VERBS[order.verb]
  if (right && !may(me, right)) return [staffMessage(tools, lang, { head: { key: 'staff.forbidden' } })]
  return [await does({ ...it, me, chat, lang, arg: order.arg })]
}
