/** What this channel needs of the rooms behind it, and of whoever carries its calls. */
import type { Command } from '../../kit/channel.ts'
import type { Address, ChannelName, Lang } from '../../kit/ids.ts'
import type { Deed, Inbound, MediaKind } from '../../kit/inbound.ts'
import type { Result } from '../../kit/result.ts'
import type { Json } from './json.ts'

type FileDeed = Extract<Deed, { kind: 'file' }>

export type TelegramApp = {
  /** Resolves after the commit of all of them; rejects if nothing of them is kept. */
  receive(inbounds: Inbound[]): Promise<unknown>
  /** Puts a fetched file aside, cleaned and sealed. */
  keepFile(
    channel: ChannelName,
    address: Address,
    media: MediaKind,
    bytes: Uint8Array,
    caption: string,
  ): Promise<Result<FileDeed, 'too-large' | 'wrong-type'>>
  /** The files that go out with messages. `account`: a mark of the bot, for which alone an id is good. */
  media: {
    file(hash: string): Promise<{ name: string; bytes: Uint8Array } | undefined>
    ref(hash: string, account: string): Promise<string | undefined>
    keepRef(hash: string, account: string, ref: string): Promise<void>
    forgetRef(hash: string, account: string, ref: string): Promise<void>
  }
  words: {
    text(lang: Lang, key: string): string
    languages(): readonly { tag: Lang; dir: 'ltr' | 'rtl' }[]
    /** Telegram's guess (`pt-br`) → a language that is present. */
    matchLanguage(guess: string | undefined): Lang | undefined
  }
  commands(lang: Lang): readonly Command[]
}

/** Carries one call to the Bot API and brings back the whole answer, `{ ok: true, result }` or `{ ok: false, error_code … }`. */
export type Carrier = {
  /** Throws only if the wire broke. Never repeats a call. `seconds`: how long an answer may take; 30 if not said. */
  call(method: string, payload: Json, options?: { signal?: AbortSignal; seconds?: number }): Promise<unknown>
  /** What stands for these bytes in a payload: that call goes out as a form (multipart/form-data). */
  toFile(file: { name: string; bytes: Uint8Array }): unknown
}
