import { type Config, readConfig } from '../config.ts'
import { realWorld } from '../house.ts'
import { type Memory, openMemory } from '../memory.ts'

/** Reads the environment, or tells every mistake at once and gives nothing. */
export const configOrTell = (): Config | undefined => {
  const read = readConfig(process.env)
  if (read.ok) return read.value
  console.error(['The configuration has mistakes:', ...read.why.map(mistake => `  - ${mistake}`)].join('\n'))
  return undefined
}

/** Opens the data folder, if need be with nobody else in it, or tells what is wrong with it and gives nothing. */
export const memoryOrTell = async (config: Config, alone = false): Promise<Memory | undefined> => {
  const memory = await openMemory(config, realWorld, alone)
  if (memory.ok) return memory.value
  console.error(memory.why)
  return undefined
}
