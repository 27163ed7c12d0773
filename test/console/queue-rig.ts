import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import { createChanges } from '../../src/app/changes.ts'
import { loadDirectory } from '../../src/app/directory.ts'
import { createOffice } from '../../src/app/office/index.ts'
import { createQueue } from '../../src/app/queue.ts'
import type { Staff } from '../../src/app/staff.ts'
import { createQueueDoor } from '../../src/console/queue-routes.ts'
import type { Room } from '../../src/console/room.ts'
import { createSpeaker } from '../../src/console/words.ts'
import type { ConcernId, StaffId } from '../../src/kit/ids.ts'
import type { World } from '../../src/kit/world.ts'
import { newReceipt, receiptKeys } from '../../src/privacy/receipts.ts'
import { type ConcernRow, insertConcern } from '../../src/store/concerns.ts'
import { insertStaff } from '../../src/store/staff.ts'
import { words as appWords } from '../app/rig.ts'
import { listen } from '../channels/web-stub.ts'
import { anyKept, coded, freshStore, privacy, world } from '../store/fresh.ts'
import { NO_CAMPAIGNS, NO_CASES, NO_CODING, NO_LETTERS } from './no-cases.ts'
import { NO_KEYS } from './no-keys.ts'

const newStaff = (name: string, role: Staff['role'], holder = true): Staff => ({
  id: randomBytes(16).toString('base64url') as StaffId,
  name,
  role,
  holder: holder ? randomBytes(16).toString('base64url') : undefined,
  demo: false,
})

const css = ['console.css', 'queue.css']
  .map(name => readFileSync(new URL(`../../src/console/assets/${name}`, import.meta.url), 'utf8'))
  .join('')

/** The queue's door over a real store. Whoever asks says in the cookie `as` who it is; signing in is another room's affair. */
export const openQueue = async ({ clock = world }: { clock?: World } = {}) => {
  const store = await freshStore()
  const staff = {
    ana: newStaff('Ana', 'moderator'),
    bo: newStaff('Bo', 'moderator'),
    chi: newStaff('Chi', 'administrator', false),
    dia: newStaff('Dia', 'organizer', false),
    eve: newStaff('Eve', 'reader', false),
  }
  await store.tx(async tx => {
    for (const one of Object.values(staff)) await insertStaff(tx, { ...one, salt: randomBytes(16) })
  })
  const directory = loadDirectory('content', { words: appWords, countries: ['JP', 'KR'] })
  if (!directory.ok) throw new Error('content is broken')
  const changes = createChanges()
  const queue = createQueue({ store, privacy, world: clock, demo: false, changes }, directory.value)
  /** Who has signed out meanwhile. */
  const out = new Set<string>()
  const room: Room = {
    frame: c => ({ words: createSpeaker(appWords).wordsFor(c), css: '/staff/test.css', demo: false }),
    demo: false,
    world: clock,
    who: async c => {
      const name = /as=(\w+)/.exec(c.req.header('cookie') ?? '')?.[1] ?? ''
      return out.has(name) ? undefined : staff[name as keyof typeof staff]
    },
    send: async (c, page, status = 200) => c.html(String(await page), status),
  }
  const office = createOffice({ store, world: clock, demo: false, changes, directory: directory.value })
  const door = createQueueDoor(room, {
    ...queue,
    office,
    coding: NO_CODING,
    off: async () => [],
    cases: NO_CASES,
    campaigns: NO_CAMPAIGNS,
    letters: NO_LETTERS,
    keys: NO_KEYS,
    words: appWords,
  })
  const routes = new Hono()
  routes.use(async (c, next) => {
    await next()
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'",
    )
  })
  routes.get('/staff/test.css', c => c.body(css, 200, { 'content-type': 'text/css' }))
  routes.route('/', door.routes)
  const server = await listen(routes.fetch)
  onTestFinished(async () => {
    door.stop()
    await server.close()
  })

  const file = async (fields: Partial<ConcernRow> = {}, receipt: Uint8Array = randomBytes(32)): Promise<ConcernId> => {
    const row = coded(fields)
    await store.tx(tx => insertConcern(tx, { ...row, capability: randomBytes(32), receipt, sealed: anyKept() }))
    return row.id
  }
  const fileWithReceipt = async (): Promise<{ id: ConcernId; receipt: string }> => {
    const receipt = newReceipt(world)
    const [keys] = await receiptKeys(privacy, receipt)
    return { id: await file({}, keys?.lookup), receipt }
  }
  const get = async (as: string, path = '/staff') => {
    const response = await fetch(`${server.url}${path}`, { headers: { cookie: `as=${as}` } })
    return { status: response.status, html: await response.text() }
  }
  const post = async (as: string, fields: [string, string][], path = '/staff') => {
    const init = { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' as const }
    const response = await fetch(`${server.url}${path}`, { ...init, headers: { cookie: `as=${as}` } })
    return { status: response.status, html: await response.text(), to: response.headers.get('location') }
  }
  return { store, staff, queue, office, changes, door, out, url: server.url, file, fileWithReceipt, get, post }
}

/** What a page says, without its marks. */
export const textOf = (html: string): string =>
  html
    .replace(/<(script|option)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')
