import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { matchLanguage } from '../../src/app/match-language.ts'
import { createWebChat, type WebChatOptions } from '../../src/channels/web/index.ts'
import type { WebPort } from '../../src/channels/web/port.ts'
import type { DraftId } from '../../src/kit/ids.ts'
import type { Deed, Inbound } from '../../src/kit/inbound.ts'
import type { Choice, Message } from '../../src/kit/message.ts'
import { no, ok } from '../../src/kit/result.ts'
import type { World } from '../../src/kit/world.ts'

import { createShelf } from '../contracts/shelf.ts'

type Tree = { [key: string]: string | Tree }
export const read = (path: string): Tree => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))

const WEB: Tree = { web: read('locales/en/web.json'), console: read('locales/en/console.json') }
/** Enough right-to-left words to see a page in them. */
const ARABIC: Record<string, string> = {
  'web.exit': 'غادِر الآن',
  'web.write.instead': 'اكتب بدلاً من ذلك',
  'web.write.text': 'اكتب هنا',
  'web.send': 'أرسل',
  'web.about.link': 'عن هذه الصفحة',
}

export const words: WebPort['words'] = {
  text(lang, key, values = {}) {
    let node: string | Tree | undefined = WEB
    for (const part of key.split('.')) node = typeof node === 'object' ? node[part] : undefined
    const text = (lang === 'ar' ? ARABIC[key] : undefined) ?? (typeof node === 'string' ? node : key)
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
  },
  matchLanguage: guess =>
    matchLanguage(
      guess,
      words.languages().map(({ tag }) => ({ tag, tags: [] })),
    ),
  languages: () => [
    { tag: 'en', endonym: 'English', dir: 'ltr' },
    { tag: 'fil', endonym: 'Filipino', dir: 'ltr' },
    { tag: 'ja', endonym: 'やさしい日本語', dir: 'ltr' },
    { tag: 'ar', endonym: 'العربية', dir: 'rtl' },
  ],
}

export const choice = (token: string, label: string, icon?: string): Choice => ({
  token,
  label,
  ...(icon ? { icon } : {}),
})
export const message = (text: Message['text'], more: Partial<Message> = {}): Message => ({
  lang: 'en',
  text,
  choices: [],
  verbs: VERBS,
  personal: false,
  ...more,
})
const VERBS = ['help', 'back', 'skip', 'repeat', 'language', 'cancel', 'person'].map(verb =>
  choice(`v.${verb}.tags.1`, verb[0]?.toUpperCase() + verb.slice(1)),
)

/** One concern, from the first page to the receipt, as the flows ask it. */
export const REPORT: Message[] = [
  message(['Which language shall we speak?'], {
    choices: words.languages().map(({ tag, endonym }) => choice(`a.tags.0.${tag}`, endonym)),
    verbs: [],
  }),
  message(
    [
      'We keep as little as we can. What you report is sealed before it is stored: only the volunteers who hold a key can read it.\n\nYour browser and your network still see that you are here. You can erase everything at any time.\n\nShall we go on?',
    ],
    {
      choices: [
        choice('a.tags.1.yes', 'Yes, go on'),
        choice('a.tags.1.more', 'Tell me more'),
        choice('a.tags.1.no', 'No, only help desks'),
      ],
    },
  ),
  message(['Thank you. What would you like to do?'], {
    choices: [
      choice('f.report', 'Report a problem', '📝'),
      choice('f.desk', 'Find a help desk', '📍'),
      choice('f.alerts', 'Get alerts', '🔔'),
    ],
  }),
  message(['Are you safe right now?'], { choices: [choice('a.tags.2.yes', 'Yes'), choice('a.tags.2.no', 'No')] }),
  message(['What is it about?'], {
    choices: [
      'Wages and working conditions',
      'Work accident and compensation',
      'Contracts and dismissal',
      'Passport or papers kept by somebody',
      'Violence or threats, at work or at home',
      'Health and insurance',
      'Housing',
      'Residence status and visa',
      'Children and school',
      'Something else',
    ].map((label, index) => choice(`a.tags.3.c${index}`, label)),
    verbs: [choice('v.more.tags.3', 'More'), ...VERBS],
  }),
  message(['Where did it happen? Only the prefecture or province is kept.'], {
    choices: [choice('a.tags.4.JP', 'Japan'), choice('a.tags.4.KR', '대한민국')],
    input: 'place',
  }),
  message(['What happened? Write as much as you like, in any language.\n\nYou can add a photo or a voice recording.'], {
    input: 'text',
    accept: ['text', 'photo', 'voice'],
    verbs: [choice('v.done.tags.5', 'Done'), ...VERBS],
  }),
  message(
    [
      'Please look it over:\n',
      { strong: 'What: ' },
      'Wages and working conditions\n',
      { strong: 'Where: ' },
      'Saitama\n',
      { strong: 'What happened: ' },
      '1 message, 1 photo\n\nShall we send it, and tell you when there is news?',
    ],
    {
      choices: [
        choice('a.tags.6.tell', 'Send, and tell me when there is news'),
        choice('a.tags.6.quiet', 'Send, and tell me nothing'),
        choice('a.tags.6.@what', 'Change: what it is about'),
        choice('a.tags.6.@where', 'Change: where'),
      ],
    },
  ),
  message(
    [
      'Thank you. It has been sent.\n\nYour receipt:\n',
      { strong: '1234 5678 9012 3456' },
      '\n\nSomebody will look at it by 24 March. If you need help now, call ',
      { tel: '+81312345678', label: '03-1234-5678' },
      ' or see ',
      { url: 'https://example.org/help', label: 'the help page' },
      '.',
    ],
    { choices: [choice(`n.${'A'.repeat(22)}`, 'Any news?')], personal: true },
  ),
]

export const ARABIC_PAGE = message(
  [
    'ماذا حدث؟ اكتب بأي لغة تريد.\n\nاتصل بالرقم ',
    { tel: '+81312345678', label: '03-1234-5678' },
    ' إذا كنت بحاجة إلى مساعدة الآن.',
  ],
  {
    lang: 'ar',
    choices: [choice('a.tags.1.yes', 'نعم'), choice('a.tags.1.no', 'لا'), choice('a.tags.1.x', 'Tokyo 東京')],
    verbs: [choice('v.help.tags.1', 'مساعدة'), choice('v.back.tags.1', 'رجوع'), choice('v.cancel.tags.1', 'إلغاء')],
    input: 'text',
  },
)

export type Stub = WebPort & {
  media: ReturnType<typeof createShelf>
  heard: Inbound[]
  kept: { media: string; caption: string }[]
  filed: number
}

/** An app that goes one step further with each tap or text and files at the last; a repeat has the same answer. */
export const createStub = (script: Message[] = REPORT): Stub => {
  const at = new Map<string, number>()
  const known = new Map<string, Message[]>()
  const shown = (index: number): Message[] => [script[Math.min(index, script.length - 1)] as Message]
  const stub: Stub = {
    words,
    media: createShelf(),
    heard: [],
    kept: [],
    filed: 0,
    async receive(inbounds) {
      return inbounds.map(inbound => {
        const key = `${inbound.address} ${inbound.update}`
        const before = known.get(key)
        if (before) return { repeat: true, messages: before }
        stub.heard.push(inbound)
        const messages = answer(inbound.address, inbound.it)
        known.set(key, messages)
        return { repeat: false, messages }
      })
    },
    view: async (_, address) => shown(at.get(address) ?? 0),
    async keepFile(_, __, media, bytes, caption) {
      if (bytes[0] === 0) return no('wrong-type')
      stub.kept.push({ media, caption })
      return ok({ kind: 'file', media, draft: 'd'.repeat(22) as DraftId, bytes: bytes.length, caption })
    },
  }
  const answer = (address: string, it: Deed): Message[] => {
    const index = at.get(address) ?? 0
    const stay = shown(index)
    if (it.kind === 'unreadable') return [message([`unreadable: ${it.why}`], { verbs: [] }), ...stay]
    if (it.kind === 'file') return [message([`Kept: ${it.media}`], { verbs: [] }), ...stay]
    if (it.kind === 'text' && stay[0]?.input === 'text' && stay[0].accept)
      return [message(['I have it.'], { verbs: [] }), ...stay]
    at.set(address, index + 1)
    if (index === script.length - 2) stub.filed++
    return shown(index + 1)
  }
  return stub
}

export const world: World = { now: () => Date.now(), random: size => crypto.getRandomValues(new Uint8Array(size)) }

export type Served = { url: string; close(): Promise<void> }

/** The real routes behind a real socket. */
export const serveWeb = async (app: WebPort, options: Partial<WebChatOptions> = {}): Promise<Served> => {
  const { routes } = createWebChat({
    app,
    world,
    secure: false,
    demo: false,
    exit: 'https://www.example.org/',
    rate: { perMinute: 1e6, burst: 1e6 },
    ...options,
  })
  return listen(routes.fetch)
}

export const listen = async (fetch: Parameters<typeof serve>[0]['fetch']): Promise<Served> => {
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise(resolve => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
