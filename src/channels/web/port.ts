import type { Address, ChannelName, Lang } from '../../kit/ids.ts'
import type { Deed, Inbound, MediaKind } from '../../kit/inbound.ts'
import type { Media, Message } from '../../kit/message.ts'
import type { Result } from '../../kit/result.ts'

export type Language = { tag: Lang; endonym: string; dir: 'ltr' | 'rtl' }

/** The words of the page around the talk. Falls back to English by itself. */
export type Texts = {
  text(lang: Lang, key: string, values?: Record<string, string | number>): string
  languages(): Language[]
  /** The language that is present for an Accept-Language header. */
  matchLanguage(guess: string | undefined): Lang | undefined
}

/** `size`: in pixels, of a picture. */
export type FileFacts = { mime: string; bytes: number; size?: { width: number; height: number } }

export type FileDeed = Extract<Deed, { kind: 'file' }>

/** What the web chat needs of the app. */
export type WebPort = {
  /** Resolves after the commit. A repeat of an update changes nothing and has the same messages. */
  receive(inbounds: Inbound[]): Promise<{ repeat: boolean; messages: Message[] }[]>
  /** What to show now; changes nothing. */
  view(channel: ChannelName, address: Address, guess?: Lang): Promise<Message[]>
  keepFile(
    channel: ChannelName,
    address: Address,
    media: MediaKind,
    bytes: Uint8Array,
    caption: string,
  ): Promise<Result<FileDeed, 'too-large' | 'wrong-type'>>
  /** The files that go out with messages. */
  media: {
    /** Only what anybody may see who was told its hash. `name`: a plain one. */
    shown(hash: string): Promise<{ kind: Media['kind']; mime: string; name: string; bytes: Uint8Array } | undefined>
    facts(hash: string): Promise<FileFacts | undefined>
  }
  words: Texts
}
