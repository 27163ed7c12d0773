/** Runs on a real database with real signatures, and a clock that is told the time. */
import { randomBytes } from 'node:crypto'
import { createCampaignClock } from '../../../src/app/campaigns/runs/index.ts'
import { planCall } from '../../../src/app/campaigns/runs/plan.ts'
import type { RunRooms } from '../../../src/app/campaigns/runs/rooms.ts'
import { HOLD } from '../../../src/domain/campaigns/hold.ts'
import { readSheet, type Sheet } from '../../../src/domain/campaigns/sheet.ts'
import type { State } from '../../../src/domain/campaigns/states.ts'
import type { Address, CampaignId, Instant, PersonKey } from '../../../src/kit/ids.ts'
import { createPrivacy } from '../../../src/privacy/index.ts'
import { countsOf } from '../../../src/store/campaigns/counts.ts'
import { runsOf } from '../../../src/store/campaigns/runs.ts'
import { toId } from '../../../src/store/ids.ts'
import { openStore, type Store } from '../../../src/store/index.ts'
import { type Subscription, saveSubscription } from '../../../src/store/subscriptions.ts'
import { tempFolder } from '../../store/fresh.ts'
import { signedCampaign } from './signed.ts'

/** 2030-01-02, 12:00 in Tokyo. */
export const NOON = Date.UTC(2030, 0, 2, 3)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export type Opened = { to: string; campaign: string; run: number; lang: string; area?: string; zone?: string }

export type RunsRig = Awaited<ReturnType<typeof openRuns>>

export const openRuns = async (changes: Partial<RunRooms> = {}, folder = tempFolder(), secret = randomBytes(32)) => {
  let now = NOON
  const world = { now: () => now, random: (size: number) => randomBytes(size) }
  const store: Store = await openStore({ folder, world })
  const rooms: RunRooms = {
    store,
    privacy: createPrivacy({ secret, world }),
    world,
    demo: false,
    pushes: channel => channel !== 'web',
    quietHours: { from: 21 * 60, to: 8 * 60 },
    pace: () => ({ perSecond: 30 }),
    hold: () => undefined,
    nudge: () => undefined,
    ...changes,
  }
  const clock = createCampaignClock(rooms)
  const personOf = (to: string, channel = 'telegram'): PersonKey => rooms.privacy.person(channel, to as Address)
  return {
    rooms,
    store,
    folder,
    secret,
    clock,
    personOf,
    now: () => now,
    set(at: Instant): void {
      now = at
    },
    pass(ms: number): Promise<number> {
      now += ms
      return clock.runCampaigns(now)
    },
    tick: () => clock.runCampaigns(now),
    subscribe(to: string, it: Partial<Subscription> = {}): Promise<void> {
      const { channel = 'telegram' } = it
      const person = personOf(to, channel)
      const address = rooms.privacy.seal('address', to, person)
      const row = { channel, topics: [], area: null, lang: 'en', since: null, digest: false, ...it }
      return store.tx(tx => saveSubscription(tx, { ...row, person, address }))
    },
    /** Signed by two so long ago that the hold ends now, and planned as the last approval does it. */
    async approve(sheet: Partial<Sheet> & { state?: State } = {}): Promise<CampaignId> {
      const hold = sheet.emergency ? HOLD.emergency : HOLD.usual
      const { campaign } = await signedCampaign(rooms, { at: now - hold, ...sheet })
      const read = readSheet(campaign.body)
      if (!read) throw new Error('no sheet')
      await store.tx(tx => planCall(tx, { campaign: campaign.id, sheet: read }, now))
      return campaign.id
    },
    runs: (campaign: CampaignId) => store.tx(tx => runsOf(tx, campaign)),
    states: async (campaign: CampaignId) =>
      (await store.tx(tx => runsOf(tx, campaign))).map(({ purpose, state }) => `${purpose} ${state}`),
    /** What stands in the outbox, opened, in the order in which it goes. */
    lines: () =>
      store.tx(async tx => {
        const rows = await tx.selectFrom('outbox').selectAll().orderBy('due').orderBy('turn').execute()
        return rows.map(row => {
          const plain = rooms.privacy.open('outbox', row.body, toId(row.id))
          if (!plain) throw new Error('a line does not open')
          return { ...row, size: row.body.length, opened: JSON.parse(Buffer.from(plain).toString()) as Opened }
        })
      }),
    counts: async (campaign: CampaignId, run = 1) =>
      (await store.tx(tx => countsOf(tx, campaign, run))).map(it => `${it.what} ${it.lang} ${it.channel} ${it.n}`),
  }
}
