/**
 * Whether a sheet may go out now. Asked anew for every batch, in its transaction, and trusts no column alone: who has signed exactly
 * these bytes is found out each time by the signatures. So neither a session nor a write to the database sends anything.
 */
import { ENOUGH, goesFrom, LAUNCH_LIFE } from '../../domain/campaigns/hold.ts'
import { readSheet, type Sheet } from '../../domain/campaigns/sheet.ts'
import type { State } from '../../domain/campaigns/states.ts'
import type { CampaignId, Instant } from '../../kit/ids.ts'
import { digestOf, isApproved } from '../../privacy/approvals.ts'
import type { Privacy } from '../../privacy/index.ts'
import { approvalsOf } from '../../store/campaigns/approvals.ts'
import { campaignById, type KeptSheet, sheetByNumber } from '../../store/campaigns/index.ts'
import { launchOf } from '../../store/campaigns/launches.ts'
import type { Store, Tx } from '../../store/index.ts'
import { readMeta } from '../../store/meta.ts'
import type { Signer } from '../../store/signers.ts'
import { ableSigners } from './signing/able-signers.ts'
import { singleOf } from './signing/single.ts'

export type VerdictRooms = {
  store: Pick<Store, 'instance' | 'ledger'>
  privacy: Pick<Privacy, 'seal' | 'open'>
  /** Demo keys sign for the demo only. */
  demo: boolean
}

/**
 * `unsigned`: too few of those who may have signed these bytes. `hold`: signed, but not yet (`goesFrom`). `expired`: too late. `foreign`:
 * signed for another database. `stopped`: the kill switch. `unknown`: no such campaign or sheet, or not as it should be.
 */
export type Refusal = 'unsigned' | 'hold' | 'expired' | 'paused' | 'cancelled' | 'stopped' | 'foreign' | 'unknown'
/** `from`: since when, or from when on, it may go out. `sheet` of a refusal: enough people signed these bytes, and only its time is over. */
export type Verdict =
  | { ok: true; sheet: Sheet; from: Instant }
  | { ok: false; why: Refusal; from?: Instant; sheet?: Sheet }

/** States in which a sheet of a purpose may go out. Who has a message that is wrong is told so even after the end. */
const GOING: Record<Sheet['purpose'], readonly State[]> = {
  call: ['approved', 'running'],
  template: ['approved', 'running'],
  result: ['approved', 'running', 'ended'],
  correction: ['approved', 'running', 'ended', 'cancelled'],
}
const STANDSTILL: Partial<Record<State, Refusal>> = { paused: 'paused', cancelled: 'cancelled', ended: 'expired' }

const refuse = (why: Refusal, from?: Instant): Verdict => ({ ok: false, why, ...(from === undefined ? {} : { from }) })

/** @param run which one it is; a template goes out only in a run that was launched, for the area that was chosen there */
export const verdictOf = async (
  tx: Tx,
  rooms: VerdictRooms,
  id: CampaignId,
  number: number,
  now: Instant,
  run?: number,
): Promise<Verdict> => {
  if ((await readMeta(tx, 'campaigns')) === 'stopped') return refuse('stopped')
  const campaign = await campaignById(tx, id)
  const kept = await sheetByNumber(tx, id, number)
  const sheet = kept && readSheet(kept.body)
  if (!campaign || campaign.demo !== rooms.demo || !kept || !sheet || !isAt(kept, sheet)) return refuse('unknown')
  if (sheet.instance !== rooms.store.instance) return refuse('foreign')
  if (!GOING[sheet.purpose].includes(campaign.state)) return refuse(STANDSTILL[campaign.state] ?? 'unsigned')
  const signed = await signedAt(tx, rooms, kept)
  if (signed === undefined) return refuse('unsigned')
  const from = goesFrom(sheet, signed)
  const life = await lifeOf(tx, rooms, sheet, run)
  return life ? within({ sheet, from: Math.max(from, life.from), until: life.until, now }) : refuse('unknown')
}

/**
 * From when on and until when a sheet goes out in a run: what was signed ahead half a day from its launch, all else as it says itself.
 * `undefined`: it was not launched in this run, or for another area, or too late.
 */
export const lifeOf = async (
  tx: Tx,
  rooms: Pick<VerdictRooms, 'privacy'>,
  sheet: Sheet,
  run: number | undefined,
): Promise<{ from: Instant; until: Instant } | undefined> => {
  const { purpose, number, until } = sheet
  if (purpose !== 'template') return { from: 0, until }
  const campaign = sheet.campaign as CampaignId
  const launch = run === undefined ? undefined : await launchOf(tx, rooms, { campaign, sheet: number, run })
  const isLaunched = launch && sheet.audience.areas.includes(launch.area) && launch.at < until
  return isLaunched ? { from: launch.at, until: launch.at + LAUNCH_LIFE } : undefined
}

/** The sheet says itself where it belongs. */
const isAt = ({ campaign, number, purpose }: KeptSheet, sheet: Sheet): boolean =>
  sheet.campaign === campaign && sheet.number === number && sheet.purpose === purpose

const within = ({
  sheet,
  from,
  until,
  now,
}: {
  sheet: Sheet
  from: Instant
  until: Instant
  now: Instant
}): Verdict => {
  if (now >= until) return { ok: false, why: 'expired', sheet }
  return now < from ? refuse('hold', from) : { ok: true, sheet, from }
}

/** When the last of enough people signed it; `undefined`: they are too few. */
export const signedAt = async (tx: Tx, rooms: VerdictRooms, kept: KeptSheet): Promise<Instant | undefined> => {
  const able = await ableSigners(tx, rooms)
  const signed = await validApprovals(tx, rooms, kept, able)
  if (signed.length === 0) return undefined
  const isEnough = signed.length >= ENOUGH || (await singleOf(tx, rooms, able)) !== undefined
  return isEnough ? Math.max(...signed.map(({ at }) => at)) : undefined
}

/** Whose approvals of a sheet count, each person's once. */
export const validApprovals = async (
  tx: Tx,
  { store }: VerdictRooms,
  { campaign, number, body }: KeptSheet,
  able: readonly Signer[],
): Promise<{ signer: Signer; at: Instant }[]> => {
  if (store.ledger.has('revoked', digestOf(body))) return []
  const approvals = await approvalsOf(tx, campaign, number)
  return approvals.flatMap(({ signer: id, at, signature }) => {
    const signer = able.find(it => it.id === id)
    return signer && isApproved(signer.publicKey, { body, at, signature }) ? [{ signer, at }] : []
  })
}
