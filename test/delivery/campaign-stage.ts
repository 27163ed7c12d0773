/** The stage with campaigns as they are: signed with real keys, verified and composed in every cycle. */
import { randomBytes } from 'node:crypto'
import { sealLetter } from '../../src/app/campaigns/deliver/letter.ts'
import { createWayOut } from '../../src/app/campaigns/way-out.ts'
import type { DeliveryOptions } from '../../src/delivery/index.ts'
import type { Op } from '../../src/delivery/ports.ts'
import { HOLD } from '../../src/domain/campaigns/hold.ts'
import type { Sheet } from '../../src/domain/campaigns/sheet.ts'
import type { RunPurpose } from '../../src/domain/campaigns/states.ts'
import type { Address, CampaignId, Instant, LineId } from '../../src/kit/ids.ts'
import { createPrivacy } from '../../src/privacy/index.ts'
import { countsOf } from '../../src/store/campaigns/counts.ts'
import { planRun, runByNumber } from '../../src/store/campaigns/runs.ts'
import type { Store, Tx } from '../../src/store/index.ts'
import { addLines, type Line } from '../../src/store/outbox.ts'
import { quotasOf } from '../../src/store/quotas.ts'
import { signedCampaign } from '../app/campaigns/signed.ts'
import { directory, words } from '../app/rig.ts'
import { NOON, personKey, stage } from './stage.ts'

const BRACE = 0x7b
const newId = () => randomBytes(16).toString('base64url')
export const CALL = { title: 'Demo call', body: 'Come.' }

export const campaignStage = async (...it: Parameters<typeof stage>) => {
  const its = await stage(...it)
  const to = it[2]?.to ?? ((n: number) => `chat ${n}` as Address)
  const { store, clock } = its
  const world = { now: clock.now, random: (size: number) => new Uint8Array(randomBytes(size)) }
  const privacy = createPrivacy({ secret: randomBytes(32), world })
  const rooms = { store, privacy, demo: false }
  // What the stage itself writes is not sealed.
  const open = (use: 'outbox', body: Uint8Array, context: string) =>
    body[0] === BRACE ? body : privacy.open(use, body, context)
  let resting = false
  const standing = { hold: () => (resting ? ('copy' as const) : undefined) }
  const campaigns = createWayOut({ ...rooms, words, directory, world, standing })
  return {
    ...its,
    ...rooms,
    world,
    campaigns,
    rest: () => {
      resting = true
    },
    build: (more: Partial<DeliveryOptions<Tx>> = {}, port: Pick<Store, 'tx'> = store) =>
      its.build({ privacy: { open }, campaigns, ...more }, port),
    /** Signed by two, and past its hold. */
    begin: async (changes: Partial<Omit<Sheet, 'campaign' | 'instance'>> = {}) => {
      const signed = await signedCampaign(rooms, {
        state: 'running',
        texts: { en: CALL },
        ...changes,
        at: NOON - HOLD.usual - 1,
      })
      return { ...signed, id: signed.campaign.id }
    },
    run: (campaign: CampaignId, sheet = 1, purpose: RunPurpose = 'call') =>
      store.tx(tx => planRun(tx, { campaign, sheet, purpose, at: clock.now() })),
    /** Lines as freezing makes them, one per person. */
    freeze: async (
      campaign: CampaignId,
      run: number,
      people: number[],
      more: { zone?: string; op?: Op; sealed?: { run?: number; lang?: string } } & Partial<Line> = {},
    ): Promise<LineId[]> => {
      const { zone, op, sealed, ...columns } = more
      const sheet = (await store.tx(tx => runByNumber(tx, { campaign, run })))?.sheet ?? 1
      const lines = people.map((n, order) => {
        const id = newId() as LineId
        const letter = { to: to(n), campaign, run, sheet, lang: 'en', area: 'JP-13', ...sealed }
        const whole = { ...letter, ...(zone ? { zone } : {}), ...(op ? { op } : {}) }
        return {
          ...{ id, person: personKey(n), channel: 'telegram', priority: 3 as const, state: 'pending' as const },
          ...{ due: clock.now() as Instant, order, cause: null, policy: 'restart' as const, attempts: 0, code: null },
          campaign: { id: campaign, run, lang: 'en' },
          ...columns,
          body: sealLetter(privacy, whole, id),
        }
      })
      await store.tx(tx => addLines(tx, lines))
      return lines.map(({ id }) => id)
    },
    /** As `sent 2`. */
    counts: async (campaign: CampaignId, run = 1) =>
      (await store.tx(tx => countsOf(tx, campaign, run))).map(({ what, n }) => `${what} ${n}`).toSorted(),
    hoursOf: async (n: number) => (await store.tx(tx => quotasOf(tx, [personKey(n)]))).get(personKey(n)) ?? [],
    states: async () => (await its.rows()).map(({ state }) => state),
    chats: () => its.wire.map(({ to }) => to),
  }
}
