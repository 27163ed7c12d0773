/** The one door out: a message → the bubbles that show it → the Bot API calls that send them. grammY and Telegraf only carry them. */
import type { Address, Lang } from '../../kit/ids.ts'
import type { Media, Message, Span } from '../../kit/message.ts'
import { CAPTION_LIMIT, toPages } from './html.ts'
import type { Json } from './json.ts'
import { toKeyboard } from './keyboard.ts'
import { isolate } from './write-figures.ts'

/** `media`: a file that goes with it, still without its bytes or id (upload.ts). */
export type ApiCall = { method: string; payload: Json; media?: Media }

/** One message on the phone. `html`: its text, or what stands below its file; '' for a file alone. */
export type Bubble = { html: string; media?: Media; markup?: Json }

/** What this door adds to a message in the person's language. */
type Texts = {
  text(lang: Lang, key: string): string
  languages(): readonly { tag: Lang; dir: 'ltr' | 'rtl' }[]
}

/** `bot`: our username, for the link from a group to the private chat. */
export type Writing = { texts: Texts; bot?: string | undefined }

/** A group's chat id is negative, a person's positive (https://core.telegram.org/bots/api#chat). */
const isGroup = (to: Address): boolean => to.startsWith('-')

/**
 * In the order to send them; more than one only if the text is longer than Telegram takes. None if there is nothing to show.
 * @param apart a file stands in a bubble of its own even if the text would fit below it.
 */
export const toBubbles = (to: Address, message: Message, { texts, bot }: Writing, apart = false): Bubble[] => {
  const { lang, media } = message
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
  const directed = isRtl ? isolate(spans) : spans
  const pages = toPages(directed)
  const caption = media && !apart ? toCaption(directed, pages) : undefined
  const bubbles: Bubble[] =
    media && caption !== undefined
      ? [{ html: caption, media }]
      : [...(media ? [{ html: '', media }] : []), ...pages.map(html => ({ html }))]
  if (bubbles.length === 0 && markup) bubbles.push({ html: '⬇️' })
  const last = bubbles.at(-1)
  if (last && markup) last.markup = markup
  return bubbles
}

/** `undefined`: too long to stand below a file. */
const toCaption = (spans: Span[], pages: string[]): string | undefined => {
  if (pages.length === 0) return ''
  const [caption, ...more] = toPages(spans, CAPTION_LIMIT)
  return more.length === 0 ? caption : undefined
}

const METHODS: Record<Media['kind'], string> = { photo: 'sendPhoto', voice: 'sendVoice', document: 'sendDocument' }

/** @param silent where something was said before: it shows up without a sound. */
export const toSend = (
  to: Address,
  bubble: Bubble,
  { personal }: Pick<Message, 'personal'>,
  silent = false,
): ApiCall => {
  const { html, media, markup } = bubble
  const rest = {
    ...(personal ? { protect_content: true } : {}),
    ...(silent ? { disable_notification: true } : {}),
    ...(markup ? { reply_markup: markup } : {}),
  }
  if (!media) return { method: 'sendMessage', payload: { chat_id: to, ...toText(html), ...rest } }
  // What a document is, Telegram shall not guess: a picture in it would come out as a photo, under another method.
  const asIs = media.kind === 'document' ? { disable_content_type_detection: true } : {}
  return { method: METHODS[media.kind], payload: { chat_id: to, ...asIs, ...toWords(html), ...rest }, media }
}

export const toText = (html: string) => ({
  text: html,
  parse_mode: 'HTML',
  link_preview_options: { is_disabled: true },
})

/** Below a file. */
export const toWords = (html: string) => (html === '' ? {} : { caption: html, parse_mode: 'HTML' })

export const toCalls = (to: Address, message: Message, writing: Writing): ApiCall[] =>
  toBubbles(to, message, writing).map(bubble => toSend(to, bubble, message))

const toPrivateLink = (bot: string | undefined, text: string) =>
  bot === undefined ? [] : [[{ text, url: `https://t.me/${bot}?start=group` }]]

const toPlaceKeyboard = (text: string) => ({
  keyboard: [[{ text, request_location: true }]],
  one_time_keyboard: true,
  resize_keyboard: true,
})
