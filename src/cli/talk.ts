import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { createLog } from '../app/log.ts'
import { createTerminal } from '../channels/terminal/index.ts'
import { createHouse, PROJECT, readGround, realWorld } from '../house.ts'
import { configOrTell } from './environment.ts'
import { memoryOrTell } from './rooms.ts'

/**
 * `tulay talk [--story]`: the conversations as they stand, in this terminal, with demo keys and a folder that is thrown away
 * afterwards. `--story` prints at the end what was said as a story, ready to keep as a test.
 */
export const talk = async (words: string[]): Promise<number> => {
  const { values } = parseArgs({ args: words, options: { story: { type: 'boolean' } } })
  const read = configOrTell()
  if (!read) return 2
  const ground = readGround(PROJECT, read.countries)
  if (!ground.ok) {
    console.error(ground.why.join('\n'))
    return 2
  }
  const data = await mkdtemp(join(tmpdir(), 'tulay-talk-'))
  const config = {
    ...read,
    data,
    secretFile: join(data, 'secret'),
    telegram: undefined,
    publicUrl: undefined,
    demo: 'on' as const,
    port: 0,
  }
  const memory = await memoryOrTell(config)
  if (!memory) return 2
  const log = createLog({ level: 'error', destination: process.stderr })
  const house = await createHouse({ ...memory, config, world: realWorld, log, ground: ground.value })
  await house.prepare()
  const lines: string[] = []
  const story = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const guess = process.env.LC_ALL ?? process.env.LANG
  const terminal = createTerminal({
    app: house.app,
    world: realWorld,
    input: process.stdin,
    output: process.stdout,
    ...(guess ? { guess } : {}),
    ...(values.story ? { story } : {}),
  })
  await terminal.run()
  if (values.story) console.log(`\n${lines.join('')}`)
  await house.stop()
  await rm(data, { recursive: true, force: true })
  return 0
}
