import type { Readable, Writable } from 'node:stream'
import { BETWEEN, PROMPT } from '../../src/channels/terminal/index.ts'
import { type Driver, heardOf, type Screen } from '../browser/driver.ts'

/** The two ends of a terminal, seen from the chair: `input` is typed into, `output` is read from. */
export type Ends = { input: Writable; output: Readable; close?(): Promise<void> | void }
/** `shown` is the last answer as it stands on the screen. Files are given as paths. */
export type TerminalDriver = Omit<Driver, 'photo' | 'voice'> & {
  attach(kind: 'photo' | 'voice', path: string, caption?: string): Promise<void>
  shown(): string
}

/** Talks through a terminal: a child process's stdin and stdout, or two streams in this one. */
export const terminalDriver = ({ input, output, close }: Ends): TerminalDriver => {
  let screen = ''
  let last = ''
  let wake = () => {}
  output.setEncoding('utf8')
  output.on('data', chunk => {
    screen += chunk
    wake()
  })

  /** An answer is whole when the prompt stands below it. */
  const answered = async (): Promise<void> => {
    while (!screen.endsWith(`\n${PROMPT}`)) await new Promise<void>(resolve => (wake = resolve))
    last = screen.slice(0, -PROMPT.length)
    screen = ''
  }
  const say = async (line: string): Promise<void> => {
    input.write(`${line}\n`)
    await answered()
  }

  return {
    open: answered,
    type: say,
    tap(label) {
      const handle = handleOf(last, label)
      if (!handle) throw new Error(`«${label}» is not on the screen`)
      return say(handle)
    },
    attach: (kind, path, caption = '') => say(`@${kind} "${path}" ${caption}`),
    messages: async () => readScreen(last),
    heard: async () => heardOf(readScreen(last)),
    shown: () => last,
    async close() {
      input.end()
      await close?.()
    },
  }
}

const CHOICE = /^ {0,2}(\d+|-) {2}(.+)$/
const VERBS = /^ {4}(?=0\d |\/\w)/

const bare = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')

const verbsIn = (line: string): { handle: string; label: string }[] =>
  line
    .trim()
    .split(' · ')
    .map(verb => ({ handle: verb.split(' ')[0] ?? '', label: verb.slice(verb.indexOf(' ') + 1) }))

const readScreen = (text: string): Screen =>
  bare(text)
    .trim()
    .split(BETWEEN)
    .map(block => {
      const lines = block.split('\n')
      const verbs = lines.filter(line => VERBS.test(line)).flatMap(verbsIn)
      return {
        text: lines
          .filter(line => !CHOICE.test(line) && !VERBS.test(line))
          .join('\n')
          .trim(),
        choices: lines.flatMap(line => {
          const label = CHOICE.exec(line)?.[2]
          return label ? [{ label }] : []
        }),
        verbs: verbs.map(({ label }) => ({ label })),
      }
    })

const handleOf = (text: string, label: string): string | undefined => {
  for (const line of bare(text).split('\n').toReversed()) {
    const [, number, shown] = CHOICE.exec(line) ?? []
    if (number && shown?.endsWith(label)) return number
    const verb = VERBS.test(line) && verbsIn(line).find(it => it.label === label)
    if (verb) return verb.handle
  }
  return undefined
}
