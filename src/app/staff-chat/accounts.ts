import type { ChannelName } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import { addAudit } from '../../store/audit.ts'
import type { Store } from '../../store/index.ts'
import { insertStaffCode, type StaffChat, staffChats } from '../../store/staff-chats.ts'
import type { Signed } from '../staff/sessions.ts'
import { handleOf, hashOf } from '../staff/tokens.ts'
import { CODE_LIFE, formatChatCode, newChatCode, START } from './codes.ts'
import type { Menu } from './menu.ts'
import { endChat } from './unlink.ts'

/** A linked chat as its owner's page names it: by its messenger only. */
export type LinkedChat = { chat: string; channel: ChannelName }
/** `start`: what stands behind `?start=` in a link to the bot. */
export type OfferedCode = { code: string; start: string }

export type ChatAccounts = {
  chatsOf(signed: Signed): Promise<LinkedChat[]>
  /** One that links one chat to this account, once, within ten minutes; the one before stops working. */
  newChatCode(signed: Signed): Promise<OfferedCode>
  /** One of one's own; false: there is none such. */
  unlinkChat(signed: Signed, chat: string): Promise<boolean>
}

export const createChatAccounts = (rooms: {
  store: Store
  privacy: Privacy
  world: World
  menu?: Menu | undefined
}): ChatAccounts => {
  const { store, world } = rooms
  return {
    chatsOf: ({ staff }) =>
      store.tx(async tx =>
        (await staffChats(tx, staff.id)).map(chat => ({ chat: nameOf(chat), channel: chat.channel })),
      ),
    async newChatCode({ staff }) {
      const code = newChatCode(world)
      const now = world.now()
      await store.tx(tx => insertStaffCode(tx, { hash: hashOf(code), staff: staff.id, now, until: now + CODE_LIFE }))
      return { code: formatChatCode(code), start: `${START}${code}` }
    },
    async unlinkChat({ staff }, named) {
      const after = await store.tx(async tx => {
        const chat = (await staffChats(tx, staff.id)).find(it => nameOf(it) === named)
        if (!chat) return undefined
        await addAudit(tx, { at: world.now(), staff: staff.id, action: 'chat unlinked', code: chat.channel })
        return endChat(tx, rooms, chat)
      })
      after?.()
      return after !== undefined
    },
  }
}

/** No pseudonym leaves the server. */
const nameOf = ({ person }: StaffChat): string => handleOf(hashOf(person))
