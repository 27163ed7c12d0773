/** What a campaign says in the chat, and until when one can take part: only what people have signed, verified each time. */
import { goesFrom } from '../../../domain/campaigns/hold.ts'
import { endOf, type Sheet } from '../../../domain/campaigns/sheet.ts'
import { BEGUN } from '../../../domain/campaigns/states.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { type Campaign, campaignById, type KeptSheet, sheetByNumber, sheetsOf } from '../../../store/campaigns/index.ts'
import type { Tx } from '../../../store/index.ts'
import { oncePerTx } from '../../../store/once-per-tx.ts'
import { type Signatories, signatories, signedSheet } from '../open/signed.ts'
import { isRecalled } from '../recalled.ts'
import { signedAt, type VerdictRooms, validApprovals } from '../verdict.ts'

/** `over`: nobody can take part any more. */
export type Call = { campaign: Campaign; sheet: Sheet; over: boolean }

/**
 * The newest of the signed texts of a campaign, a correction before what it corrects. `undefined`: there is none that may be seen.
 * What was signed ahead (a template, a call for Sundays) is nobody's to see before it goes out: until then it can be taken back and
 * written anew, and a deed would count for other words. Not asked is whether it may still be sent: who has the call can take part until
 * the end.
 */
export const callOf = async (tx: Tx, rooms: VerdictRooms, id: CampaignId, now: Instant): Promise<Call | undefined> => {
  const { campaign, sheet } = await once(tx, id, () => verify(tx, rooms, id, now))
  if (!campaign || !sheet) return undefined
  return { campaign, sheet, over: campaign.state === 'ended' || now >= endOf(sheet) }
}

/**
 * Whether those who signed it may still sign: what rings at somebody's phone needs signers of today. For who looks by themselves it is enough
 * that it was signed.
 */
export const mayRing = async (tx: Tx, rooms: VerdictRooms, { campaign, sheet }: Call): Promise<boolean> => {
  const kept = await sheetByNumber(tx, campaign.id, sheet.number)
  return kept !== undefined && (await signedAt(tx, rooms, kept)) !== undefined
}

type Verified = { campaign?: Campaign; sheet?: Sheet | undefined }
const once = oncePerTx<Verified>()

const verify = async (tx: Tx, rooms: VerdictRooms, id: CampaignId, now: Instant): Promise<Verified> => {
  const campaign = await campaignById(tx, id)
  if (!campaign || campaign.demo !== rooms.demo || !BEGUN.includes(campaign.state)) return {}
  if (await isRecalled(tx, id)) return {}
  return { campaign, sheet: await newestSigned(tx, rooms, id, ['correction', 'call', 'template'], now) }
}

/** What came of it, if people have signed that. */
export const resultOf = (tx: Tx, rooms: VerdictRooms, id: CampaignId, now: Instant): Promise<Sheet | undefined> =>
  newestSigned(tx, rooms, id, ['result'], now)

const newestSigned = async (
  tx: Tx,
  rooms: VerdictRooms,
  id: CampaignId,
  purposes: readonly Sheet['purpose'][],
  now: Instant,
): Promise<Sheet | undefined> => {
  const who = await signatories(tx, rooms)
  for (const kept of await sheetsOf(tx, id)) {
    const sheet = purposes.includes(kept.purpose) ? await signedSheet(tx, rooms, kept, who) : undefined
    if (sheet && (await isOut(tx, rooms, kept, sheet, who, now))) return sheet
  }
  return undefined
}

/** Whoever signed may still take it back: until then nobody outside sees it. */
const isOut = async (
  tx: Tx,
  rooms: VerdictRooms,
  kept: KeptSheet,
  sheet: Sheet,
  { signers }: Signatories,
  now: Instant,
): Promise<boolean> => {
  const signed = await validApprovals(tx, rooms, kept, signers)
  return goesFrom(sheet, Math.max(...signed.map(({ at }) => at))) <= now
}
