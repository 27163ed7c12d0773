import type { CallbackQuery, Message, Update } from 'grammy/types'
import type { Act } from './conversation.ts'

/** The far side of the Bot API, in this process: keeps the last keyboard of every chat, and answers as Telegram would. */
export type FakeTelegram = {
  /** What a client posts: method and payload, the payload as it stands before or after JSON. */
  call(method: string, payload: unknown): unknown
  /** The next update of a person; `undefined` if the wanted button is not there. */
  update(person: number, act: Act): Update
  /** Messages said so far to a person: how the feeder knows that an answer came. */
  said(person: number): number
  /** Resolves when a person has been said more than `count` messages. */
  answered(person: number, count: number): Promise<void>
}

type Chat = { said: number; messageId: number; buttons: string[]; waiting: { above: number; done: () => void }[] }
type Payload = { chat_id?: number | string; text?: string; reply_markup?: unknown }
type Keyboard = { inline_keyboard?: { callback_data?: string }[][] }

/** Chat ids start here, so that they look like Telegram's. */
export const FIRST_CHAT = 700_000_000

/** The first and last update's time; Telegram counts seconds. */
const DATE = 1_790_000_000

export const ME = {
  id: 1,
  is_bot: true as const,
  first_name: 'Tulay',
  username: 'tulay_bench_bot',
  can_join_groups: false,
  can_read_all_group_messages: false,
  can_manage_bots: false,
  supports_inline_queries: false,
  supports_join_request_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
}

export const createFakeTelegram = (): FakeTelegram => {
  const chats = new Map<number, Chat>()
  let messages = 0
  let updates = 0

  const chatOf = (id: number): Chat => {
    let chat = chats.get(id)
    if (!chat) {
      chat = { said: 0, messageId: 0, buttons: [], waiting: [] }
      chats.set(id, chat)
    }
    return chat
  }

  const hear = (payload: Payload): unknown => {
    const id = Number(payload.chat_id)
    const chat = chatOf(id)
    const markup = payload.reply_markup
    const keyboard = (typeof markup === 'string' ? JSON.parse(markup) : markup) as Keyboard | undefined
    const buttons = keyboard?.inline_keyboard?.flat().flatMap(button => button.callback_data ?? []) ?? []
    chat.said++
    chat.messageId = ++messages
    if (buttons.length > 0) chat.buttons = buttons
    chat.waiting = chat.waiting.filter(({ above, done }) => {
      if (chat.said <= above) return true
      done()
      return false
    })
    return { message_id: chat.messageId, date: DATE, chat: { id, type: 'private' }, text: payload.text ?? '' }
  }

  return {
    call(method, payload) {
      return method === 'sendMessage' ? hear(payload as Payload) : true
    },
    said: person => chatOf(FIRST_CHAT + person).said,
    answered(person, count) {
      const chat = chatOf(FIRST_CHAT + person)
      if (chat.said > count) return Promise.resolve()
      return new Promise(done => chat.waiting.push({ above: count, done }))
    },
    update(person, act) {
      const id = FIRST_CHAT + person
      const chat = chatOf(id)
      const from = { id, is_bot: false as const, first_name: `Person${person}`, username: `person_${person}` }
      const base = {
        message_id: ++messages,
        date: DATE,
        chat: { id, type: 'private' as const, first_name: from.first_name },
      }
      updates++
      if ('tap' in act) {
        const data = chat.buttons.find(token => token.split(/[.:]/).includes(act.tap))
        if (data === undefined)
          throw new Error(`person ${person}: no button ${act.tap} among ${chat.buttons.join(' ')}`)
        const message = { ...base, message_id: chat.messageId, text: '' } as Message
        const callback_query = { id: String(updates), from, message, chat_instance: String(id), data } as CallbackQuery
        return { update_id: updates, callback_query } as Update
      }
      const text = 'command' in act ? `/${act.command}` : act.text
      const entities = 'command' in act ? [{ type: 'bot_command', offset: 0, length: text.length }] : undefined
      return { update_id: updates, message: { ...base, from, text, ...(entities && { entities }) } } as Update
    },
  }
}

/** The person behind a chat id. */
export const personOf = (chat: number): number => chat - FIRST_CHAT
