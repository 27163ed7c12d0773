import { may } from '../../domain/staff.ts'
import type { ChannelName, Instant } from '../../kit/ids.ts'
import { addAudit } from '../../store/audit.ts'
import type { Tx } from '../../store/index.ts'
import { staffById } from '../../store/staff.ts'
import { saveStaffChat, takeStaffCode } from '../../store/staff-chats.ts'
import { countTry } from '../../store/tries.ts'
import type { Tools } from '../commits/verb.ts'
import { hashOf } from '../staff/tokens.ts'
import type { Talk } from '../talk.ts'
import { type ChatCode, TRIES_PER_HOUR } from './codes.ts'
import { codedName, langOf, type StaffMessage, staffMessage } from './say.ts'

const HOUR = 3_600_000

/** Counts by its own pseudonym of the chat, so that these tries and those of receipts do not add up. */
const COUNTED = 'staff code' as ChannelName

/** `/staff CODE`: this chat belongs to whoever made the code on "Link a chat". Says no more about a wrong one than that it is. */
export const linkChat = async (it: {
  tx: Tx
  now: Instant
  talk: Talk
  code: ChatCode
  tools: Tools
  after(task: () => void): void
}): Promise<StaffMessage> => {
  const { tx, now, talk, code, tools, after } = it
  const { person, channel, address } = talk
  const chat = Buffer.from(tools.privacy.person(COUNTED, address), 'base64url')
  if ((await countTry(tx, chat, Math.floor(now / HOUR))) > TRIES_PER_HOUR)
    return staffMessage(tools, 'en', { head: { key: 'staff.link.wait' } })
  const id = await takeStaffCode(tx, hashOf(code), now)
  const me = id && (await staffById(tx, id))
  if (!me || me.demo !== tools.demo() || !may(me, 'queue.see'))
    return staffMessage(tools, 'en', { head: { key: 'staff.link.wrong' } })
  const lang = langOf(tools.words, me)
  await saveStaffChat(tx, { person, staff: me.id, channel, address: tools.privacy.seal('chat', address, person) })
  await addAudit(tx, { at: now, staff: me.id, action: 'chat linked', code: channel })
  after(() => tools.menu({ channel, address }, lang))
  return staffMessage(tools, lang, {
    head: { key: 'staff.link.done', values: { name: codedName(me) } },
    tail: [{ key: 'staff.link.commands' }, { key: 'staff.link.warning' }],
  })
}
