/** Methods that put messages on phones and change them there. */
import { createFiles, FILE_KINDS, type FileKind } from './files.ts'
import type { Methods, Outcome } from './methods.ts'
import type { Chat, Exchange, Shown } from './phone.ts'
import { findChat, isRefused, mayWrite, type Refusal, readMarkup, readText, refuse } from './sending.ts'
import type { Json } from './updates.ts'

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

export const createMessageMethods = (exchange: Exchange): Methods => {
  const takeFile = createFiles(exchange)

  const inChat = (payload: Json, work: (chat: Chat) => Outcome): Outcome => {
    const chat = findChat(exchange.chats, payload)
    return isRefused(chat) ? chat : work(chat)
  }

  const answer = (chat: Chat, message: Shown, extra: Json): Outcome => ({
    result: {
      message_id: message.id,
      from: exchange.bot,
      chat: { id: chat.id, type: chat.type },
      date: Math.floor(message.at / 1000),
      ...extra,
    },
  })

  const show = (chat: Chat, shown: Pick<Shown, 'text' | 'links' | 'buttons' | 'file'>, payload: Json, extra: Json) => {
    const message: Shown = {
      ...shown,
      id: exchange.next(),
      from: 'bot',
      at: Date.now(),
      protected: payload.protect_content === true,
      silent: payload.disable_notification === true,
      edits: 0,
    }
    chat.messages.push(message)
    exchange.changed()
    return answer(chat, message, extra)
  }

  const sendText = (payload: Json): Outcome =>
    inChat(payload, chat => {
      const refused = mayWrite(chat)
      if (refused) return refused
      const text = readText(payload.text, payload.parse_mode, 4096, 'message text is empty')
      if (isRefused(text)) return text
      const buttons = readMarkup(payload.reply_markup, chat)
      if (isRefused(buttons)) return buttons
      return show(chat, { ...text, buttons }, payload, { text: text.text })
    })

  const sendFile =
    (kind: FileKind) =>
    (payload: Json): Outcome =>
      inChat(payload, chat => {
        const refused = mayWrite(chat, kind)
        if (refused) return refused
        const text = readText(payload.caption ?? '', payload.parse_mode, 1024, '')
        if (isRefused(text)) return text
        const buttons = readMarkup(payload.reply_markup, chat)
        if (isRefused(buttons)) return buttons
        const taken = takeFile(kind, payload[kind], payload)
        if (isRefused(taken)) return taken
        return show(chat, { ...text, buttons, file: taken.shown }, payload, { ...taken.fields, caption: text.text })
      })

  /** `change`: what the message is answered with, having been changed. */
  const edit = (payload: Json, change: (message: Shown, chat: Chat) => { no: Refusal } | Json): Outcome =>
    inChat(payload, chat => {
      const blocked = mayWrite(chat)
      if (blocked) return blocked
      if (payload.message_id === undefined) return refuse('message identifier is not specified')
      const message = chat.messages.find(({ id }) => id === Number(payload.message_id))
      if (!message) return refuse('message to edit not found')
      if (message.from !== 'bot') return refuse("message can't be edited")
      const before = JSON.stringify(message)
      const changed = change(message, chat)
      if (isRefused(changed)) return changed
      if (JSON.stringify(message) === before) return refuse(NOT_MODIFIED)
      message.edits++
      exchange.changed()
      return answer(chat, message, { edit_date: Math.floor(Date.now() / 1000), ...changed })
    })

  /** An edit takes an inline keyboard or none. */
  const inline = (payload: Json, chat: Chat) =>
    payload.reply_markup !== undefined && !JSON.stringify(payload.reply_markup).includes('inline_keyboard')
      ? refuse('inline keyboard expected')
      : readMarkup(payload.reply_markup, chat)

  const editText = (payload: Json): Outcome =>
    edit(payload, (message, chat) => {
      if (message.file) return refuse('there is no text in the message to edit')
      const text = readText(payload.text, payload.parse_mode, 4096, 'message text is empty')
      const buttons = inline(payload, chat)
      if (isRefused(text)) return text
      if (isRefused(buttons)) return buttons
      Object.assign(message, text, { buttons })
      return { text: text.text }
    })

  const editCaption = (payload: Json): Outcome =>
    edit(payload, (message, chat) => {
      if (!message.file) return refuse('there is no caption in the message to edit')
      const text = readText(payload.caption ?? '', payload.parse_mode, 1024, '')
      const buttons = inline(payload, chat)
      if (isRefused(text)) return text
      if (isRefused(buttons)) return buttons
      Object.assign(message, text, { buttons })
      return { caption: text.text }
    })

  const editMedia = (payload: Json): Outcome =>
    edit(payload, (message, chat) => {
      const media = (payload.media ?? {}) as Json
      const kind = FILE_KINDS.find(one => one === media.type)
      if (!kind || kind === 'voice') return refuse("can't parse InputMedia: Media not found")
      if (message.file?.kind === 'voice') return refuse("message media can't be edited")
      const text = readText(media.caption ?? '', media.parse_mode, 1024, '')
      const buttons = inline(payload, chat)
      if (isRefused(text)) return text
      if (isRefused(buttons)) return buttons
      const taken = takeFile(kind, media.media, payload)
      if (isRefused(taken)) return taken
      Object.assign(message, { html: undefined }, text, { buttons, file: taken.shown })
      return { ...taken.fields, caption: text.text }
    })

  const editMarkup = (payload: Json): Outcome =>
    edit(payload, (message, chat) => {
      const buttons = inline(payload, chat)
      if (isRefused(buttons)) return buttons
      message.buttons = buttons
      return {}
    })

  return {
    sendmessage: sendText,
    sendphoto: sendFile('photo'),
    sendvoice: sendFile('voice'),
    senddocument: sendFile('document'),
    sendchataction: payload => inChat(payload, () => ({ result: true })),
    editmessagetext: editText,
    editmessagecaption: editCaption,
    editmessagemedia: editMedia,
    editmessagereplymarkup: editMarkup,
  }
}
