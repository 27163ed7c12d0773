/** Fetches a file from Telegram's side, with a limit on size, on time, and on how many are fetched at once. */
import { setTimeout as pause } from 'node:timers/promises'
import { no, ok, type Result } from '../../kit/result.ts'
import { readAnswer } from './answer.ts'
import { asInteger, asObject, asText } from './json.ts'
import type { Carrier } from './port.ts'

/** Four of at most 10 MB each are the most that this room holds in memory. */
const AT_ONCE = 4
const SECONDS = 20
/** Attempts where something broke; how often, and for how many seconds at the most, a "slow down" is obeyed for one file. */
const ATTEMPTS = 2
const PAUSES = 3
const LONGEST_PAUSE = 60

type Fetched = Result<Uint8Array, 'too-large' | 'not-fetched'>

export type FetchFile = (id: string, limit: number, signal: AbortSignal) => Promise<Fetched>

type FilesOptions = {
  carrier: Carrier
  /** `<apiRoot>/file/bot<token>`, as soon as it is known. Secret: it holds the token. */
  root: () => string | undefined
  /** How long one attempt may take in all. */
  seconds?: number
}

/**
 * Never throws, and tells nothing of an error: its text would hold the token. A second attempt is made where the wire broke;
 * "slow down" is obeyed.
 */
export const createFiles = ({ carrier, root, seconds = SECONDS }: FilesOptions): FetchFile => {
  const slots = createSlots(AT_ONCE)
  const once = async (...[id, limit, signal]: Parameters<FetchFile>): Promise<Fetched | { pause: number }> => {
    const answer = asObject(await carrier.call('getFile', { file_id: id }, { signal, seconds }))
    const said = readAnswer(answer)
    if (!said.ok && said.why === 'slow-down') return { pause: said.retryAfter }
    const file = asObject(answer?.result)
    // "Bad Request: file is too big": the cloud's Bot API gives out 20 MB at the most.
    if (/too big/i.test(asText(answer?.description) ?? '')) return no('too-large')
    if ((asInteger(file?.file_size) ?? 0) > limit) return no('too-large')
    const path = toPath(asText(file?.file_path))
    if (path === undefined || root() === undefined) return no('not-fetched')
    const response = await fetch(`${root()}/${path}`, { signal, redirect: 'error' })
    return response.ok && response.body ? await readBody(response.body, limit) : no('not-fetched')
  }

  return (id, limit, stop) =>
    slots(async () => {
      let pauses = PAUSES
      let attempts = ATTEMPTS
      while (attempts > 0 && !stop.aborted) {
        try {
          const found = await once(id, limit, AbortSignal.any([stop, AbortSignal.timeout(seconds * 1000)]))
          if ('pause' in found) {
            if (pauses-- === 0 || found.pause > LONGEST_PAUSE) break
            await pause(found.pause * 1000, undefined, { signal: stop })
          } else if (found.ok || found.why === 'too-large') return found
          else attempts--
        } catch {
          attempts--
        }
      }
      return no('not-fetched')
    })
}

/** A path comes from the far side: it must not lead out of the bot's own folder. A server in `--local` mode gives absolute ones: refused. */
const toPath = (path: string | undefined): string | undefined =>
  path !== undefined && /^[\w-][\w./-]{0,255}$/.test(path) && !path.includes('..') ? path : undefined

const readBody = async (body: ReadableStream<Uint8Array>, limit: number): Promise<Result<Uint8Array, 'too-large'>> => {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop early cancels the stream.
  for await (const chunk of body) {
    size += chunk.length
    if (size > limit) return no('too-large')
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks, size))
}

const createSlots = (size: number) => {
  let free = size
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
