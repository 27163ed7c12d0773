/** The public pages over a real database and a real socket, with campaigns that were signed as browsers sign them. */
import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { createOpenCalls } from '../../src/app/campaigns/open/index.ts'
import { createArchive } from '../../src/archive/index.ts'
import type { Sheet } from '../../src/domain/campaigns/sheet.ts'
import { writeSheet } from '../../src/domain/campaigns/sheet.ts'
import type { RunPurpose, State } from '../../src/domain/campaigns/states.ts'
import type { CampaignId } from '../../src/kit/ids.ts'
import { createPrivacy } from '../../src/privacy/index.ts'
import { insertSheet } from '../../src/store/campaigns/index.ts'
import { moveRun, planRun } from '../../src/store/campaigns/runs.ts'
import { addPerson, approve, type Person, signedCampaign } from '../app/campaigns/signed.ts'
import { words as appWords, directory } from '../app/rig.ts'
import { listen } from '../channels/web-stub.ts'
import { sheetOf } from '../domain/campaigns/sheets.ts'
import { freshStore, NOW } from '../store/fresh.ts'

export { NOW }
export const PAGES = 'https://help.example.org'
export const BOT = 'tulay_example_bot'
const MINUTE = 60_000

export const EVENT: Sheet['event'] = {
  starts: Date.UTC(2026, 0, 18, 5),
  ends: Date.UTC(2026, 0, 18, 7, 30),
  zone: 'Asia/Tokyo',
  place: { en: 'Demo hall, room 3', ja: 'デモ会館' },
  remind: [],
}

export type Kind = Partial<Omit<Sheet, 'campaign' | 'instance'>> & { state?: State }

export const openArchive = async ({ pages = PAGES, bot = BOT, demo = false, words = appWords } = {}) => {
  const clock = { now: NOW }
  const world = { now: () => clock.now, random: (size: number) => randomBytes(size) }
  const store = await freshStore()
  const rooms = { store, privacy: createPrivacy({ secret: randomBytes(32), world }), demo }
  const calls = createOpenCalls({ ...rooms, world, words, names: directory, look: directory.look })
  const roads = () => ({ bot: bot || undefined, pages: pages || undefined })
  const archive = createArchive({ calls, words, roads, secure: false, demo })
  archive.routes.all('*', c => c.text('nobody else', 404))
  const served = await listen(archive.routes.fetch)
  onTestFinished(served.close)

  /** A sending of a sheet that has begun. */
  const run = (campaign: CampaignId, sheet: number, purpose: RunPurpose) =>
    store.tx(async tx => {
      const it = { campaign, run: await planRun(tx, { campaign, sheet, purpose, at: clock.now }) }
      await moveRun(tx, it, ['waits'], { state: 'sending', began: clock.now })
      return it
    })
  /** Signed by two people, and on its way. */
  const send = async ({ state = 'running', ...changes }: Kind = {}) => {
    const made = await signedCampaign(rooms, { open: true, ...changes, state, demo, at: clock.now - 10 * MINUTE })
    await run(made.campaign.id, made.campaign.number, 'call')
    return made
  }
  /** One more sheet of it, signed by these people. */
  const add = async (campaign: CampaignId, number: number, by: readonly Person[], changes: Partial<Sheet>) => {
    const sheet = sheetOf({ open: true, ...changes, number, campaign, instance: store.instance })
    const body = writeSheet(sheet)
    const staff = by[0]?.staff.id ?? (await addPerson(rooms)).staff.id
    await store.tx(tx => insertSheet(tx, { campaign, number, purpose: sheet.purpose, body, staff, at: clock.now }))
    for (const person of by) await approve(rooms, { id: campaign, number, body }, person, clock.now - 10 * MINUTE)
    return body
  }
  /** Later than what the pages remember. */
  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    clock.now += 5000
    const response = await fetch(`${served.url}${path}`, { method, headers: { 'accept-language': 'en', ...headers } })
    return { status: response.status, headers: response.headers, html: await response.text() }
  }
  return { ...rooms, url: served.url, clock, calls, archive, run, send, add, get }
}

export const textOf = (html: string): string =>
  html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
