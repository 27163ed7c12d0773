import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId, Lang } from '../../../kit/ids.ts'
import type { Message } from '../../../kit/message.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { addLines } from '../../../store/outbox.ts'
import { staffChats } from '../../../store/staff-chats.ts'
import { noticeLine } from '../../notice-line.ts'
import { addressOf } from '../../staff-chat/menu.ts'
import type { CampaignRooms } from '../index.ts'
import { messageOf } from './look.ts'
import { openDraft } from './open.ts'

/** `unlinked`: there is no chat of theirs. `nothing`: no text in any of these languages. */
export type TestRefusal = 'gone' | 'unlinked' | 'nothing'

/** The newest saved sheet to one's own linked chats, marked as a test; nobody else gets it. Returns how many messages it makes. */
export const testSend = async (
  rooms: CampaignRooms,
  me: Staff,
  { campaign, langs }: { campaign: CampaignId; langs: readonly Lang[] },
): Promise<Result<number, TestRefusal>> => {
  const draft = await openDraft(rooms, campaign)
  if (!draft) return no('gone')
  const messages = Object.keys(draft.sheet.texts)
    .filter(lang => langs.includes(lang))
    .flatMap(lang => testMessage(rooms, draft.sheet, lang) ?? [])
  if (messages.length === 0) return no('nothing')
  const sent = await rooms.store.tx(async tx => {
    const lines = (await staffChats(tx, me.id)).flatMap(chat => {
      const to = addressOf(rooms.privacy, chat)
      const { person, channel } = chat
      return to === undefined ? [] : messages.map(message => ({ person, channel, to, message, zone: undefined }))
    })
    if (lines.length > 0)
      await addLines(
        tx,
        lines.map((line, at) => noticeLine(rooms, line, at)),
      )
    return lines.length
  })
  if (sent === 0) return no('unlinked')
  rooms.nudge()
  return ok(sent)
}

const testMessage = (rooms: CampaignRooms, sheet: Sheet, lang: Lang): Message | undefined => {
  const message = messageOf(rooms, sheet, lang)
  const mark = { strong: rooms.words.text(lang, 'notices.test_mark') }
  return message && { ...message, text: [mark, '\n', ...message.text] }
}
