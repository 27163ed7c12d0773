/** What people write for a campaign: sealed to the keyholders as a report is, and to nobody else. */
import type { CampaignId, ConcernId } from '../../../kit/ids.ts'
import { newCapability } from '../../../privacy/capabilities.ts'
import { type CasePart, sealConcern } from '../../../privacy/case-keys.ts'
import type { Privacy } from '../../../privacy/index.ts'
import { passedTexts } from '../../../store/campaigns/judged.ts'
import { insertWords, type Wordy } from '../../../store/campaigns/words.ts'
import { eraseConcern } from '../../../store/concerns.ts'
import type { Tx } from '../../../store/index.ts'
import type { Commit } from '../../commits/verb.ts'
import { intakeHolders } from '../../intake.ts'

/** `undefined`: too few could open them, so they are not taken. */
export const keepWords = async (
  { tx, now, tools, shreds }: Commit,
  it: { campaign: CampaignId; act: Wordy; parts: CasePart[] },
): Promise<ConcernId | undefined> => {
  const holders = await intakeHolders(tx, { demo: tools.demo(), now })
  if (!holders) return undefined
  const { sodium, world } = tools
  // There is no way back to who wrote it: the keys to that are made, and forgotten here.
  const nobody = { capability: newCapability(world), receiptKey: Uint8Array.from(world.random(32)) }
  const { id, shred, kept } = sealConcern({ sodium, world, parts: it.parts, holders, ...nobody })
  shreds.push({ id, half: shred })
  const { parts, wraps } = kept
  const demo = holders.some(holder => holder.demo)
  await insertWords(tx, { id, campaign: it.campaign, act: it.act, demo, sealed: { parts, wraps } })
  return id
}

/** With its shred half: no older copy of the database opens them. */
export const eraseWords = async (
  { tx, tools, erased }: Pick<Commit, 'tx' | 'tools' | 'erased'>,
  id: ConcernId | undefined,
): Promise<void> => {
  if (id === undefined) return
  erased.push(id)
  await eraseConcern(tx, id)
  tools.erased()
}

/** The organizations that have signed, as a moderator let their names pass: for the public page too. */
export const openOrganizations = (tx: Tx, privacy: Pick<Privacy, 'open'>, campaign: CampaignId): Promise<string[]> =>
  passedTexts(tx, privacy, campaign, 'organization')
