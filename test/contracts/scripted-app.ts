/** A stand-in for the app behind a channel: it remembers what came in, repeats nothing, and can fail on demand. */
import type { Address, ChannelName, DraftId } from '../../src/kit/ids.ts'
import type { Deed, Inbound, MediaKind } from '../../src/kit/inbound.ts'
import type { Message } from '../../src/kit/message.ts'
import { no, ok, type Result } from '../../src/kit/result.ts'
import { createShelf } from './shelf.ts'

export type ScriptedApp = ReturnType<typeof createScriptedApp>
type FileDeed = Extract<Deed, { kind: 'file' }>

export const createScriptedApp = () => {
  const committed: Inbound[] = []
  const known = new Set<string>()
  const shown = new Map<Address, Message[]>()
  const kept: { media: MediaKind; bytes: Uint8Array; caption: string }[] = []
  const shelf = createShelf()
  let failures = 0
  let gate: Promise<void> | undefined

  return {
    /** Every inbound that was committed, in order, repeats left out. */
    committed,
    deeds: (): Deed[] => committed.map(({ it }) => it),
    kept,
    /** How often something came that was committed already. */
    repeats: 0,
    /** How many batches came. */
    batches: 0,
    /** The next `times` batches are not committed. */
    fail(times = 1): void {
      failures = times
    },
    /** Holds all commits until the returned function is called. */
    holdCommits(): () => void {
      let open = () => {}
      gate = new Promise(resolve => {
        open = () => {
          gate = undefined
          resolve()
        }
      })
      return open
    },
    /** Batches that hold such a deed never commit. */
    poison: undefined as ((inbound: Inbound) => boolean) | undefined,
    /** What a pull channel shows to this address from now on. */
    show: (address: Address, messages: Message[]) => void shown.set(address, messages),

    async receive(inbounds: Inbound[]): Promise<{ repeat: boolean; messages: Message[] }[]> {
      this.batches++
      await gate
      if (failures > 0) {
        failures--
        throw new Error('the disk is full')
      }
      if (this.poison && inbounds.some(this.poison)) throw new Error('a bug')
      return inbounds.map(inbound => {
        const key = `${inbound.channel} ${inbound.update}`
        const repeat = known.has(key)
        if (repeat) this.repeats++
        else committed.push(inbound)
        known.add(key)
        return { repeat, messages: shown.get(inbound.address) ?? [] }
      })
    },
    view: async (_channel: ChannelName, address: Address): Promise<Message[]> => shown.get(address) ?? [],
    async keepFile(
      _channel: ChannelName,
      _address: Address,
      media: MediaKind,
      bytes: Uint8Array,
      caption: string,
    ): Promise<Result<FileDeed, 'too-large' | 'wrong-type'>> {
      if (Buffer.from(bytes).toString('latin1').startsWith('not a ')) return no('wrong-type')
      kept.push({ media, bytes, caption })
      const draft = `draft-${String(kept.length).padStart(16, '0')}` as DraftId
      return ok({ kind: 'file', media, draft, bytes: bytes.length, caption })
    },
    /** Keys stand for themselves, with the language in front. */
    words: {
      text: (lang: string, key: string): string => `${lang}:${key}`,
      matchLanguage: (guess: string | undefined): string | undefined => guess?.split('-')[0],
      languages: () => [
        { tag: 'en', endonym: 'English', dir: 'ltr' as const },
        { tag: 'fil', endonym: 'Filipino', dir: 'ltr' as const },
        { tag: 'ja', endonym: '日本語', dir: 'ltr' as const },
        { tag: 'zh-Hans', endonym: '简体中文', dir: 'ltr' as const },
        { tag: 'zh-Hant', endonym: '繁體中文', dir: 'ltr' as const },
        { tag: 'ceb', endonym: 'Cebuano', dir: 'ltr' as const },
      ],
    },
    media: shelf,
    commands: (lang: string) => [
      { command: 'report', description: `${lang}: report` },
      { command: 'menu', description: `${lang}: menu` },
    ],
  }
}
