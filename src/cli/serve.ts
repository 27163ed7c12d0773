import { flushCompileCache } from 'node:module'
import { createLog } from '../app/log.ts'
import type { Config } from '../config.ts'
import { createHouse, PROJECT, readGround, realWorld } from '../house.ts'
import { memoryOrTell } from './rooms.ts'

/** How long a stop may take before what hangs is cut off. */
const STOP_MS = 15_000

/** So often what people wrote, and nobody needs any more, is collected and cleared; V8 by itself waits until it needs the room. */
const COLLECT_MS = 20_000

/** Serves until it is told to stop. Prints where migrants and staff come in, and what is switched off. */
export const serve = async (config: Config): Promise<number> => {
  const ground = readGround(PROJECT, config.countries)
  if (!ground.ok) {
    console.error(['Flows or content have mistakes:', ...ground.why.map(mistake => `  ${mistake}`)].join('\n'))
    return 2
  }
  const memory = await memoryOrTell(config)
  if (!memory) return 2
  const log = createLog({ level: config.logLevel, destination: process.stderr })
  const house = await createHouse({ ...memory, config, world: realWorld, log, ground: ground.value })
  let started: Awaited<ReturnType<typeof house.start>>
  try {
    started = await house.start()
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    console.error(
      taken
        ? `Port ${config.port} is taken. Set PORT to another one; 0 takes any free port.`
        : `Tulay could not listen on ${config.host}:${config.port}.`,
    )
    await memory.store.close()
    return 2
  }
  const { port, telegram } = started
  const local = `http://${config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host}:${port}`
  const root = config.publicUrl ?? local
  console.log(
    [
      'Tulay is running.',
      ...(house.demo ? ['DEMO: everything here is for trying out. Demo keys are no protection.'] : []),
      '',
      `  Web chat for migrants:  ${root}/`,
      `  Page for staff:         ${root}${await house.staffLink()}`,
      '',
      ...(await house.off()).map(({ what, how }) => `  off: ${what}. To switch it on, ${how}.`),
    ].join('\n'),
  )
  log.info('main.started', { port })
  // At the end it would be done anyway, but a process that is killed has no end.
  flushCompileCache()
  telegram.then(reached => {
    if (reached?.ok) console.log('\nTelegram: connected.')
    else if (reached?.why === 'token-refused')
      console.error('\nTelegram: refused the token. Check TELEGRAM_BOT_TOKEN; the web chat goes on without it.')
    else if (reached)
      console.error('\nTelegram: cannot be reached now. Tulay goes on trying; the web chat goes on without it.')
  })
  setInterval(() => globalThis.gc?.(), COLLECT_MS).unref()
  await untilToldToStop()
  setTimeout(() => process.exit(1), STOP_MS).unref()
  await house.stop()
  return 0
}

const untilToldToStop = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
