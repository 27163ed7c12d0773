import type { ConcernId, LineId } from './ids.ts'

/**
 * The log as all rooms know it. It cannot hold a person: an event is a word of this list, a fact is a number below a
 * ceiling, a boolean, a word of this list, or an id of ours. A text, an address or an update does not type-check, and the
 * writer (app/log.ts) withholds it at run time too.
 */
export const LOG_EVENTS = [
  'main.starting',
  'main.started',
  'main.stopping',
  'main.stopped',
  'main.failed',
  'http.failed',
  'http.refused',
  'receive.batch',
  'receive.failed',
  'commit.failed',
  'words.missing',
  'flows.changed',
  'keys.demo',
  'keys.missing',
  'channel.started',
  'channel.stopped',
  'channel.failed',
  'channel.update-refused',
  'channel.update-given-up',
  'channel.unreachable',
  'channel.reached-again',
  'channel.token-refused',
  'channel.token-in-use-elsewhere',
  'channel.profile-changed',
  'delivery.recovered',
  'delivery.held',
  'delivery.slow-down',
  'delivery.unreachable',
  'delivery.refused',
  'delivery.unknown',
  'delivery.gone',
  'delivery.failed',
  'delivery.stopped',
  'schedule.ran',
  'schedule.failed',
  'store.migrated',
  'store.backup',
  'store.failed',
] as const
export type LogEvent = (typeof LOG_EVENTS)[number]

/** Words that a fact may be: names of channels, jobs and outcomes. Never what a person wrote or is called. */
export const LOG_WORDS = [
  'telegram',
  'web',
  'terminal',
  'telegraf',
  'polling',
  'webhook',
  'gone',
  'refused',
  'slow-down',
  'unreachable',
  'in-doubt',
  'repeat',
  'hold',
  'checkpoint',
  'campaigns',
  'actors',
  'inbox',
  'drafts',
  'media',
  'held',
  'notices',
  'traces',
  'tries',
  'places',
  'quotas',
  'shreds',
  'timers',
  'heartbeat',
  'deadlines',
  'retention',
  'referrals',
  'backup',
  'SIGINT',
  'SIGTERM',
  'too-large',
  'malformed',
  'wrong-type',
  'other',
] as const
export type LogWord = (typeof LOG_WORDS)[number]

/** Numbers that a fact may be, each with a ceiling, so that a chat id or a telephone number passed by mistake is withheld. */
export const LOG_NUMBERS = {
  count: 9_999_999,
  failed: 9_999_999,
  waiting: 9_999_999,
  ms: 86_400_000,
  seconds: 86_400,
  port: 65_535,
  status: 999,
  attempts: 999,
  version: 99_999,
  megabytes: 999_999,
} as const
export type LogNumber = keyof typeof LOG_NUMBERS

export type LogFacts = Readonly<
  { [name in LogNumber]?: number } & {
    channel?: LogWord
    job?: LogWord
    why?: LogWord
    /** A switch: is it on? */
    on?: boolean
    line?: LineId
    concern?: ConcernId
  }
>

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** Errors are written as class name, code and the places in our own files; never with their message. */
export interface Log {
  debug(event: LogEvent, facts?: LogFacts): void
  info(event: LogEvent, facts?: LogFacts): void
  warn(event: LogEvent, facts?: LogFacts): void
  error(event: LogEvent, error: unknown, facts?: LogFacts): void
}

/** A name as a word for the log; what is not on the list becomes `other`. */
export const logWord = (name: string): LogWord => LOG_WORDS.find(word => word === name) ?? 'other'
