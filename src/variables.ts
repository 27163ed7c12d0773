/** The table of environment variables: what `config.ts` reads and `docs/configuration.md` explains, line by line. */

import { nearest } from './kit/text.ts'

export type Variable = {
  what: string
  /** Used when the variable is not set; empty: none. */
  fallback: string
  /** What stands in the docs as the default, where it is not a fixed text. */
  fallbackSays?: string
  example: string
  /** Never printed, never logged; better given as `NAME_FILE`. */
  secret: boolean
  /** Its value is itself a path, so there is no `NAME_FILE` of it. */
  path?: boolean
}

export const VARIABLES = {
  PORT: {
    what: 'Port of the web chat and the staff console; 0 takes any free one.',
    fallback: '3000',
    example: '8080',
    secret: false,
  },
  HOST: {
    what: 'Address to listen on. Behind a reverse proxy on the same machine keep the default.',
    fallback: '127.0.0.1',
    example: '0.0.0.0',
    secret: false,
  },
  TULAY_DATA: {
    what: 'The one folder that holds all state. Nothing is written elsewhere.',
    fallback: './data',
    example: '/var/lib/tulay',
    secret: false,
    path: true,
  },
  TULAY_SECRET_FILE: {
    what: 'File with the server’s secret. Keep it outside the data folder and its backups; readable by the bot’s user only.',
    fallback: '',
    fallbackSays: '`secret` in the data folder',
    example: '/etc/tulay/secret',
    secret: false,
    path: true,
  },
  TELEGRAM_BOT_TOKEN: {
    what: 'Token of the Telegram bot, from @BotFather. Without it Telegram is off.',
    fallback: '',
    example: '123456789:AAExampleExampleExampleExampleExample',
    secret: true,
  },
  TELEGRAM_API_ROOT: {
    what: 'Bot API server to talk to, when it is your own.',
    fallback: 'https://api.telegram.org',
    example: 'http://127.0.0.1:8081',
    secret: false,
  },
  TELEGRAM_WEBHOOK_SECRET: {
    what: 'Secret that Telegram sends along with each update to the webhook.',
    fallback: '',
    fallbackSays: 'derived from the server’s secret',
    example: 'a-long-random-word-of-yours',
    secret: true,
  },
  TELEGRAM_PAID_BROADCAST: {
    what: 'How many messages a second may go out over Telegram, 31 to 1000, where your bot has paid broadcasts switched on with @BotFather. Telegram takes Stars for each one over 30 a second. `off`: 30 a second, for nothing.',
    fallback: 'off',
    example: '100',
    secret: false,
  },
  TULAY_PUBLIC_URL: {
    what: 'Address under which the world reaches this server. With it Telegram comes by webhook, without it by long polling.',
    fallback: '',
    example: 'https://help.example.org',
    secret: false,
  },
  TULAY_COUNTRIES: {
    what: 'Countries offered, as ISO 3166-1 codes, in this order.',
    fallback: 'JP,KR',
    example: 'KR,JP',
    secret: false,
  },
  TULAY_DEMO: {
    what: 'Demo mode: makes marked demo keys, so that a report can be tried out. `auto`: on only while nobody but this machine can come in (no token, no public address, HOST on this machine) and nobody holds a key. Every message and page says that it is a demo.',
    fallback: 'auto',
    example: '0',
    secret: false,
  },
  TULAY_QUICK_EXIT_URL: {
    what: 'Where the web chat’s quick exit leads.',
    fallback: 'https://www.wikipedia.org',
    example: 'https://weather.example.org',
    secret: false,
  },
  TULAY_LOG_LEVEL: {
    what: 'How much is logged: debug, info, warn, error or silent.',
    fallback: 'info',
    example: 'warn',
    secret: false,
  },
  TULAY_QUIET_HOURS: {
    what: 'Hours in which notices and alerts wait, in the time of the area they are for; `off` for none. Answers never wait.',
    fallback: '21:00-08:00',
    example: '22:00-07:00',
    secret: false,
  },
} as const satisfies Record<string, Variable>

export type VariableName = keyof typeof VARIABLES

/** The table of `docs/configuration.md`, in Markdown. */
export const variablesTable = (): string => {
  const rows = Object.entries<Variable>(VARIABLES).map(([name, it]) => {
    const fallback = it.fallbackSays ?? (it.fallback === '' ? 'none' : `\`${it.fallback}\``)
    return `| \`${name}\` | ${it.what} | ${fallback} | \`${it.example}\` | ${it.secret ? 'yes' : 'no'} |`
  })
  return ['| variable | what it is for | default | example | secret |', '|---|---|---|---|---|', ...rows].join('\n')
}

/** The known name that somebody may have meant who set this one. */
export const nearestVariable = (typed: string): VariableName | undefined => {
  const known = Object.keys(VARIABLES) as VariableName[]
  return nearest(typed, known) ?? nearest(typed.replace(/_FILE$/, ''), known)
}
