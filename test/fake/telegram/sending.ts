/** What the Bot API checks before it takes a message: text, entities, keyboard, and whether the chat may be written to. */
import { parseHtml } from './html.ts'
import type { Button, Chat } from './phone.ts'
import type { Json } from './updates.ts'

export type Refusal = { code: number; description: string; retryAfter?: number }
export const refuse = (description: string, code = 400): { no: Refusal } => ({
  no: {
    code,
    description: `${{ 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict' }[code]}: ${description}`,
  },
})
export const isRefused = (value: unknown): value is { no: Refusal } =>
  typeof value === 'object' && value !== null && 'no' in value

export const findChat = (chats: Map<number, Chat>, payload: Json): Chat | { no: Refusal } => {
  if (payload.chat_id === undefined || payload.chat_id === '') return refuse('chat_id is empty')
  const chat = chats.get(Number(payload.chat_id))
  return chat ?? refuse('chat not found')
}

/** @param kind of a file that goes with it. */
export const mayWrite = (chat: Chat, kind?: string): { no: Refusal } | undefined => {
  if (chat.deactivated) return refuse('user is deactivated', 403)
  if (chat.blocked) return refuse('bot was blocked by the user', 403)
  if (!chat.started) return refuse("bot can't initiate conversation with a user", 403)
  return kind === 'voice' && chat.noVoices ? refuse('VOICE_MESSAGES_FORBIDDEN') : undefined
}

export type Text = { text: string; html?: string; links: { label: string; url: string }[] }

export const readText = (value: unknown, mode: unknown, limit: number, empty: string): Text | { no: Refusal } => {
  const raw = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  // JSON may carry half a surrogate pair; the real server answers so to anything that is not UTF-8.
  if (!raw.isWellFormed()) return refuse('strings must be encoded in UTF-8')
  const html = String(mode ?? '').toLowerCase() === 'html'
  const parsed = html ? parseHtml(raw) : { ok: true as const, text: raw.trim(), links: [] }
  if (!parsed.ok) return refuse(`can't parse entities: ${parsed.why}`)
  if (parsed.text === '' && empty !== '') return refuse(empty)
  if ([...parsed.text].length > limit)
    return refuse(limit === 4096 ? 'message is too long' : 'message caption is too long')
  return { text: parsed.text, links: parsed.links, ...(html ? { html: raw } : {}) }
}

/** @param chat where it is sent: Mini Apps open in private chats only. */
export const readMarkup = (value: unknown, chat: Chat): Button[][] | { no: Refusal } => {
  const markup = typeof value === 'string' ? (JSON.parse(value) as Json) : ((value ?? {}) as Json)
  const rows = markup.inline_keyboard ?? markup.keyboard
  if (rows === undefined) return []
  if (!Array.isArray(rows) || rows.some(row => !Array.isArray(row)))
    return refuse("can't parse reply keyboard markup JSON object")
  const buttons: Button[][] = []
  for (const row of rows as Json[][]) {
    const read: Button[] = []
    for (const button of row) {
      const one = markup.inline_keyboard
        ? readInline(button)
        : { text: String(button.text ?? button), location: button.request_location === true }
      if (isRefused(one)) return one
      read.push(one)
    }
    if (read.length > 8) return refuse('BUTTON_ROW_TOO_LONG')
    buttons.push(read)
  }
  if (chat.type !== 'private' && buttons.flat().some(({ app }) => app)) return refuse('BUTTON_TYPE_INVALID')
  if (buttons.flat().length > 100) return refuse('reply markup is too long')
  return buttons
}

const readInline = (button: Json): Button | { no: Refusal } => {
  const text = typeof button.text === 'string' ? button.text.trim() : ''
  if (text === '') return refuse('can\'t parse inline keyboard button: Field "text" must be of type String')
  if (typeof button.url === 'string')
    return URL.canParse(button.url)
      ? { text, url: button.url }
      : refuse(`inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`)
  const app = (button.web_app as Json | undefined)?.url
  if (app !== undefined)
    return typeof app === 'string' && URL.canParse(app) && app.startsWith('https://')
      ? { text, app }
      : refuse(`inline keyboard button Web App URL '${app}' is invalid: Only HTTPS links are allowed`)
  const data = button.callback_data
  if (typeof data !== 'string')
    return refuse("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
  const size = Buffer.byteLength(data)
  return size >= 1 && size <= 64 ? { text, data } : refuse('BUTTON_DATA_INVALID')
}
