/**
 * What Telegram shows before anybody writes: commands, description, short description, per language. Set only where they differ,
 * because Telegram counts how often they are set.
 */
import type { Lang } from '../../kit/ids.ts'
import { readAnswer } from './answer.ts'
import type { Backoff } from './backoff.ts'
import { asList, asObject, asText, type Json } from './json.ts'
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
  const call = (method: string, payload: Json) => callPatiently({ carrier, backoff, signal }, method, payload)
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
  const commands = app.commands(lang).filter(({ command }) => /^[a-z0-9_]{1,32}$/.test(command))
  const wanted = commands
    .slice(0, 100)
    .map(({ command, description }) => ({ command, description: cut(description, 256) }))
  return [
    { name: 'MyCommands', field: 'commands', wanted, scope: SCOPE, read: readCommands },
    text('MyDescription', 'description', cut(app.words.text(lang, 'channels.telegram.description'), 512)),
    text(
      'MyShortDescription',
      'short_description',
      cut(app.words.text(lang, 'channels.telegram.short_description'), 120),
    ),
  ]
}

const text = (name: string, field: string, wanted: string): Part => ({
  name,
  field,
  wanted,
  read: now => JSON.stringify(asText(asObject(now)?.[field]) ?? ''),
})

const readCommands = (now: unknown): string =>
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

/** The result, or `undefined` if there is none. These calls may be repeated: they set what is already set. */
const callPatiently = async (
  { carrier, backoff, signal }: Omit<ProfileOptions, 'app'>,
  method: string,
  payload: Json,
): Promise<unknown> => {
  for (let attempt = 0; attempt < 3 && !signal.aborted; attempt++) {
    try {
      const answer = await carrier.call(method, payload, { signal })
      const body = asObject(answer)
      if (body?.ok === true) return body.result
      const sent = readAnswer(answer)
      if (sent.ok || sent.why !== 'slow-down') return undefined
      await backoff.wait(sent.retryAfter * 1000)
    } catch {
      return undefined
    }
  }
  return undefined
}
