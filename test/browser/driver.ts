/** Plays a conversation over a running web chat: once as a browser without any script would, once in Chromium. */

/** What stands on the page: each message with the choices under it; the verbs belong to the last. */
export type Screen = { text: string; choices: { label: string }[]; verbs: { label: string }[] }[]
/** The same with bare labels, as the stories' player takes it. */
export type Heard = { text: string; choices: string[]; verbs: string[] }[]

export type Driver = {
  open(): Promise<void>
  type(text: string): Promise<void>
  /** A choice or a verb, by its label. */
  tap(label: string): Promise<void>
  photo(bytes: Uint8Array, caption?: string): Promise<void>
  voice(bytes: Uint8Array): Promise<void>
  messages(): Promise<Screen>
  heard(): Promise<Heard>
  close(): Promise<void>
}

export const heardOf = (screen: Screen): Heard =>
  screen.map(({ text, choices, verbs }) => ({
    text,
    choices: choices.map(({ label }) => label),
    verbs: verbs.map(({ label }) => label),
  }))

export { chromiumDriver, launchChromium } from './chromium-driver.ts'
export { webDriver } from './web-driver.ts'
