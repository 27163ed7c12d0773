/** Plays a conversation over a running web chat: once as a browser without any script would, once in Chromium. */
export type Screen = { text: string; choices: { label: string }[] }[]
export type Driver = {
  open(): Promise<void>
  type(text: string): Promise<void>
  /** A choice or a verb, by its label. */
  tap(label: string): Promise<void>
  photo(bytes: Uint8Array): Promise<void>
  messages(): Promise<Screen>
  close(): Promise<void>
}

export { chromiumDriver, findChromium, launchChromium } from './chromium-driver.ts'
export { type WebDriver, webDriver } from './web-driver.ts'
