/**
 * What Telegram shows before anybody writes: commands, description, short description, per language. Set only where they differ,
 * because Telegram counts how often they are set.
 */
import type { Command } from '../../kit/channel.ts'
import type { Lang } from '../../kit/ids.ts'
import type { Backoff } from './backoff.ts'
import { asList, asObject, asText, type Json } from './json.ts'
import { createPatientCall } from './patient-call.ts'
import type { Carrier, TelegramApp } from './port.ts'

type ProfileOptions = {
  carrier: Carrier
  app: Pick<TelegramApp, 'words' | 'commands'>
  backoff: Backoff
  signal: AbortSignal
}

/** For whoever's language has no texts of its own. */
const SOURCE = 'en'
const SCOPE = { scope: { type: 'all_private_chats' } } as const

/** Returns how many were changed. What cannot be set now is set at the next start; nothing depends on it. */
export const setProfile = async ({ carrier, app, backoff, signal }: ProfileOptions): Promise<number> => {
  let changed = 0
  const call = createPatientCall(carrier, { wait: ms => backoff.wait(ms), signal })
  for (const [code, lang] of languageCodes(app.words.languages().map(({ tag }) => tag))) {
    const language = code === '' ? {} : { language_code: code }
    for (const part of parts(app, lang)) {
      const now = await call(`get${part.name}`, { ...part.scope, ...language })
      if (now === undefined || part.read(now) === JSON.stringify(part.wanted)) continue
      const set = await call(`set${part.name}`, { [part.field]: part.wanted, ...part.scope, ...language })
      if (set !== undefined) changed++
    }
  }
  return changed
}

type Part = { name: string; field: string; wanted: unknown; scope?: Json; read: (now: unknown) => string }

const parts = (app: ProfileOptions['app'], lang: Lang): Part[] => {
  return [
    { name: 'MyCommands', field: 'commands', wanted: toCommands(app.commands(lang)), scope: SCOPE, read: readCommands },
    text('MyDescription', 'description', cut(app.words.text(lang, 'channels.telegram.description'), 512)),
    text(
      'MyShortDescription',
      'short_description',
      cut(app.words.text(lang, 'channels.telegram.short_description'), 120),
    ),
  ]
}

/** As many and as long as Telegram takes. */
export const toCommands = (commands: readonly Command[]): Command[] =>
  commands
    .filter(({ command }) => /^[a-z0-9_]{1,32}$/.test(command))
    .slice(0, 100)
    .map(({ command, description }) => ({ command, description: cut(description, 256) }))

const text = (name: string, field: string, wanted: string): Part => ({
  name,
  field,
  wanted,
  read: now => JSON.stringify(asText(asObject(now)?.[field]) ?? ''),
})

export const readCommands = (now: unknown): string =>
  JSON.stringify(
    asList(now).map(item => ({ command: asObject(item)?.command, description: asObject(item)?.description })),
  )

const cut = (text: string, limit: number): string => {
  const letters = [...text.trim()]
  return letters.length <= limit ? letters.join('') : `${letters.slice(0, limit - 1).join('')}…`
}

/** Telegram takes two-letter codes only: the first language of each, and Filipino as Tagalog, which is what its apps call it. */
const languageCodes = (tags: Lang[]): Map<string, Lang> => {
  const codes = new Map<string, Lang>([['', tags.includes(SOURCE) ? SOURCE : (tags[0] ?? SOURCE)]])
  for (const tag of tags) {
    const primary = tag.split('-')[0]?.toLowerCase() ?? ''
    const code = primary === 'fil' ? 'tl' : primary
    if (code.length === 2 && !codes.has(code)) codes.set(code, tag)
  }
  return codes
}
