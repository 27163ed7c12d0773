/**
 * The typed logger: pino behind the kit's `Log`. One JSON object a line. What the types let through by a cast is
 * withheld here as well, because a log is copied to places that nobody thinks of when asked to erase.
 */
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DestinationStream, pino } from 'pino'
import {
  LOG_EVENTS,
  LOG_NUMBERS,
  LOG_WORDS,
  type Log,
  type LogEvent,
  type LogFacts,
  type LogLevel,
} from '../kit/log.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const WITHHELD = '[withheld]'
const EVENTS = new Set<string>(LOG_EVENTS)
const WORDS = new Set<string>(LOG_WORDS)
const NUMBERS = new Map<string, number>(Object.entries(LOG_NUMBERS))
const WORD_FACTS = new Set(['channel', 'job', 'why'])
const ID_FACTS = new Set(['line', 'concern'])

/** Builds the log. `destination` defaults to standard output; `level: 'silent'` writes nothing. */
export const createLog = (options: { level: LogLevel; destination?: DestinationStream }): Log => {
  const logger = pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' },
    options.destination ?? pino.destination({ fd: 1, sync: true }),
  )
  return {
    debug: (event, facts) => logger.debug(safeFacts(facts), safeEvent(event)),
    info: (event, facts) => logger.info(safeFacts(facts), safeEvent(event)),
    warn: (event, facts) => logger.warn(safeFacts(facts), safeEvent(event)),
    error: (event, error, facts) => logger.error({ ...safeFacts(facts), error: safeError(error) }, safeEvent(event)),
  }
}

const safeEvent = (event: LogEvent): string => (EVENTS.has(event) ? event : WITHHELD)

const safeFacts = (facts: LogFacts = {}): Record<string, unknown> => {
  const safe: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(facts)) {
    if (!isFactName(name) || value === undefined) continue
    safe[name] = isSafe(name, value) ? value : WITHHELD
  }
  return safe
}

const isFactName = (name: string): boolean =>
  NUMBERS.has(name) || WORD_FACTS.has(name) || ID_FACTS.has(name) || name === 'on'

const isSafe = (name: string, value: unknown): boolean => {
  if (typeof value === 'boolean') return name === 'on'
  if (typeof value === 'number') return value >= 0 && value <= (NUMBERS.get(name) ?? -1)
  if (typeof value !== 'string') return false
  return WORD_FACTS.has(name) ? WORDS.has(value) : ID_FACTS.has(name) && /^[\w-]{22}$/.test(value)
}

type SafeError = { class: string; code?: string | number; at: string[]; cause?: SafeError }

const safeError = (error: unknown, depth = 0): SafeError => {
  if (!(error instanceof Error)) return { class: 'not an Error', at: [] }
  const code = 'code' in error ? safeCode(error.code) : undefined
  return {
    class: safeClass(error),
    ...(code === undefined ? {} : { code }),
    at: ownFrames(error),
    ...(error.cause === undefined || depth > 2 ? {} : { cause: safeError(error.cause, depth + 1) }),
  }
}

// The class's own name: `error.name` can be set to anything.
const safeClass = (error: Error): string => {
  const name: unknown = error.constructor?.name
  return typeof name === 'string' && /^[A-Z]\w{0,40}$/.test(name) ? name : 'Error'
}

/** `SQLITE_BUSY`, `ECONNREFUSED`, or a status below 1,000. */
const safeCode = (code: unknown): string | number | undefined => {
  if (typeof code === 'number') return code >= 0 && code < 1000 ? code : undefined
  return typeof code === 'string' && /^(E[A-Z]{2,14}|[A-Z]{2,12}(_[A-Z]{2,20}){1,5})$/.test(code) ? code : undefined
}

/** `src/app/receive.ts:41` … A place counts only if the file exists, so that no message can pass for a frame. */
const ownFrames = (error: Error): string[] => {
  const frames: string[] = []
  for (const line of (error.stack ?? '').split('\n').slice(1)) {
    const [, url = '', row = ''] =
      /^ +at .*?((?:file:\/\/)?\/[\w%.,@/-]+\.[cm]?[jt]s):(\d{1,5}):\d{1,5}\)?$/.exec(line) ?? []
    const path = pathOf(url)
    if (!path?.startsWith(`${ROOT}/`) || path.includes('/node_modules/') || !existsSync(path)) continue
    frames.push(`${relative(ROOT, path)}:${row}`)
    if (frames.length === 8) break
  }
  return frames
}

const pathOf = (url: string): string | undefined => {
  if (!url.startsWith('file:')) return url
  try {
    return fileURLToPath(url)
  } catch {
    return undefined
  }
}
