import { deadlineDay, isoWeek, patienceOf } from '../domain/deadlines.ts'
import type { StaffId } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'
import { hashCapability, newCapability } from '../privacy/capabilities.ts'
import { sealConcern } from '../privacy/case-keys.ts'
import type { Privacy } from '../privacy/index.ts'
import { newReceipt, stretchReceipt } from '../privacy/receipts.ts'
import type { Sodium } from '../privacy/sodium.ts'
import { countQueue, insertConcern } from '../store/concerns.ts'
import type { Store } from '../store/index.ts'
import { activeHolders } from '../store/keyholders.ts'
import { activeStaff, insertStaff } from '../store/staff.ts'
import { createKeys, keyState } from './keys.ts'

/** Everybody may know it: demo keys open demo reports and nothing else. */
export const DEMO_PASSPHRASE = 'demo demo demo demo'
/** What everybody knows needs no stretching. */
const DEMO_COST = { memory: 1024, passes: 1 }

/** What a queue may look like. No person stands behind any of these; every text says so. */
const DEMO_REPORTS = [
  { category: 'labour_wages', area: 'JP-11', urgency: 'soon', text: 'DEMO. My pay of last month did not come.' },
  { category: 'document_confiscation', area: 'KR-41', urgency: 'urgent', text: 'DEMO. My boss keeps my passport.' },
  { category: 'gbv_women', area: 'JP-13', urgency: 'emergency', text: 'DEMO. I am afraid to go home tonight.' },
  {
    category: 'public_services',
    area: null,
    urgency: 'routine',
    text: 'DEMO. I cannot read a letter from the city office.',
  },
] as const

type Rooms = { store: Store; privacy: Privacy; sodium: Sodium; world: World }

/** Makes the marked demo keys, so that a report can be tried out. Does nothing once anybody has keys. */
export const createDemoKeys = async (rooms: Rooms): Promise<void> => {
  const { real, demo } = await keyState(rooms.store)
  if (real > 0 || demo >= 2) return
  const people = ['Demo keyholder 1', 'Demo keyholder 2'].map(name => ({ name, passphrase: DEMO_PASSPHRASE }))
  await createKeys(rooms, people, DEMO_COST)
}

/** Three people to be, all marked: one who reads and answers, one who calls, one who runs it. */
const DEMO_STAFF = [
  { name: 'Demo moderator', role: 'moderator' },
  { name: 'Demo organizer', role: 'organizer' },
  { name: 'Demo administrator', role: 'administrator' },
] as const

/** Makes the marked demo staff; the moderator holds the first demo key. Does nothing once there is anybody. */
export const createDemoStaff = async ({ store, world }: Rooms): Promise<void> =>
  store.tx(async tx => {
    if ((await activeStaff(tx)).length > 0) return
    const key = (await activeHolders(tx)).find(({ demo, role }) => demo && role === 'keyholder')
    for (const { name, role } of DEMO_STAFF)
      await insertStaff(tx, {
        id: Buffer.from(world.random(16)).toString('base64url') as StaffId,
        name,
        role,
        holder: role === 'moderator' ? key?.id : undefined,
        demo: true,
        salt: world.random(16),
      })
  })

/** Files a few marked demo reports, if the queue is empty and only demo keys could read them. */
export const fileDemoReports = async (rooms: Rooms): Promise<void> => {
  const { store } = rooms
  if ((await keyState(store)).real > 0) return
  if ((await store.tx(countQueue)) === 0) for (const report of DEMO_REPORTS) await fileDemo(rooms, report)
}

const fileDemo = async (
  { store, privacy, sodium, world }: Rooms,
  { category, area, urgency, text }: (typeof DEMO_REPORTS)[number],
): Promise<void> => {
  const { lookup, wrapKey } = await stretchReceipt(privacy.receiptSalt, newReceipt(world))
  const capability = newCapability(world)
  await store.tx(async tx => {
    const { id, shred, kept } = sealConcern({
      sodium,
      world,
      holders: await activeHolders(tx),
      capability,
      receiptKey: wrapKey,
      parts: [
        { kind: 'answers', bytes: Buffer.from(JSON.stringify({ lang: 'en', flow: 'report', demo: true })) },
        { kind: 'text', bytes: Buffer.from(text) },
      ],
    })
    await store.shred.put([{ id, half: shred }])
    const now = world.now()
    await insertConcern(tx, {
      id,
      category,
      area,
      urgency,
      status: 'new',
      channel: 'demo',
      week: isoWeek(now),
      deadline: deadlineDay({ now, area, patience: patienceOf({ category, urgency }, new Map()) }),
      demo: true,
      capability: hashCapability(capability),
      receipt: lookup,
      sealed: kept,
    })
  })
}
