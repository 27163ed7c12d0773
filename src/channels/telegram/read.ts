/**
 * The one door in: an update as Telegram sends it → what a person did. grammY and Telegraf only carry it here. Private chats
 * only; of a group nothing is read but that the bot was added or called by name.
 */
import type { Address, Instant, UpdateKey } from '../../kit/ids.ts'
import { type Deed, type Inbound, LIMITS } from '../../kit/inbound.ts'
import { type FileRef, readCommand, readContent } from './content.ts'
import { readDeepLink } from './deep-link.ts'
import { asInteger, asObject, asText, type Json } from './json.ts'

/** What we ask Telegram for; it sends nothing else. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

export type Read =
  /** `tap`: the id of the button press, whose waiting mark on the phone ends when it is answered. */
  | { kind: 'deed'; inbound: Inbound; tap?: string }
  /** A file that must be fetched and put aside before anything can be committed. */
  | { kind: 'file'; from: Omit<Inbound, 'it'>; file: FileRef }

/** `bot`: our own username, to know in a group who is meant. `at`: now. */
type Reading = { at: Instant; bot?: string | undefined }

/** `undefined`: nothing that asks for an answer (another chat's talk, a service message, a shape we do not know). Never throws. */
export const readUpdate = (json: unknown, { at, bot }: Reading): Read | undefined => {
  const update = asObject(json)
  const id = readUpdateId(update)
  if (!update || id === undefined) return undefined
  const from = (chat: number, user: Json | undefined, message?: Json): Omit<Inbound, 'it'> => ({
    channel: 'telegram',
    address: String(chat) as Address,
    update: String(id) as UpdateKey,
    at,
    ...readGuess(user),
    ...readRef(message),
  })

  const message = asObject(update.message)
  if (message) return readMessage(message, from, bot)
  const edited = asObject(update.edited_message)
  if (edited) return readEdited(edited, from)
  const query = asObject(update.callback_query)
  if (query) return readTap(query, from)
  const member = asObject(update.my_chat_member)
  return member && readMember(member, from)
}

/** Also of an update that cannot be read otherwise: it must be confirmed all the same. */
export const readUpdateId = (json: unknown): number | undefined => {
  const id = asInteger(asObject(json)?.update_id)
  return id !== undefined && id >= 0 ? id : undefined
}

type From = (chat: number, user: Json | undefined, message?: Json) => Omit<Inbound, 'it'>

const deed = (from: Omit<Inbound, 'it'>, it: Deed): Read => ({ kind: 'deed', inbound: { ...from, it } })

const readMessage = (message: Json, from: From, bot: string | undefined): Read | undefined => {
  const chat = readChat(message)
  const user = asObject(message.from)
  if (!chat || user?.is_bot === true) return undefined
  if (chat.kind === 'group') {
    const command = readCommand(asText(message.text) ?? '')
    return isForUs(command, bot) ? deed(from(chat.id, user), { kind: 'group' }) : undefined
  }
  const content = readContent(message)
  if (!content) return undefined
  const base = from(chat.id, user, message)
  if ('file' in content) return { kind: 'file', from: base, file: content.file }
  const { it, ...wish } = readDeepLink(content.it, base.guess)
  return deed({ ...base, ...wish }, it)
}

/** In a group: `/start`, or any command with our name behind it. */
const isForUs = (command: ReturnType<typeof readCommand>, bot: string | undefined): boolean => {
  if (!command) return false
  if (command.bot === undefined) return command.name === 'start'
  return bot !== undefined && command.bot.toLowerCase() === bot.toLowerCase()
}

/** A changed text gets a sentence, because the person believes that we saw it. A live location that moves gets none. */
const readEdited = (message: Json, from: From): Read | undefined => {
  const chat = readChat(message)
  if (chat?.kind !== 'private' || asObject(message.location)) return undefined
  if (asText(message.text) === undefined && asText(message.caption) === undefined) return undefined
  return deed(from(chat.id, asObject(message.from)), { kind: 'unreadable', why: 'edited' })
}

const readTap = (query: Json, from: From): Read | undefined => {
  const chat = readChat(asObject(query.message))
  const token = asText(query.data)
  const tap = asText(query.id)
  if (chat?.kind !== 'private' || token === undefined || Buffer.byteLength(token) > LIMITS.token) return undefined
  const inbound: Inbound = { ...from(chat.id, asObject(query.from)), it: { kind: 'tap', token } }
  return { kind: 'deed', inbound, ...(tap && tap.length <= 64 ? { tap } : {}) }
}

/** "For private chats, this update is received only when the bot is blocked or unblocked by the user"; in a group, when it is added. */
const readMember = (change: Json, from: From): Read | undefined => {
  const chat = readChat(change)
  const status = asText(asObject(change.new_chat_member)?.status)
  const before = asText(asObject(change.old_chat_member)?.status)
  const user = asObject(change.from)
  if (chat?.kind === 'private') return status === 'kicked' ? deed(from(chat.id, user), { kind: 'blocked' }) : undefined
  const added = (status === 'member' || status === 'administrator') && (before === 'left' || before === 'kicked')
  return chat && added ? deed(from(chat.id, user), { kind: 'group' }) : undefined
}

const readChat = (message: Json | undefined): { id: number; kind: 'private' | 'group' } | undefined => {
  const chat = asObject(message?.chat)
  const id = asInteger(chat?.id)
  if (id === undefined) return undefined
  if (chat?.type === 'private' && id > 0) return { id, kind: 'private' }
  return (chat?.type === 'group' || chat?.type === 'supergroup') && id < 0 ? { id, kind: 'group' } : undefined
}

const readGuess = (user: Json | undefined): { guess?: string } => {
  const tag = asText(user?.language_code)
  return tag !== undefined && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(tag) ? { guess: tag } : {}
}

const readRef = (message: Json | undefined): { ref?: string } => {
  const id = asInteger(message?.message_id)
  return id !== undefined && id > 0 ? { ref: String(id) } : {}
}
