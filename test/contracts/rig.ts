/** What a channel's own test builds for the contract: an app to look into, and people on the far side. */
import type { Message } from '../../src/kit/message.ts'
import type { ScriptedApp } from './scripted-app.ts'

/** One person's end of the channel: what they do, and what they see. Each deed resolves once it was sent. */
export type Hand = {
  type(text: string): Promise<unknown>
  /** Comes by a link of ours that says a language, and says something. */
  come?(lang: string): Promise<unknown>
  /** Taps the button that shows this label. */
  tap(label: string): Promise<unknown>
  share?(lat: number, lon: number): Promise<unknown>
  photo?(bytes: Uint8Array, caption?: string): Promise<unknown>
  voice?(bytes: Uint8Array): Promise<unknown>
  sticker?(): Promise<unknown>
  contact?(phone: string): Promise<unknown>
  block?(): Promise<unknown>
  /** The far side delivers the last deed once more. */
  again?(): Promise<unknown>
  /** Has the channel show this message here; resolves once it can be seen. */
  show(message: Message): Promise<unknown>
  /** All that can be read on the last screen (or since the last `show`): plain text, with labels and addresses of links. */
  text(): Promise<string>
  /** The bytes of the files that came with it. */
  files?(): Promise<Uint8Array[]>
  /** Has the channel put this message in the place of the one that was shown last. */
  change?(message: Message): Promise<unknown>
  /** Has it take back the one that was shown last. */
  takeBack?(): Promise<unknown>
  /** The buttons that can be tapped now, in the order shown. */
  buttons(): Promise<string[]>
}

export type Rig = {
  app: ScriptedApp
  /** A new person. `lang`: what the platform says of their language. */
  person(options?: { lang?: string }): Promise<Hand>
  /** Waits until as many deeds were committed. */
  committed(count: number): Promise<void>
  stop(): Promise<void>
}

/** A message with everything in it. */
export const sample = (over: Partial<Message> = {}): Message => ({
  lang: 'en',
  text: ['Where did it happen?'],
  choices: [
    { token: 'a.tag1.1.JP-11', label: 'Saitama' },
    { token: 'a.tag1.1.JP-13', label: 'Tokyo' },
    { token: 'a.tag1.1.other', label: 'Another place' },
  ],
  verbs: [
    { token: 'v.back.tag1.1', label: 'Back' },
    { token: 'v.help.tag1.1', label: 'Help' },
  ],
  input: 'text',
  personal: false,
  ...over,
})

/** A promise of `channelContract`. */
export type Case = (rig: Rig) => Promise<void>

export const able = <K extends keyof Hand>(hand: Hand, what: K): NonNullable<Hand[K]> => {
  const deed = hand[what]
  if (!deed) throw new Error(`the rig has no "${what}": say so in "cannot"`)
  return deed
}
