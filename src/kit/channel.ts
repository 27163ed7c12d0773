import type { Address, ChannelName } from './ids.ts'
import type { Message, Sent } from './message.ts'

/** As a person types it, without slash. */
export type Command = { command: string; description: string }

/** "Method not allowed" (RFC 9110, 15.5.6): for instance a voice cannot become a text on Telegram. Nothing was changed. */
export const CANNOT_EDIT = 405

/** The way out of one messenger. The way in is the channel's own door and ends in `app/receive`. */
export interface Channel {
  readonly name: ChannelName
  /** `push`: the channel delivers by itself. `pull`: the person's next request fetches what is held for them (web, terminal). */
  readonly mode: 'push' | 'pull'
  /** Permitted rates; `perChatMs` is the gap between two messages to one chat. Ignored for `pull`. */
  readonly pace: { perSecond: number; perChatMs: number; inFlight: number }
  /** One attempt. Never throws for what a platform or a wire can do; never retries by itself. */
  send(to: Address, message: Message): Promise<Sent>
  /**
   * Puts this message in the place of one that went out (`ref` as `send` gave it), without ringing; as often as one likes with the same
   * outcome. Gives the new `ref`. `refused` with the platform's code: it is gone there, or too old; with `CANNOT_EDIT`: the platform
   * knows no way from the one to the other. Never throws; absent: what was said stays said.
   */
  edit?(to: Address, ref: string, message: Message): Promise<Sent>
  /**
   * Takes away a message that went out (`ref` as `send` gave it); as often as one likes with the same outcome. `refused`: it is gone there, or
   * too old. Never throws; absent: what was said stays said.
   */
  remove?(to: Address, ref: string): Promise<Sent>
  /** Deletes messages that the platform still lets us delete. Returns how many could be. Absent: the channel has nothing to delete. */
  clear?(to: Address, refs: string[]): Promise<number>
  /** Shows these commands in this chat alone; `undefined`: those that everybody sees. Never throws; absent: the channel shows none. */
  setCommands?(to: Address, commands: readonly Command[] | undefined): Promise<void>
}
