/**
 * The door for programs: an organization that already runs a Telegraf bot mounts Tulay into it.
 *
 *     const tulay = await openTulay({ telegram: bot.telegram })
 *     bot.use(tulay.telegraf())
 *     await tulay.start()
 */
import type { Telegram } from 'telegraf'
import { createLog } from './app/log.ts'
import { readConfig } from './config.ts'
import { createHouse, type House, PROJECT, readGround, realWorld } from './house.ts'
import { openMemory } from './memory.ts'

/**
 * Reads the environment (`docs/configuration.md`; leave TELEGRAM_BOT_TOKEN unset, the token is the bot's own business), opens the
 * data folder and builds the house. Throws one error with every mistake in plain words.
 * @param telegram `bot.telegram`, which carries what Tulay sends. Build the bot with `handlerTimeout: Infinity`.
 */
export const openTulay = async ({
  telegram,
  env = process.env,
}: {
  telegram: Telegram
  env?: Readonly<Record<string, string | undefined>>
}): Promise<House> => {
  const config = readConfig(env)
  if (!config.ok) throw new Error(config.why.join('\n'))
  const ground = readGround(PROJECT, config.value.countries)
  if (!ground.ok) throw new Error(ground.why.join('\n'))
  const memory = await openMemory(config.value, realWorld)
  if (!memory.ok) throw new Error(memory.why)
  const log = createLog({ level: config.value.logLevel, destination: process.stderr })
  return createHouse({
    ...memory.value,
    config: config.value,
    world: realWorld,
    log,
    ground: ground.value,
    telegraf: telegram,
  })
}
