/** The methods of the Bot API that a bot like ours may call. Each answers with a result or refuses as the real one does. */
import { createMessageMethods } from './messages.ts'
import type { Chat, Exchange } from './phone.ts'
import { findChat, isRefused, type Refusal, refuse } from './sending.ts'
import type { Json } from './updates.ts'

export type Outcome = { result: unknown } | { no: Refusal }
export type WebhookState = { url: string; secret: string; max: number; lastError?: string }
export type Methods = Record<string, (payload: Json) => Outcome>

const TWO_DAYS = 48 * 60 * 60_000
const TOO_BIG = 20 * 1024 * 1024

export const createMethods = (exchange: Exchange, webhook: WebhookState, webhookChanged: () => void): Methods => {
  const profile = new Map<string, unknown>()

  const inChat = (payload: Json, work: (chat: Chat) => Outcome): Outcome => {
    const chat = findChat(exchange.chats, payload)
    return isRefused(chat) ? chat : work(chat)
  }

  /** What is not there (any more) is skipped; what may not be deleted spoils the whole call. */
  const remove = (payload: Json, ids: unknown, one: boolean): Outcome =>
    inChat(payload, chat => {
      const list = typeof ids === 'string' ? (JSON.parse(ids) as unknown) : ids
      if (!Array.isArray(list) || list.length === 0) return refuse('message identifiers are not specified')
      if (list.length > 100) return refuse('too many message identifiers specified')
      const found = chat.messages.filter(({ id }) => list.map(Number).includes(id))
      if (one && found.length === 0) return refuse('message to delete not found')
      if (found.some(({ at }) => Date.now() - at > TWO_DAYS)) return refuse("message can't be deleted for everyone")
      chat.messages = chat.messages.filter(message => !found.includes(message))
      exchange.changed()
      return { result: true }
    })

  const answerTap = (payload: Json): Outcome => {
    const tap = exchange.taps.get(String(payload.callback_query_id))
    if (!tap || tap.answered) return refuse('query is too old and response timeout expired or query ID is invalid')
    tap.answered = true
    if (typeof payload.text === 'string') tap.text = payload.text
    exchange.changed()
    return { result: true }
  }

  const getFile = (payload: Json): Outcome => {
    const file = exchange.files.get(String(payload.file_id))
    if (!file) return refuse('invalid file_id')
    if (file.bytes.length > TOO_BIG) return refuse('file is too big')
    return {
      result: { file_id: payload.file_id, file_unique_id: 'AQAD', file_size: file.bytes.length, file_path: file.path },
    }
  }

  const setWebhook = (payload: Json): Outcome => {
    const url = String(payload.url ?? '')
    // The real server takes https only; on this machine there is no certificate.
    if (url !== '' && !/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])/.test(url))
      return refuse('bad webhook: An HTTPS URL must be provided for webhook')
    const secret = String(payload.secret_token ?? '')
    if (!/^[\w-]{0,256}$/.test(secret)) return refuse('secret token contains unallowed characters')
    Object.assign(webhook, { url, secret, max: Number(payload.max_connections ?? 40) })
    exchange.updates.allow(payload.allowed_updates)
    if (payload.drop_pending_updates === true) exchange.updates.confirmBelow(Number.POSITIVE_INFINITY)
    webhookChanged()
    return { result: true }
  }

  /** `setMyX`/`getMyX`: per language and scope, with the default where a language has none of its own. */
  const keep = (name: string, field: string, limit: number, fallback: unknown): Methods => {
    const key = (payload: Json, language: unknown) => JSON.stringify([name, scopeOf(payload.scope), language || ''])
    const badScope = ({ scope }: Json) => {
      const { type, chat } = scopeOf(scope)
      return type === 'chat' && !exchange.chats.has(chat ?? 0) ? refuse('chat not found') : undefined
    }
    const badLanguage = (payload: Json) =>
      /^([a-z]{2})?$/.test(String(payload.language_code ?? '')) ? undefined : refuse('invalid language code specified')
    return {
      [`setmy${name}`]: payload => {
        const value = payload[field] ?? fallback
        const size = typeof value === 'string' ? [...value].length : (value as unknown[]).length
        if (size > limit) return refuse(`${field} is too long`)
        const refused =
          badScope(payload) ?? badLanguage(payload) ?? (Array.isArray(value) ? badCommand(value) : undefined)
        if (refused) return refused
        profile.set(key(payload, payload.language_code), value)
        return { result: true }
      },
      [`getmy${name}`]: payload => {
        const own = profile.get(key(payload, payload.language_code))
        if (Array.isArray(fallback)) return badScope(payload) ?? badLanguage(payload) ?? { result: own ?? [] }
        return badLanguage(payload) ?? { result: { [field]: own || (profile.get(key(payload, '')) ?? fallback) } }
      },
      [`deletemy${name}`]: payload => {
        profile.delete(key(payload, payload.language_code))
        return badScope(payload) ?? { result: true }
      },
    }
  }

  return {
    getme: () => ({ result: { ...exchange.bot, can_join_groups: true, can_read_all_group_messages: false } }),
    ...createMessageMethods(exchange),
    deletemessage: payload => remove(payload, [payload.message_id], true),
    deletemessages: payload => remove(payload, payload.message_ids, false),
    answercallbackquery: answerTap,
    getfile: getFile,
    getchat: payload => inChat(payload, chat => ({ result: { id: chat.id, type: chat.type } })),
    setwebhook: setWebhook,
    deletewebhook: payload => setWebhook({ ...payload, url: '' }),
    getwebhookinfo: () => ({
      result: {
        url: webhook.url,
        has_custom_certificate: false,
        pending_update_count: exchange.updates.pending().length,
        allowed_updates: exchange.updates.allowed(),
        ...(webhook.lastError ? { last_error_message: webhook.lastError } : {}),
      },
    }),
    setchatmenubutton: () => ({ result: true }),
    ...keep('commands', 'commands', 100, []),
    ...keep('description', 'description', 512, ''),
    ...keep('shortdescription', 'short_description', 120, ''),
    ...keep('name', 'name', 64, ''),
  }
}

/** "Integer or String" says the chat id, and means the same chat. */
const scopeOf = (scope: unknown): { type: string; chat?: number } => {
  const given = (typeof scope === 'string' ? JSON.parse(scope) : (scope ?? { type: 'default' })) as Json
  return { type: String(given.type), ...(given.chat_id === undefined ? {} : { chat: Number(given.chat_id) }) }
}

const badCommand = (commands: Json[]): { no: Refusal } | undefined => {
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(String(command ?? ''))) return refuse('BOT_COMMAND_INVALID')
    const size = [...String(description ?? '')].length
    if (size < 1 || size > 256) return refuse('BOT_COMMAND_DESCRIPTION_INVALID')
  }
  return undefined
}
