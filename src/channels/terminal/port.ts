import type { Address, ChannelName, Lang } from '../../kit/ids.ts'
import type { Deed, Inbound, MediaKind } from '../../kit/inbound.ts'
import type { Message } from '../../kit/message.ts'
import type { Result } from '../../kit/result.ts'

/** What the terminal needs of the app. */
export type TerminalPort = {
  /** Resolves after the commit. */
  receive(inbounds: Inbound[]): Promise<{ repeat: boolean; messages: Message[] }[]>
  /** What to show now; changes nothing. */
  view(channel: ChannelName, address: Address, guess?: Lang): Promise<Message[]>
  keepFile(
    channel: ChannelName,
    address: Address,
    media: MediaKind,
    bytes: Uint8Array,
    caption: string,
  ): Promise<Result<Extract<Deed, { kind: 'file' }>, 'too-large' | 'wrong-type'>>
  words: {
    text(lang: Lang, key: string, values?: Record<string, string | number>): string
    languages(): { tag: Lang; dir: 'ltr' | 'rtl' }[]
  }
}
