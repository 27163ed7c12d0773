/** The other people's phones: what they show, and what their owners do. */
import type { ShownFile } from './files.ts'
import type { Json, Updates } from './updates.ts'

export type Button = { text: string; data?: string; url?: string; app?: string; location?: boolean }
/** One bubble on the phone. Edits are applied; what was deleted is gone. */
export type Shown = {
  id: number
  from: 'bot' | 'me'
  text: string
  /** As the bot sent it. */
  html?: string
  links: { label: string; url: string }[]
  /** Below the message, or in place of the keyboard. */
  buttons: Button[][]
  protected: boolean
  /** Came without a sound. */
  silent: boolean
  /** How often it was edited. */
  edits: number
  file?: ShownFile
  /** Milliseconds since 1970; a test may make it older. */
  at: number
}

export type Chat = {
  id: number
  type: 'private' | 'supergroup'
  messages: Shown[]
  /** Has written to the bot or pressed Start: before that the bot may not begin. */
  started: boolean
  blocked: boolean
  deactivated: boolean
  /** Takes no voices, by Telegram's privacy settings. */
  noVoices: boolean
}

export type Exchange = {
  updates: Updates
  chats: Map<number, Chat>
  /** `shown`: of what bots uploaded. */
  files: Map<string, { bytes: Uint8Array; path: string; chat: number; shown?: ShownFile }>
  taps: Map<string, { chat: number; answered: boolean; text?: string }>
  bot: { id: number; is_bot: true; first_name: string; username: string }
  /** The next message or file number: one row for all chats of a bot, as on Telegram. */
  next(): number
  changed(): void
}

export type PersonOptions = {
  id?: number
  name?: string
  username?: string
  lang?: string
  group?: number /** Has pressed Start some time ago. */
  met?: boolean
}

/** Every deed returns the update's id. */
export type Person = ReturnType<typeof createPerson>

export const createPerson = (exchange: Exchange, options: PersonOptions = {}) => {
  const id = options.id ?? 5_000_000_000 + exchange.next()
  const chatId = options.group ?? id
  const type: Chat['type'] = options.group === undefined ? 'private' : 'supergroup'
  const fresh: Chat = {
    id: chatId,
    type,
    messages: [],
    started: options.met ?? false,
    blocked: false,
    deactivated: false,
    noVoices: false,
  }
  const chat = exchange.chats.get(chatId) ?? fresh
  exchange.chats.set(chatId, chat)
  const from: Json = {
    id,
    is_bot: false,
    first_name: options.name ?? 'Maria',
    ...(options.username ? { username: options.username } : {}),
    ...(options.lang ? { language_code: options.lang } : {}),
  }
  const place: Json =
    type === 'private' ? { id: chatId, type, first_name: from.first_name } : { id: chatId, type, title: 'Friends' }
  const date = () => Math.floor(Date.now() / 1000)

  const post = (content: Json, text = ''): number => {
    chat.started = true
    const message_id = exchange.next()
    const bare = { links: [], buttons: [], protected: false, silent: false, edits: 0 }
    chat.messages.push({ id: message_id, from: 'me', text, ...bare, at: Date.now() })
    const update = exchange.updates.push(chatId, 'message', { message_id, from, chat: place, date: date(), ...content })
    exchange.changed()
    return update
  }
  const upload = (bytes: Uint8Array, folder: string, ending: string): Json => {
    const number = exchange.next()
    const file_id = `AgACAgIAAxkBAAI${number}_file-${folder}`
    exchange.files.set(file_id, { bytes, path: `${folder}/file_${number}.${ending}`, chat: chatId })
    return { file_id, file_unique_id: `AQAD${number}`, file_size: bytes.length }
  }
  const member = (before: string, after: string): number => {
    const user = exchange.bot
    const body = {
      chat: place,
      from,
      date: date(),
      old_chat_member: { user, status: before },
      new_chat_member: { user, status: after },
    }
    return exchange.updates.push(chatId, 'my_chat_member', body)
  }
  const find = (wanted: string): { message: Shown; button: Button } => {
    for (const message of chat.messages.toReversed())
      for (const button of message.buttons.flat()) {
        const bare = button.text.replace(/^\d+\. /, '').replace(/^\p{Extended_Pictographic}\S* /u, '')
        if ([button.data, button.text, bare].includes(wanted)) return { message, button }
      }
    throw new Error(`no button "${wanted}" on this phone`)
  }

  const person = {
    id: chatId,
    get messages(): readonly Shown[] {
      return chat.messages
    },
    /** What the bot said, oldest first. */
    get heard(): readonly Shown[] {
      return chat.messages.filter(({ from }) => from === 'bot')
    },
    get blocked(): boolean {
      return chat.blocked
    },
    /** Buttons that still show the waiting mark. */
    get waiting(): number {
      return [...exchange.taps.values()].filter(tap => tap.chat === chatId && !tap.answered).length
    },
    type: (text: string) => {
      const command = /^\/\w+(@\w+)?/.exec(text)
      const entities = command ? { entities: [{ type: 'bot_command', offset: 0, length: command[0].length }] } : {}
      return post({ text, ...entities }, text)
    },
    /** Taps the newest button with this label (with or without its number) or data. */
    tap: (wanted: string): number => {
      const { message, button } = find(wanted)
      if (button.location) return person.share(35.8617, 139.6455)
      if (button.data === undefined) throw new Error(`"${wanted}" is a link`)
      return person.press(button.data, message.id)
    },
    /** A button of any data, also one that no message here has. */
    press: (data: string, message_id = 1): number => {
      const query = `${exchange.next()}7351`
      exchange.taps.set(query, { chat: chatId, answered: false })
      const message = { message_id, from: exchange.bot, chat: place, date: date(), text: '' }
      return exchange.updates.push(chatId, 'callback_query', { id: query, from, message, chat_instance: '7', data })
    },
    share: (latitude: number, longitude: number, live = false) =>
      post({ location: { latitude, longitude, ...(live ? { live_period: 900 } : {}) } }),
    photo: (bytes: Uint8Array, caption?: string) => {
      const small = { ...upload(bytes.slice(0, 20), 'photos', 'jpg'), width: 90, height: 60 }
      const large = { ...upload(bytes, 'photos', 'jpg'), width: 1280, height: 853 }
      return post({ photo: [small, large], ...(caption === undefined ? {} : { caption }) })
    },
    voice: (bytes: Uint8Array) =>
      post({ voice: { ...upload(bytes, 'voice', 'oga'), duration: 3, mime_type: 'audio/ogg' } }),
    document: (bytes: Uint8Array, mime_type: string, file_name = 'file') =>
      post({ document: { ...upload(bytes, 'documents', 'bin'), mime_type, file_name } }),
    sticker: () =>
      post({ sticker: { ...upload(new Uint8Array(9), 'stickers', 'webp'), emoji: '👍', width: 512, height: 512 } }),
    contact: (phone_number: string) => post({ contact: { phone_number, first_name: 'Ana' } }),
    /** Any other content: `{ poll: … }`, `{ dice: … }`. */
    send: (content: Json) => post(content),
    edit: (message: number, content: Json) =>
      exchange.updates.push(chatId, 'edited_message', {
        message_id: message,
        from,
        chat: place,
        date: date(),
        edit_date: date(),
        ...content,
      }),
    /** `unsaid`: the update about it is still on its way, or never comes. */
    block: (unsaid = false): number | undefined => {
      chat.blocked = true
      return unsaid ? undefined : member('member', 'kicked')
    },
    unblock: () => {
      chat.blocked = false
      return member('kicked', 'member')
    },
    deactivate: () => {
      chat.deactivated = true
    },
    refuseVoices: () => {
      chat.noVoices = true
    },
    /** In a group: puts the bot in. */
    addBot: () => {
      chat.started = true
      return member('left', 'member')
    },
    /** Makes all that is on the phone so much older. */
    age: (ms: number) => {
      for (const message of chat.messages) message.at -= ms
    },
  }
  return person
}
