/** The one door out: a message → the Bot API calls that show it. grammY and Telegraf only carry them. */
import type { Address, Lang } from '../../kit/ids.ts'
import type { Message, Span } from '../../kit/message.ts'
import { toPages } from './html.ts'
import { toKeyboard } from './keyboard.ts'
import { isolate } from './write-figures.ts'

type ApiCall = { method: string; payload: Readonly<Record<string, unknown>> }

/** What this door adds to a message in the person's language. */
type Texts = {
  text(lang: Lang, key: string): string
  languages(): readonly { tag: Lang; dir: 'ltr' | 'rtl' }[]
}

/** `bot`: our username, for the link from a group to the private chat. */
type Writing = { texts: Texts; bot?: string | undefined }

/** A group's chat id is negative, a person's positive (https://core.telegram.org/bots/api#chat). */
const isGroup = (to: Address): boolean => to.startsWith('-')

/** In the order to send them; more than one only if the text is longer than Telegram takes. No call if there is nothing to show. */
export const toCalls = (to: Address, message: Message, { texts, bot }: Writing): ApiCall[] => {
  const { lang } = message
  const { rows, list } = isGroup(to)
    ? { rows: toPrivateLink(bot, texts.text(lang, 'engine.group_button')), list: [] }
    : toKeyboard(message.choices, message.verbs, message.links)
  const asksPlace = message.input === 'place' && !isGroup(to)
  // One message has room for one keyboard: where buttons stand, the way to share a place is told in words.
  const hint: Span[] = asksPlace && rows.length > 0 ? [`\n\n${texts.text(lang, 'channels.telegram.place_hint')}`] : []
  const markup =
    rows.length > 0
      ? { inline_keyboard: rows }
      : asksPlace
        ? toPlaceKeyboard(texts.text(lang, 'channels.telegram.share_place'))
        : undefined

  const spans = [...message.text, ...(list.length > 0 ? ['\n', ...list] : []), ...hint]
  const isRtl = texts.languages().some(({ tag, dir }) => tag === lang && dir === 'rtl')
  const pages = toPages(isRtl ? isolate(spans) : spans)
  if (pages.length === 0 && markup) pages.push('⬇️')
  return pages.map((text, index) => ({
    method: 'sendMessage',
    payload: {
      chat_id: to,
      text,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      ...(message.personal ? { protect_content: true } : {}),
      ...(markup && index === pages.length - 1 ? { reply_markup: markup } : {}),
    },
  }))
}

const toPrivateLink = (bot: string | undefined, text: string) =>
  bot === undefined ? [] : [[{ text, url: `https://t.me/${bot}?start=group` }]]

const toPlaceKeyboard = (text: string) => ({
  keyboard: [[{ text, request_location: true }]],
  one_time_keyboard: true,
  resize_keyboard: true,
})
