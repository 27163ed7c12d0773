import type { Command } from '../../kit/channel.ts'
import type { Address, ChannelName, Lang } from '../../kit/ids.ts'
import type { Privacy } from '../../privacy/index.ts'
import type { Store } from '../../store/index.ts'
import { activeStaff } from '../../store/staff.ts'
import { type StaffChat, staffChats } from '../../store/staff-chats.ts'
import type { AppWords } from '../words.ts'
import { langOf } from './say.ts'

/** Shows the commands of staff in a chat, in that language; `undefined`: shows what everybody sees. */
export type Menu = (chat: { channel: ChannelName; address: Address }, lang: Lang | undefined) => void

/** In the order of the list. */
const LISTED = ['queue', 'claim', 'overdue', 'duty', 'campaigns', 'unlink'] as const

export const staffCommands = (words: Pick<AppWords, 'text'>, lang: Lang): Command[] =>
  LISTED.map(command => ({ command, description: words.text(lang, `staff.command.${command}`) }))

/** Opened only in the moment of sending. */
export const addressOf = (privacy: Privacy, { person, address }: StaffChat): Address | undefined => {
  const open = privacy.open('chat', address, person)
  return open && (Buffer.from(open).toString('utf8') as Address)
}

/** At a start: what could not be shown when a chat was linked, and commands that are new. */
export const showMenus = async ({
  store,
  privacy,
  words,
  menu,
}: {
  store: Store
  privacy: Privacy
  words: AppWords
  menu: Menu
}): Promise<void> => {
  const { chats, staff } = await store.tx(async tx => ({ chats: await staffChats(tx), staff: await activeStaff(tx) }))
  for (const chat of chats) {
    const owner = staff.find(({ id }) => id === chat.staff)
    const address = addressOf(privacy, chat)
    if (owner && address !== undefined) menu({ channel: chat.channel, address }, langOf(words, owner))
  }
}
