/** What may go out with a campaign, and what it is called outside. */
import type { Media } from '../../kit/message.ts'

type Kind = Media['kind']

/**
 * By kind: the media types of bytes that are taken, each with the ending of a file's name, and the most bytes. Telegram shows a voice
 * that is Ogg with Opus, MP3 or M4A (https://core.telegram.org/bots/api#sendvoice) and takes a photo up to 10 MB and any other file up
 * to 50 MB; less is taken here, because people pay for each megabyte.
 */
export const MEDIA: Record<Kind, { types: Readonly<Record<string, string>>; most: number }> = {
  photo: { types: { 'image/jpeg': 'jpg', 'image/png': 'png' }, most: 5_000_000 },
  voice: { types: { 'audio/ogg': 'ogg', 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a' }, most: 5_000_000 },
  document: { types: { 'application/pdf': 'pdf', 'text/calendar': 'ics' }, most: 10_000_000 },
}

/** The name under which a file goes out: what staff called theirs may tell of people, of places, of who they are. */
export const publicName = (kind: Kind, mime: string): string => {
  const ending = MEDIA[kind].types[mime]
  return ending === undefined ? kind : `${mime === 'text/calendar' ? 'calendar' : kind}.${ending}`
}

export type Size = { width: number; height: number }

/** Width and height of a JPEG or PNG in pixels, from its first bytes; `undefined`: neither. */
export const pictureSize = (bytes: Uint8Array): Size | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // https://www.w3.org/TR/png/#11IHDR
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47)
    return { width: view.getUint32(16), height: view.getUint32(20) }
  return bytes.length >= 4 && view.getUint16(0) === 0xffd8 ? jpegSize(view) : undefined
}

/** From segment to segment up to the frame's header (ITU-T T.81, B.1 and B.2.2). */
const jpegSize = (view: DataView): Size | undefined => {
  for (let at = 2; at + 9 <= view.byteLength; ) {
    const marker = view.getUint16(at)
    if (marker >> 8 !== 0xff) return undefined
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}
