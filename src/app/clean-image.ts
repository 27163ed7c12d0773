import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const CHILD = fileURLToPath(new URL('./clean-image-child.ts', import.meta.url))
const LIMIT_MS = 20_000
/** On it a page of handwriting can still be read. */
const LONGEST_SIDE = 2560

/** At most this many decoders at once: a burst of photos must not take the machine's memory. */
const AT_ONCE = 2
const waiting: (() => void)[] = []
let running = 0

/**
 * Decodes and re-encodes an image in a child process that has no secret, no environment and no file of ours open.
 * @param longest pixels of its longer side at the most.
 * @returns a JPEG without metadata; `undefined` if it is no image we can read.
 */
export const cleanImage = async (bytes: Uint8Array, longest = LONGEST_SIDE): Promise<Uint8Array | undefined> => {
  if (running >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve))
  running++
  try {
    return await decode(bytes, longest)
  } finally {
    running--
    waiting.shift()?.()
  }
}

const decode = async (bytes: Uint8Array, longest: number): Promise<Uint8Array | undefined> => {
  const child = spawn(process.execPath, [CHILD, String(longest)], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<number | null>(resolve => {
    child.on('error', () => resolve(null))
    child.on('close', code => resolve(code))
  })
  // The child may refuse the image before it has read it all; that is an answer, not an error of ours.
  child.stdin.on('error', () => undefined)
  child.stdin.end(bytes)
  const clean = await buffer(child.stdout)
  return (await ended) === 0 && clean.length > 0 ? clean : undefined
}
