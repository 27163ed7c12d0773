import { mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { configOrTell } from './environment.ts'

/** `tulay start`. What serves is loaded only when the configuration is right and what was compiled before can be taken again. */
export const start = async (): Promise<number> => {
  const config = configOrTell()
  if (!config) return 2
  wipeWhatIsFreed()
  keepCompiled(config.data)
  const { serve } = await import('./serve.ts')
  return serve(config)
}

/**
 * Words that passed through would lie where they were freed until somebody needs the room. glibc overwrites what is freed (perturb), if
 * it keeps no small blocks at hand for each thread (tcache); macOS scribbles over it. Two arenas instead of one for each thread, and
 * large blocks that go back to the system at once, make it 154 MB after a start instead of 204.
 */
const TUNABLES = ['perturb=165', 'tcache_count=0', 'arena_max=2', 'mmap_threshold=131072', 'trim_threshold=131072']
const ENVIRONMENT = { GLIBC_TUNABLES: TUNABLES.map(it => `glibc.malloc.${it}`).join(':'), MallocScribble: '1' }
/** V8 clears what it has collected, and can be told to collect (serve.ts). */
const FLAGS = ['--clear-free-memory', '--expose-gc']

/**
 * Begins the process anew in its own place, with what can be told to it only from outside: same id, same files, some 40 ms. Where a
 * system cannot do that (Windows), it goes on as it is.
 */
const wipeWhatIsFreed = (): void => {
  // Small buffers would share slabs, which live as long as any of them.
  Buffer.poolSize = 0
  const set = Object.entries(ENVIRONMENT).every(([name, value]) => process.env[name] === value)
  if ((set && FLAGS.every(flag => process.execArgv.includes(flag))) || process.platform === 'win32' || !process.execve)
    return
  // It would tell that this is experimental, in the middle of what the operator reads.
  process.removeAllListeners('warning')
  const words = [process.execPath, ...new Set([...process.execArgv, ...FLAGS]), ...process.argv.slice(1)]
  process.execve(process.execPath, words, { ...process.env, ...ENVIRONMENT })
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
