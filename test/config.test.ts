import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { VARIABLES } from '../src/variables.ts'

const folder = mkdtempSync(join(tmpdir(), 'tulay-config-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const TOKEN = '123456:AAE-secret-secret-secret'

const good = (env: Record<string, string>) => {
  const read = readConfig(env)
  if (!read.ok) throw new Error(read.why.join('\n'))
  return read.value
}
const mistakes = (env: Record<string, string>): string[] => {
  const read = readConfig(env)
  return read.ok ? [] : read.why
}

test('an empty environment is a working configuration', () => {
  expect(good({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    data: join(process.cwd(), 'data'),
    secretFile: join(process.cwd(), 'data', 'secret'),
    telegram: undefined,
    paidBroadcast: undefined,
    publicUrl: undefined,
    countries: ['JP', 'KR'],
    demo: 'auto',
    quickExitUrl: 'https://www.wikipedia.org',
    logLevel: 'info',
    quietHours: { from: 21 * 60, to: 8 * 60 },
  })
})

test('every variable reaches its place, an empty one counts as none', () => {
  const config = good({
    PORT: '0',
    HOST: '0.0.0.0',
    TULAY_DATA: folder,
    TULAY_SECRET_FILE: '/etc/tulay/secret',
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
    TELEGRAM_WEBHOOK_SECRET: 'a-long-random-word',
    TELEGRAM_PAID_BROADCAST: '1000',
    TULAY_PUBLIC_URL: 'https://help.example.org/',
    TULAY_COUNTRIES: 'kr, jp',
    TULAY_DEMO: '0',
    TULAY_QUICK_EXIT_URL: 'https://weather.example.org/today',
    TULAY_LOG_LEVEL: 'warn',
    TULAY_QUIET_HOURS: '22:30-07:00',
  })
  expect(config).toEqual({
    port: 0,
    host: '0.0.0.0',
    data: folder,
    secretFile: '/etc/tulay/secret',
    telegram: { token: TOKEN, apiRoot: 'http://127.0.0.1:8081', webhookSecret: 'a-long-random-word' },
    paidBroadcast: 1000,
    publicUrl: 'https://help.example.org',
    countries: ['KR', 'JP'],
    demo: 'off',
    quickExitUrl: 'https://weather.example.org/today',
    logLevel: 'warn',
    quietHours: { from: 22 * 60 + 30, to: 7 * 60 },
  })
  expect(good({ TELEGRAM_BOT_TOKEN: '', TULAY_QUIET_HOURS: 'off' })).toMatchObject({
    telegram: undefined,
    quietHours: undefined,
  })
})

test('the value can stand in a file named by NAME_FILE', () => {
  expect(good({ TELEGRAM_BOT_TOKEN_FILE: file('token', `${TOKEN}\n`) }).telegram?.token).toBe(TOKEN)
  for (const [name, variable] of Object.entries(VARIABLES)) {
    if ('path' in variable) continue
    expect(mistakes({ [`${name}_FILE`]: file(name, variable.example) }), name).toEqual([])
  }
})

test('all mistakes are told at once, each naming its variable and a right value', () => {
  const told = mistakes({
    PORT: '70000',
    TELEGRAM_BOT_TOKEN: 'not a token',
    TELEGRAM_WEBHOOK_SECRET: 'short',
    TELEGRAM_API_ROOT: 'api.telegram.org',
    TELEGRAM_PAID_BROADCAST: '30',
    TULAY_PUBLIC_URL: 'http://help.example.org',
    TULAY_COUNTRIES: 'JP,Korea',
    TULAY_DEMO: 'perhaps',
    TULAY_LOG_LEVEL: 'loud',
    TULAY_QUIET_HOURS: '21-8',
    TULAY_QUICK_EXIT_URL: 'ftp://x',
    TULAY_SECRET: 'in the environment',
    TULAY_COUNTRYS: 'JP',
    TELEGRAM_TOKEN: TOKEN,
  })
  const names = told.map(sentence => /^\w+/.exec(sentence)?.[0]).sort()
  expect(names).toEqual([
    'PORT',
    'TELEGRAM_API_ROOT',
    'TELEGRAM_BOT_TOKEN',
    'TELEGRAM_PAID_BROADCAST',
    'TELEGRAM_TOKEN',
    'TELEGRAM_WEBHOOK_SECRET',
    'TULAY_COUNTRIES',
    'TULAY_COUNTRYS',
    'TULAY_DEMO',
    'TULAY_LOG_LEVEL',
    'TULAY_PUBLIC_URL',
    'TULAY_QUICK_EXIT_URL',
    'TULAY_QUIET_HOURS',
    'TULAY_SECRET',
  ])
  expect(told).toContain('PORT must be a port from 0 to 65535, such as 8080.')
  expect(told).toContain('TULAY_COUNTRYS is not known. Did you mean TULAY_COUNTRIES?')
  expect(told).toContain('TELEGRAM_TOKEN is not known. Did you mean TELEGRAM_BOT_TOKEN?')
  expect(
    mistakes({ TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_WEBHOOK_SECRET: 'short', TELEGRAM_API_ROOT: 'x' }),
  ).toHaveLength(2)
})

test('a variable given twice, a file that is not there, a webhook port that Telegram never calls', () => {
  expect(mistakes({ PORT: '1', PORT_FILE: file('port', '1') })).toEqual([
    'PORT and PORT_FILE are both set: keep one of them.',
  ])
  expect(mistakes({ PORT_FILE: join(folder, 'none') })[0]).toMatch(/^PORT_FILE names a file that cannot be read/)
  const publicUrl = { TULAY_PUBLIC_URL: 'https://help.example.org:3000' }
  expect(mistakes(publicUrl)).toEqual([])
  expect(mistakes({ ...publicUrl, TELEGRAM_BOT_TOKEN: TOKEN })[0]).toMatch(/^TULAY_PUBLIC_URL must have port 443/)
})

test('names of others are left alone', () => {
  expect(mistakes({ PATH: '/bin', TELEGRAM_PLAYGROUND_SEED: '1', TULAYAN: 'x' })).toEqual([])
})

test('no mistake repeats a secret, whatever the environment holds', () => {
  const secrets = Object.entries(VARIABLES)
    .filter(([, it]) => it.secret)
    .map(([name]) => name)
  fc.assert(
    fc.property(fc.constantFrom(...secrets), fc.string({ minLength: 6 }), (name, noise) => {
      const told = mistakes({ TELEGRAM_BOT_TOKEN: TOKEN, [name]: `${noise}:hush-hush` }).join('\n')
      expect(told).not.toContain('hush-hush')
    }),
  )
})

test('the configuration cannot be changed afterwards', () => {
  const config = good({ TELEGRAM_BOT_TOKEN: TOKEN })
  expect(Object.isFrozen(config) && Object.isFrozen(config.telegram) && Object.isFrozen(config.countries)).toBe(true)
})
