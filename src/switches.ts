import type { Closed } from './app/intake.ts'
import type { Config } from './config.ts'

/** What is switched off, and how it is switched on: sentences for the terminal and the staff page. */
export const offOf = (
  config: Config,
  state: { demo: boolean; closed: Closed | undefined; hold: 'copy' | 'stale' | undefined },
): { what: string; how: string }[] => [
  ...(state.hold ? [{ what: HELD[state.hold], how: 'run "npm run tulay -- resume"' }] : []),
  ...(config.telegram
    ? []
    : [{ what: 'Telegram', how: 'set TELEGRAM_BOT_TOKEN to the token that @BotFather gave you' }]),
  ...(config.telegram && !config.publicUrl
    ? [{ what: 'Telegram by webhook', how: 'set TULAY_PUBLIC_URL to the https address of this server' }]
    : []),
  ...(state.closed
    ? [{ what: state.demo ? 'Real reports (demo keys are in use)' : 'Reports', how: OPENS[state.closed] }]
    : []),
]

const OPENS: Record<Closed, string> = {
  keyholders:
    'let two people make a key on the staff page "Keys" (or run "npm run tulay -- keys"), and make the recovery kit',
  recovery: 'make the recovery kit',
  drill:
    'let two keyholders open their key on the staff page "Keys": fewer than two have shown in the last 45 days that they can',
}

const HELD = {
  copy: 'Alerts and notices (the data are a copy of another server’s, or an older state of this one’s)',
  stale: 'Alerts and notices (nobody had worked with the data for more than a day)',
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1']

/**
 * Demo mode: on when asked for, or by itself where nobody but this machine can come in and nobody holds a key yet. A server that
 * the world reaches is never a demo by accident.
 */
export const isDemo = (config: Config, state: { keyholders: number; mounted: boolean }): boolean => {
  if (config.demo !== 'auto') return config.demo === 'on'
  const alone = LOOPBACK.includes(config.host) && !config.publicUrl && !config.telegram && !state.mounted
  return alone && state.keyholders < 2
}
