import type { Staff } from '../../src/app/staff.ts'
import { type ConsoleOptions, type ConsolePort, createConsole, type QueueRow } from '../../src/console/index.ts'
import type { ConcernId, StaffId } from '../../src/kit/ids.ts'
import { listen, read, type Served, words as webWords, world } from '../channels/web-stub.ts'

const CATEGORIES = ['labour_wages', 'document_confiscation', 'gbv_women', 'unheard_of']
const URGENCIES = ['emergency', 'urgent', 'soon', 'routine'] as const

export const rowOf = (index: number): QueueRow => ({
  id: `${index}`.padStart(22, 'A') as ConcernId,
  category: CATEGORIES[index % 4] ?? '',
  area: [null, 'JP-11', 'KR-41', 'XX-99'][index % 4] ?? null,
  urgency: URGENCIES[index % 4] ?? 'soon',
  status: ['new', 'claimed', 'waiting', 'strange'][index % 4] ?? '',
  week: '2025-W07',
  deadline: '2025-02-14',
  demo: index === 1,
  readers: (index % 3) + 1,
})

const TITLES = read('locales/en/categories.json') as Record<string, { title: string }>
const AREAS = read('locales/en/areas.json') as Record<string, string>
const TEXTS: Record<string, string | undefined> = {
  ...Object.fromEntries(Object.entries(TITLES).map(([id, { title }]) => [`categories.${id}.title`, title])),
  ...Object.fromEntries(Object.entries(AREAS).map(([code, name]) => [`areas.${code}`, name])),
}

export const words: ConsolePort['words'] = {
  ...webWords,
  text: (lang, key, values = {}) => {
    const plural = webWords.text(lang, `${key}_${values.count === 1 ? 'one' : 'other'}`, values)
    return TEXTS[key] ?? (plural.startsWith(key) ? webWords.text(lang, key, values) : plural)
  },
  has: (lang, key) => key in TEXTS || webWords.text(lang, key) !== key,
  reviewStates: () => [
    { tag: 'en', state: 'source' },
    { tag: 'fil', state: 'reviewed', by: 'Ana', on: '2025-01-31' },
    { tag: 'ar', state: 'machine-drafted' },
  ],
}

/** The three that the demo offers, in the order of their names. */
export const DEMO_STAFF: Staff[] = (['administrator', 'moderator', 'organizer'] as const).map((role, index) => ({
  id: `${index}`.padStart(22, 'S') as StaffId,
  name: `Demo ${role}`,
  role,
  holder: undefined,
  demo: true,
}))

export const createPort = (rows: QueueRow[]): ConsolePort => ({
  queue: async ({ limit, offset }) => rows.slice(offset, offset + limit),
  counts: async () => ({ open: rows.length, urgent: 3, dueToday: 2, overdue: 1 }),
  staff: async () => DEMO_STAFF,
  off: () => [{ what: 'Telegram.', how: 'Set TELEGRAM_BOT_TOKEN to switch it on.' }],
  words,
})

export const serveConsole = async (
  rows: QueueRow[] = [],
  options: Partial<ConsoleOptions> = {},
): Promise<Served & { link(): string }> => {
  const { routes, link } = createConsole({ port: createPort(rows), world, secure: false, demo: false, ...options })
  return { ...(await listen(routes.fetch)), link }
}
