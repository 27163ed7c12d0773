import type { StaffId } from '../../kit/ids.ts'
import { addAudit } from '../../store/audit.ts'
import type { Tx } from '../../store/index.ts'
import { removeAlertsOf } from '../../store/outbox.ts'
import { removeStaffChat, type StaffChat, staffChats } from '../../store/staff-chats.ts'
import type { Tools } from '../commits/verb.ts'
import { addressOf, type Menu } from './menu.ts'
import { staffMessage } from './say.ts'
import type { StaffVerb } from './turn.ts'

type Rooms = Pick<Tools, 'privacy'> & { menu?: Menu | undefined }

/** `/unlink`: from now on this chat is like everybody's. */
export const unlink: StaffVerb = {
  right: undefined,
  async does({ tx, now, me, chat, lang, tools, after }) {
    after(await endChat(tx, tools, chat))
    await addAudit(tx, { at: now, staff: me.id, action: 'chat unlinked', code: chat.channel })
    return staffMessage(tools, lang, { head: { key: 'staff.unlinked' } })
  },
}

/** Unlinks one chat; what waits to be said in it is dropped. Returns what is to be done after the commit: its commands go. */
export const endChat = async (tx: Tx, { privacy, menu }: Rooms, chat: StaffChat): Promise<() => void> => {
  await removeStaffChat(tx, chat.person)
  await removeAlertsOf(tx, chat.person)
  const address = addressOf(privacy, chat)
  return () => {
    if (address !== undefined) menu?.({ channel: chat.channel, address }, undefined)
  }
}

/** Unlinks every chat of somebody who leaves. */
export const endChatsOf = async (tx: Tx, rooms: Rooms, staff: StaffId): Promise<() => void> => {
  const tasks: (() => void)[] = []
  for (const chat of await staffChats(tx, staff)) tasks.push(await endChat(tx, rooms, chat))
  return () => {
    for (const task of tasks) task()
  }
}

/** Drops what waits to be said in somebody's chats: they may no longer be told it. */
export const dropNoticesTo = async (tx: Tx, staff: StaffId): Promise<void> => {
  for (const { person } of await staffChats(tx, staff)) await removeAlertsOf(tx, person)
}
