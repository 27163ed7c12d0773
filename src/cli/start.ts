import { mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { configOrTell } from './environment.ts'

/** `tulay start`. What serves is loaded only when the configuration is right and what was compiled before can be taken again. */
export const start = async (): Promise<number> => {
  const config = configOrTell()
  if (!config) return 2
  keepCompiled(config.data)
  const { serve } = await import('./serve.ts')
  return serve(config)
}

/**
 * Compiled code stays in the data folder, the only one that Tulay writes to: the next start takes two thirds of the time and
 * 25 MB less memory. Whoever could change it there could change the database and read the secret as well.
 */
const keepCompiled = (data: string): void => {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    enableCompileCache(join(data, 'cache'))
  } catch {
    // A folder that cannot be written is told in a moment, by what needs it.
  }
}
