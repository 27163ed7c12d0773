/**
 * One run in a process of its own, one line of JSON: `node bench/campaign-child.ts <seed|tulay|floor> <recipients> <folder>`. `seed` subscribes so
 * many people; `tulay` freezes a signed campaign for them and sends it to a messenger that always says yes, at once.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createCampaignClock } from '../src/app/campaigns/runs/index.ts'
import { planCall } from '../src/app/campaigns/runs/plan.ts'
import { createWayOut } from '../src/app/campaigns/way-out.ts'
import { createDelivery } from '../src/delivery/index.ts'
import { HOLD } from '../src/domain/campaigns/hold.ts'
import { readSheet } from '../src/domain/campaigns/sheet.ts'
import { PROJECT, readGround } from '../src/ground.ts'
import type { Address } from '../src/kit/ids.ts'
import type { World } from '../src/kit/world.ts'
import { withOutbox } from '../src/memory.ts'
import { createPrivacy } from '../src/privacy/index.ts'
import { openSodium } from '../src/privacy/sodium.ts'
import { countsOf } from '../src/store/campaigns/counts.ts'
import { runsOf } from '../src/store/campaigns/runs.ts'
import { toBytes } from '../src/store/ids.ts'
import { openStore, type Tx } from '../src/store/index.ts'
import { signedCampaign } from '../test/app/campaigns/signed.ts'

/** Lines that are claimed, marked and settled together, here and there. */
const BATCH = 256
const CHUNK = 500
/** 2030-01-02, 12:00 in Tokyo: nobody sleeps. */
const NOON = Date.UTC(2030, 0, 2, 3)

type Measured = { freeze: number; drain: number }
const seconds = (from: number): number => (performance.now() - from) / 1000

const tulay = async (recipients: number, folder: string): Promise<Measured> => {
  const began = performance.now()
  const world = {
    now: () => NOON + Math.floor(performance.now() - began),
    random: (size: number) => new Uint8Array(randomBytes(size)),
  }
  const ground = readGround(PROJECT, ['JP'])
  if (!ground.ok) throw new Error(ground.why.join('\n'))
  const { words, directory } = ground.value
  const rooms = { ...(await open(folder, world)), world, demo: false }
  const { store, privacy } = rooms
  const { campaign } = await signedCampaign(rooms, { at: NOON - HOLD.usual })
  const sheet = readSheet(campaign.body)
  if (!sheet) throw new Error('no sheet')
  await store.tx(tx => planCall(tx, { campaign: campaign.id, sheet }, NOON))
  const hold = () => undefined
  const clock = createCampaignClock({
    ...{ ...rooms, hold, pushes: () => true, quietHours: undefined, nudge: () => undefined },
    pace: () => ({ perSecond: 1_000_000 }),
  })
  const state = async () => (await store.tx(tx => runsOf(tx, campaign.id)))[0]?.state
  const freezing = performance.now()
  while ((await state()) !== 'sending') await clock.runCampaigns(world.now())
  const freeze = seconds(freezing)

  let sent = 0
  const all = Promise.withResolvers<void>()
  const delivery = createDelivery<Tx>({
    store: withOutbox(store),
    channels: [
      {
        ...{ name: 'telegram', mode: 'push', pace: { perSecond: 1_000_000, perChatMs: 0, inFlight: BATCH } },
        send: async () => {
          if (++sent === recipients) all.resolve()
          return { ok: true, ref: String(sent) }
        },
      },
    ],
    privacy,
    world,
    log: { debug() {}, info() {}, warn() {}, error: (_, error) => console.error(error) },
    quietHours: undefined,
    upTo: () => 3,
    onGone: async () => {},
    campaigns: createWayOut({ ...rooms, words, directory, standing: { hold } }),
  })
  const draining = performance.now()
  await delivery.start()
  await all.promise
  await delivery.stop()
  const drain = seconds(draining)
  const counts = await store.tx(tx => countsOf(tx, campaign.id, 1))
  const settled = counts.reduce((sum, { what, n }) => sum + (what === 'sent' ? n : 0), 0)
  if (settled !== recipients) throw new Error('not everybody was sent it')
  await store.close()
  return { freeze, drain }
}

const open = async (folder: string, world: World) => ({
  store: await openStore({ folder, world }),
  privacy: createPrivacy({ secret: SECRET, world, sodium: await openSodium() }),
})
/** The same for who seeds and who sends. */
const SECRET = new Uint8Array(32).fill(7)

/** In a process before it, so that nothing of it is measured. */
const seed = async (recipients: number, folder: string): Promise<Measured> => {
  const began = performance.now()
  const world = { now: () => NOON, random: (size: number) => new Uint8Array(randomBytes(size)) }
  const rooms = await open(folder, world)
  for (let from = 0; from < recipients; from += CHUNK) await subscribe(rooms, from, Math.min(recipients, from + CHUNK))
  await rooms.store.close()
  return { freeze: seconds(began), drain: 0 }
}

const subscribe = async (
  { store, privacy }: { store: Awaited<ReturnType<typeof openStore>>; privacy: ReturnType<typeof createPrivacy> },
  from: number,
  to: number,
): Promise<void> => {
  const rows = Array.from({ length: to - from }, (_, n) => {
    const chat = `${100_000_000 + from + n}` as Address
    const person = privacy.person('telegram', chat)
    const lang = n % 2 ? 'en' : 'ja'
    const address = privacy.seal('address', chat, person)
    return { person: toBytes(person), channel: 'telegram', address, area: 'JP-13', lang, since: null, digest: 0 }
  })
  await store.tx(tx => tx.insertInto('subscriptions').values(rows).execute())
}

/** What the same rows cost without any promise: insert, claim, mark, delete, in the same batches, each commit on the disk. */
const floor = async (recipients: number, folder: string): Promise<Measured> => {
  const db = new Database(join(folder, 'floor.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`create table outbox (id blob primary key, person blob, channel text, priority integer, state text, due integer,
    turn integer, body blob) strict, without rowid;
    create index claim on outbox (channel, priority, due, turn) where state = 'pending'`)
  const insert = db.prepare(`insert into outbox values (?, ?, 'telegram', 3, 'pending', ?, ?, ?)`)
  const freezing = performance.now()
  for (let from = 0; from < recipients; from += 500)
    db.transaction(() => {
      for (let n = from; n < Math.min(recipients, from + 500); n++)
        insert.run(randomBytes(16), randomBytes(16), NOON, n, randomBytes(560))
    })()
  const freeze = seconds(freezing)
  const claim =
    db.prepare(`select id, body from outbox where state = 'pending' and channel = 'telegram' and priority = 3
    and due <= ? order by due, turn limit ${BATCH}`)
  const mark = db.prepare(`update outbox set state = 'sending' where id = ?`)
  const remove = db.prepare('delete from outbox where id = ?')
  const draining = performance.now()
  for (let before: { id: Uint8Array }[] = [], more = true; more; ) {
    db.transaction(() => {
      for (const { id } of before) remove.run(id)
      const lines = claim.all(NOON) as { id: Uint8Array }[]
      for (const { id } of lines) mark.run(id)
      more = before.length > 0 || lines.length > 0
      before = lines
    })()
  }
  const drain = seconds(draining)
  db.close()
  return { freeze, drain }
}

const WORK = { seed, tulay, floor }
const [what = '', recipients, folder] = process.argv.slice(2)
const work = Object.entries(WORK).find(([name]) => name === what)?.[1]
if (!folder || !work) throw new Error('usage: campaign-child.ts <seed|tulay|floor> <recipients> <folder>')
// As `npm start` does it (src/cli/serve.ts): what is not used any more goes every 20 seconds.
setInterval(() => globalThis.gc?.(), 20_000).unref()
const measured = await work(Number(recipients), folder)
console.log(JSON.stringify({ ...measured, peakMB: process.resourceUsage().maxRSS / 1024 }))
