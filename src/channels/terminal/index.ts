/**
 * The terminal: the door for a keyboard (`npm run talk`), with the same conversations as every messenger. Prints messages with
 * numbered choices and verbs; reads numbers, words, /commands, and `@photo path` or `@voice path` for a
 * file, with words beside it; a path with spaces stands in quotes.
 */
import { readFile, stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Channel } from '../../kit/channel.ts'
import type { Address, Lang, UpdateKey } from '../../kit/ids.ts'
import { type Deed, LIMITS } from '../../kit/inbound.ts'
import type { Log } from '../../kit/log.ts'
import { isNumbered, type Message } from '../../kit/message.ts'
import { foldDigits } from '../../kit/text.ts'
import type { World } from '../../kit/world.ts'
import type { TerminalPort } from './port.ts'
import { heard, print } from './print.ts'

export type TerminalOptions = {
  app: TerminalPort
  world: World
  input: Readable
  output: Writable
  /** Who talks; default: somebody new each time. */
  address?: Address
  guess?: Lang
  /** Gets the talk as lines of a story, ready to keep: `> ` said, `< ` heard. */
  story?: Writable
  log?: Log
}

export type Terminal = {
  channel: Channel
  /** Talks until the input ends. */
  run(): Promise<void>
}

export const PROMPT = '> '
/** Between two messages of one answer. */
export const BETWEEN = '\n\n  ***\n\n'

export const createTerminal = ({
  app,
  world,
  input,
  output,
  guess,
  story,
  log,
  ...options
}: TerminalOptions): Terminal => {
  const draw = (): string => Buffer.from(world.random(16)).toString('base64url')
  const address = options.address ?? (draw() as Address)
  const dirs = new Map(app.words.languages().map(({ tag, dir }) => [tag, dir]))

  let shown: Message | undefined
  const show = (messages: Message[]): void => {
    shown = messages.at(-1)
    const blocks = messages.map(message =>
      print(message, dirs.get(message.lang) ?? 'ltr', message === messages.at(-1), fileLine(message)).join('\n'),
    )
    output.write(`\n${blocks.join(BETWEEN)}\n\n${PROMPT}`)
    for (const line of messages.flatMap(heard)) story?.write(`< "${line}"\n`)
  }
  const fileLine = ({ lang, media }: Message): string | undefined =>
    media && app.words.text(lang, `channels.terminal.${media.kind}`)
  const hear = async (line: string): Promise<Message[]> => {
    const it = tapOf(shown, line) ?? (await readLine(app, address, line))
    const update = draw() as UpdateKey
    const inbound = { channel: 'terminal', address, update, at: world.now(), it, ...(guess ? { guess } : {}) }
    return (await app.receive([inbound])).flatMap(({ messages }) => messages)
  }

  return {
    channel: CHANNEL,
    async run() {
      show(await app.view('terminal', address, guess))
      for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
        if (!line.trim()) {
          output.write(PROMPT)
          continue
        }
        const typed = line.trim()
        story?.write(typed.startsWith('/') ? `> ${typed}\n` : `> "${typed}"\n`)
        try {
          show(await hear(typed))
        } catch (error) {
          log?.error('receive.failed', error, { channel: 'terminal' })
          output.write(`\n${app.words.text(guess ?? 'en', 'engine.error')}\n\n${PROMPT}`)
        }
      }
      output.write('\n')
    },
  }
}

/** What can be done with a campaign is only tapped, and nobody waits for its number as an answer: here the number is the tap. */
const tapOf = (shown: Message | undefined, line: string): Deed | undefined => {
  const choice = shown?.choices[Number(foldDigits(line)) - 1]
  return choice && !isNumbered(choice) ? { kind: 'tap', token: choice.token } : undefined
}

const readLine = async (app: TerminalPort, address: Address, line: string): Promise<Deed> => {
  const [, media, quoted, word, caption = ''] = /^@(photo|voice)\s+(?:"([^"]+)"|(\S+))(?:\s+(.+))?$/.exec(line) ?? []
  const path = quoted ?? word
  if (media && path) return readUpload(app, address, { media: media as 'photo' | 'voice', path, caption })
  if (line.length > LIMITS.text) return { kind: 'unreadable', why: 'too-long' }
  const [, name, args] = /^\/([a-z][a-z_]{0,31})(?:\s+(.*))?$/i.exec(line) ?? []
  return name ? { kind: 'command', name: name.toLowerCase(), args: args ?? '' } : { kind: 'text', text: line }
}

const readUpload = async (
  app: TerminalPort,
  address: Address,
  { media, path, caption }: { media: 'photo' | 'voice'; path: string; caption: string },
): Promise<Deed> => {
  const size = await stat(path).then(
    file => (file.isFile() ? file.size : undefined),
    () => undefined,
  )
  if (size === undefined) return { kind: 'unreadable', why: 'not-fetched' }
  if (size > LIMITS[media]) return { kind: 'unreadable', why: 'too-large' }
  const kept = await app.keepFile('terminal', address, media, await readFile(path), caption)
  return kept.ok ? kept.value : { kind: 'unreadable', why: kept.why }
}

/** Nothing is pushed: what waits is printed with the next line. */
const CHANNEL: Channel = {
  name: 'terminal',
  mode: 'pull',
  pace: { perSecond: 1000, perChatMs: 0, inFlight: 1 },
  send: async () => ({ ok: false, why: 'unreachable' }),
}
