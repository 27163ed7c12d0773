/**
 * What one private message holds: words, a command, a place, a file to fetch, or something that we cannot take.
 * Nothing is read but that: no name, no username, no telephone number, no exact position.
 */
import { type Deed, LIMITS, type MediaKind } from '../../kit/inbound.ts'
import { asInteger, asList, asNumber, asObject, asText, type Json } from './json.ts'

/** A file on Telegram's side that is still to be fetched. */
export type FileRef = { id: string; media: Extract<MediaKind, 'photo' | 'voice'>; caption: string }
type Content = { it: Deed } | { file: FileRef }

const unreadable = (why: Extract<Deed, { kind: 'unreadable' }>['why']): Content => ({ it: { kind: 'unreadable', why } })

/** In the order of reading: an animation carries a `document` too, a venue a `location`. */
const READERS: readonly ((message: Json) => Content | undefined)[] = [
  message => readText(asText(message.text)),
  message => (asObject(message.location) ? readPlace(asObject(message.location)) : undefined),
  message => (Array.isArray(message.photo) ? readPhoto(message) : undefined),
  message => readFile(message, 'voice', asObject(message.voice), LIMITS.voice),
  message => (asObject(message.sticker) ? unreadable('sticker') : undefined),
  message => (asObject(message.contact) ? unreadable('contact') : undefined),
  message =>
    ['animation', 'video', 'video_note', 'audio', 'paid_media', 'live_photo'].some(name => asObject(message[name]))
      ? unreadable('wrong-type')
      : undefined,
  message => readDocument(message),
]

/**
 * What Telegram tells about the chat itself. Nobody waits for an answer to it. Everything that is neither read above nor named
 * here gets a sentence, so that a new kind of message never meets silence.
 */
const ABOUT_THE_CHAT = [
  ...[
    'pinned_message',
    'message_auto_delete_timer_changed',
    'write_access_allowed',
    'connected_website',
    'web_app_data',
  ],
  ...['users_shared', 'chat_shared', 'chat_background_set', 'boost_added', 'proximity_alert_triggered', 'gift'],
  ...['successful_payment', 'refunded_payment', 'new_chat_members', 'left_chat_member', 'new_chat_title'],
  ...['new_chat_photo', 'delete_chat_photo', 'group_chat_created', 'migrate_to_chat_id', 'migrate_from_chat_id'],
]

/** `undefined`: nothing that a person said. */
export const readContent = (message: Json): Content | undefined => {
  for (const read of READERS) {
    const content = read(message)
    if (content) return content
  }
  return ABOUT_THE_CHAT.some(name => message[name] !== undefined) ? undefined : unreadable('other')
}

// https://core.telegram.org/bots/features#commands: up to 32 characters; `@name` is put behind it in groups.
const COMMAND = /^\/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,32}))?(?:\s+([\s\S]*))?$/

/** `bot` is the name that a group's members put behind a command to say which bot they mean. */
export const readCommand = (text: string): { name: string; args: string; bot: string | undefined } | undefined => {
  const found = COMMAND.exec(text)
  if (!found?.[1]) return undefined
  return { name: found[1].toLowerCase(), args: (found[3] ?? '').trim(), bot: found[2] }
}

const readText = (text: string | undefined): Content | undefined => {
  if (text === undefined) return undefined
  if (text.length > LIMITS.text) return unreadable('too-long')
  const command = readCommand(text)
  return { it: command ? { kind: 'command', name: command.name, args: command.args } : { kind: 'text', text } }
}

/** 0.1 degree is 11 km at the most: an area, not a house. The exact position leaves this function nowhere. */
const round = (degrees: number): number => Math.round(degrees * 10) / 10 + 0

const readPlace = (location: Json | undefined): Content => {
  const lat = asNumber(location?.latitude)
  const lon = asNumber(location?.longitude)
  if (lat === undefined || lon === undefined || Math.abs(lat) > 90 || Math.abs(lon) > 180) return unreadable('other')
  return { it: { kind: 'place', lat: round(lat), lon: round(lon) } }
}

/** Telegram offers a photo in several sizes: the largest that we take. */
const readPhoto = (message: Json): Content => {
  const sizes = asList(message.photo)
    .map(asObject)
    .filter(size => size !== undefined && readId(size) !== undefined)
  const area = (size: Json | undefined): number => (asInteger(size?.width) ?? 0) * (asInteger(size?.height) ?? 0)
  const fitting = sizes.filter(size => (asInteger(size?.file_size) ?? 0) <= LIMITS.photo)
  const best = fitting.reduce((best, size) => (best && area(best) >= area(size) ? best : size), undefined)
  return readFile(message, 'photo', best, LIMITS.photo) ?? unreadable(sizes.length > 0 ? 'too-large' : 'not-fetched')
}

/** A picture sent "as a file" is a photo like any other: it loses its metadata all the same. */
const readDocument = (message: Json): Content | undefined => {
  const file = asObject(message.document)
  if (!file) return undefined
  if (!asText(file.mime_type)?.startsWith('image/')) return unreadable('wrong-type')
  return readFile(message, 'photo', file, LIMITS.photo)
}

// A file id is opaque; it goes back to Telegram only, and never into a path.
const readId = (file: Json): string | undefined => {
  const id = asText(file.file_id)
  return id !== undefined && /^[\w-]{1,512}$/.test(id) ? id : undefined
}

const readFile = (
  message: Json,
  media: FileRef['media'],
  file: Json | undefined,
  limit: number,
): Content | undefined => {
  if (!file) return undefined
  const id = readId(file)
  if (id === undefined) return unreadable('not-fetched')
  if ((asInteger(file.file_size) ?? 0) > limit) return unreadable('too-large')
  return { file: { id, media, caption: (asText(message.caption) ?? '').slice(0, LIMITS.text) } }
}
