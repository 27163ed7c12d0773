import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { createTerminal } from '../../src/channels/terminal/index.ts'
import type { Address } from '../../src/kit/ids.ts'
import { channelContract } from '../contracts/channel-contract.ts'
import type { Hand, Rig } from '../contracts/rig.ts'
import { createScriptedApp } from '../contracts/scripted-app.ts'
import { terminalDriver } from './terminal-driver.ts'
import { world } from './web-stub.ts'

const makeRig = async (): Promise<Rig> => {
  const app = createScriptedApp()
  const folder = mkdtempSync(join(tmpdir(), 'tulay-terminal-'))
  const running: Promise<void>[] = []
  const ends: PassThrough[] = []
  let files = 0
  return {
    app,
    async person({ lang = 'en' } = {}): Promise<Hand> {
      const address = randomBytes(16).toString('base64url') as Address
      const [input, output] = [new PassThrough(), new PassThrough()]
      const terminal = createTerminal({ app, world, input, output, address, guess: lang })
      ends.push(input)
      running.push(terminal.run())
      const chair = terminalDriver({ input, output })
      await chair.open()
      const file = (bytes: Uint8Array): string => {
        const path = join(folder, `file ${++files}`)
        writeFileSync(path, bytes)
        return path
      }
      return {
        async type(text) {
          await chair.type(text)
          while (chair.shown().includes('engine.error')) await chair.type(text)
        },
        tap: label => chair.tap(label),
        photo: (bytes, caption) => chair.attach('photo', file(bytes), caption),
        voice: bytes => chair.attach('voice', file(bytes)),
        async show(message) {
          app.show(address, [message])
          // The terminal shows what waits with the next line; this one is not counted.
          await chair.type('/repeat')
          app.committed.pop()
        },
        text: async () => chair.shown(),
        async buttons() {
          const [last] = (await chair.heard()).slice(-1)
          return [...(last?.choices.map((label, index) => `${index + 1} ${label}`) ?? []), ...(last?.verbs ?? [])]
        },
      }
    },
    async committed(count) {
      if (app.committed.length !== count) throw new Error(`${app.committed.length} committed, not ${count}`)
    },
    async stop() {
      for (const end of ends) end.end()
      await Promise.all(running)
      rmSync(folder, { recursive: true })
    },
  }
}

channelContract('terminal', makeRig, {
  cannot: [
    {
      why: 'a choice is typed as its number or words, so no token comes back',
      tests: [
        'brings the token of a tapped choice',
        'brings the token of a tapped verb',
        'carries a token of 64 bytes',
      ],
    },
    { why: 'Enter ends what is said: a line has no line ends', tests: ['brings words exactly as they were typed'] },
    { why: 'a keyboard delivers a line once', tests: ['gives a repeated delivery the same key'] },
    { why: 'a terminal does not know where it stands', tests: ['rounds a shared place'] },
    {
      why: 'a terminal has no stickers or contacts',
      tests: ['refuses stickers and contacts, and keeps nothing of them'],
    },
    {
      why: 'no link leads to a terminal',
      tests: [
        'takes the language of a link as its guess, and nothing else of it',
        'guesses as ever where a link says a language that is not there',
      ],
    },
    {
      why: 'a number is the only way to tap here, and the terminal itself makes a tap of it',
      tests: ['gives no number to what nobody waits for as an answer'],
    },
    {
      why: 'a terminal shows letters: a line says that there is a file, and where it can be seen',
      tests: ['brings a file with a message'],
    },
    {
      why: 'what was printed stays',
      tests: ['puts a message in the place of another', 'takes back what was said'],
    },
    { why: 'nobody can block a terminal', tests: ['tells that a person blocked the bot'] },
  ],
})
