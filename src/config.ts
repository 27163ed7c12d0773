/**
 * config: the environment, read once, as one typed and frozen value. Every mistake is told at once, in plain words; the
 * caller prints them and leaves with exit code 2. The table of variables is in `variables.ts`, which the docs follow.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { LogLevel } from './kit/log.ts'
import { no, ok, type Result } from './kit/result.ts'
import { nearestVariable, VARIABLES, type Variable, type VariableName } from './variables.ts'

export type Config = Readonly<{
  /** 0: any free port. */
  port: number
  host: string
  /** Absolute path of the one folder that holds all state. */
  data: string
  /** Absolute path of the server's secret. */
  secretFile: string
  telegram: Readonly<{ token: string; apiRoot: string; webhookSecret: string | undefined }> | undefined
  /** Messages a second for which the group pays Telegram; `undefined`: as many as go for nothing. */
  paidBroadcast: number | undefined
  /** Without a slash at its end. Given: Telegram comes by webhook. */
  publicUrl: string | undefined
  /** ISO 3166-1 alpha-2, in the order offered. */
  countries: readonly string[]
  demo: 'auto' | 'on' | 'off'
  quickExitUrl: string
  logLevel: LogLevel
  /** Minutes after midnight, in the area's own time. `undefined`: no quiet hours. */
  quietHours: Readonly<{ from: number; to: number }> | undefined
}>

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the environment. `readFile` is asked for the value of `NAME` where `NAME_FILE` is given.
 * Refuses with the list of all mistakes, each one a sentence that names the variable and shows a right value.
 */
export const readConfig = (env: Environment, readFile = readText): Result<Config, string[]> => {
  const mistakes = unknownNames(env)
  const texts = readValues(env, readFile, mistakes)
  const read = <T>(name: VariableName, parse: (text: string) => T | Mistake): T | undefined => {
    const value = parse(texts[name])
    if (!(value instanceof Mistake)) return value
    mistakes.push(`${name} ${value.says}, such as ${VARIABLES[name].example}.`)
    return undefined
  }

  const data = resolve(texts.TULAY_DATA)
  const token = read('TELEGRAM_BOT_TOKEN', parseToken)
  // Read also without a token: a mistake that waits for the token to come is told too late.
  const apiRoot = read('TELEGRAM_API_ROOT', parseUrl('http:', 'https:')) ?? ''
  const webhookSecret = read('TELEGRAM_WEBHOOK_SECRET', parseWebhookSecret)
  const telegram = token && { token, apiRoot, webhookSecret }
  const config = {
    port: read('PORT', parsePort) ?? 0,
    host: texts.HOST,
    data,
    secretFile: texts.TULAY_SECRET_FILE === '' ? join(data, 'secret') : resolve(texts.TULAY_SECRET_FILE),
    telegram: telegram || undefined,
    paidBroadcast: read('TELEGRAM_PAID_BROADCAST', parsePaidBroadcast),
    publicUrl: read('TULAY_PUBLIC_URL', parsePublicUrl(token !== undefined)),
    countries: read('TULAY_COUNTRIES', parseCountries) ?? [],
    demo: read('TULAY_DEMO', parseDemo) ?? 'auto',
    quickExitUrl: read('TULAY_QUICK_EXIT_URL', parseUrl('https:')) ?? '',
    logLevel: read('TULAY_LOG_LEVEL', parseLevel) ?? 'info',
    quietHours: read('TULAY_QUIET_HOURS', parseQuietHours),
  } satisfies Config
  return mistakes.length > 0 ? no(mistakes) : ok(freeze(config))
}

const freeze = (config: Config): Config => {
  for (const part of Object.values(config)) if (typeof part === 'object') Object.freeze(part)
  return Object.freeze(config)
}

const readText = (path: string): string => readFileSync(path, 'utf8')

/** The text of every variable: its own, its file's, or the default. An empty value counts as none. */
const readValues = (env: Environment, readFile: typeof readText, mistakes: string[]): Record<VariableName, string> => {
  const texts = {} as Record<VariableName, string>
  for (const [name, { fallback, path }] of Object.entries<Variable>(VARIABLES) as [VariableName, Variable][]) {
    const own = env[name]?.trim() || undefined
    const file = path ? undefined : env[`${name}_FILE`]?.trim() || undefined
    if (own && file) mistakes.push(`${name} and ${name}_FILE are both set: keep one of them.`)
    texts[name] = own ?? fallback
    if (own || !file) continue
    try {
      texts[name] = readFile(file).trim() || fallback
    } catch {
      mistakes.push(`${name}_FILE names a file that cannot be read: ${file}`)
    }
  }
  return texts
}

/** `TULAY_…` that we do not know, and `TELEGRAM_…` that look like ours: a typing mistake must not switch something off in silence. */
const unknownNames = (env: Environment): string[] =>
  Object.keys(env).flatMap(name => {
    if (!/^(TULAY_(?!TEST_)|TELEGRAM_)/.test(name)) return []
    const known = name in VARIABLES || (name.endsWith('_FILE') && name.slice(0, -5) in VARIABLES)
    if (name === 'TULAY_SECRET')
      return [
        'TULAY_SECRET is not read, because an environment is easily printed: put the secret in a file and name it in TULAY_SECRET_FILE.',
      ]
    if (known) return []
    const near = nearestVariable(name)
    if (near) return [`${name} is not known. Did you mean ${near}?`]
    return name.startsWith('TULAY_') ? [`${name} is not known.`] : []
  })

class Mistake {
  readonly says: string
  constructor(says: string) {
    this.says = says
  }
}

const parsePort = (text: string): number | Mistake =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : new Mistake('must be a port from 0 to 65535')

// The token is a secret: no mistake may repeat it.
const parseToken = (text: string): string | undefined | Mistake =>
  text === '' ? undefined : /^\d+:[\w-]+$/.test(text) ? text : new Mistake('is not a token as @BotFather gives it')

const parseWebhookSecret = (text: string): string | undefined | Mistake => {
  if (text === '') return undefined
  return /^[\w-]{16,256}$/.test(text) ? text : new Mistake('must be 16 to 256 letters, digits, _ or -')
}

const parseUrl =
  (...protocols: string[]) =>
  (text: string): string | Mistake => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url && protocols.includes(url.protocol) && !url.username) return text.replace(/\/+$/, '')
    return new Mistake(`must be an address that begins with ${protocols.map(protocol => `${protocol}//`).join(' or ')}`)
  }

// https://core.telegram.org/bots/api#setwebhook: "Ports currently supported for webhooks: 443, 80, 88, 8443".
const WEBHOOK_PORTS = ['', '443', '80', '88', '8443']
const parsePublicUrl =
  (telegram: boolean) =>
  (text: string): string | undefined | Mistake => {
    if (text === '') return undefined
    const url = parseUrl('https:')(text)
    if (url instanceof Mistake) return url
    const { search, hash, port } = new URL(url)
    if (search || hash) return new Mistake('must be an address without ? and #')
    if (telegram && !WEBHOOK_PORTS.includes(port))
      return new Mistake('must have port 443, 80, 88 or 8443: Telegram calls no other')
    return url
  }

const parseCountries = (text: string): readonly string[] | Mistake => {
  const codes = text.split(',').map(code => code.trim().toUpperCase())
  return codes.every(code => /^[A-Z]{2}$/.test(code)) && new Set(codes).size === codes.length
    ? codes
    : new Mistake('must be two-letter country codes (ISO 3166-1) with commas between them, none twice')
}

const DEMO: Record<string, Config['demo']> = {
  auto: 'auto',
  '1': 'on',
  on: 'on',
  true: 'on',
  '0': 'off',
  off: 'off',
  false: 'off',
}
const parseDemo = (text: string): Config['demo'] | Mistake =>
  DEMO[text.toLowerCase()] ?? new Mistake('must be 1, 0 or auto')

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent']
const parseLevel = (text: string): LogLevel | Mistake =>
  LEVELS.find(level => level === text.toLowerCase()) ?? new Mistake(`must be one of ${LEVELS.join(', ')}`)

// https://core.telegram.org/bots/faq#broadcasting-to-users: up to 1000 a second, those over 30 are paid for.
const parsePaidBroadcast = (text: string): number | undefined | Mistake => {
  if (text === 'off') return undefined
  const rate = /^\d{2,4}$/.test(text) ? Number(text) : 0
  return rate > 30 && rate <= 1000 ? rate : new Mistake('must be off, or how many messages a second, from 31 to 1000')
}

const parseQuietHours = (text: string): Config['quietHours'] | Mistake => {
  if (text === 'off') return undefined
  const [from, to, ...more] = text.split('-').map(parseClock)
  if (from === undefined || to === undefined || more.length > 0 || from === to)
    return new Mistake('must be two times of the day, or off')
  return { from, to }
}

const parseClock = (text: string): number | undefined => {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text.trim()) ?? []
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : undefined
}
