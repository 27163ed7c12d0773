import type { Config } from '../config.ts'
import { realWorld } from '../house.ts'
import { type Memory, openMemory } from '../memory.ts'

/** Opens the data folder, if need be with nobody else in it, or tells what is wrong with it and gives nothing. */
export const memoryOrTell = async (config: Config, alone = false): Promise<Memory | undefined> => {
  const memory = await openMemory(config, realWorld, alone)
  if (memory.ok) return memory.value
  console.error(memory.why)
  return undefined
}
