/** Campaigns and the sheets they have had. A sheet is never changed: what is written anew is the next one. */
import type { Selectable } from 'kysely'
import type { Kind, Purpose } from '../../domain/campaigns/sheet.ts'
import type { State } from '../../domain/campaigns/states.ts'
import type { CampaignId, Instant, StaffId } from '../../kit/ids.ts'
import { toBytes, toId } from '../ids.ts'
import type { Tx } from '../index.ts'
import type { Tables } from '../tables.ts'

export type Campaign = {
  id: CampaignId
  kind: Kind
  /** For staff. */
  title: string
  owner: StaffId
  state: State
  /** On which day it was begun, such as `2025-02-14`. */
  day: string
  demo: boolean
}

/** `body`: what `writeSheet` made. */
export type KeptSheet = {
  campaign: CampaignId
  number: number
  purpose: Purpose
  body: string
  staff: StaffId
  at: Instant
}

export const insertCampaign = async (tx: Tx, it: Campaign): Promise<void> => {
  const row = { ...it, id: toBytes(it.id), owner: toBytes(it.owner), demo: Number(it.demo) }
  await tx.insertInto('campaigns').values(row).execute()
}

export const campaignById = async (tx: Tx, id: CampaignId): Promise<Campaign | undefined> => {
  const row = await tx.selectFrom('campaigns').selectAll().where('id', '=', toBytes(id)).executeTakeFirst()
  return row && toCampaign(row)
}

/** The newest first. */
export const allCampaigns = async (tx: Tx, states?: readonly State[]): Promise<Campaign[]> => {
  let query = tx.selectFrom('campaigns').selectAll().orderBy('day', 'desc').orderBy('title')
  if (states) query = query.where('state', 'in', [...states])
  return (await query.execute()).map(toCampaign)
}

/** Those in a state in which they are `over`, and of which it is still kept who took part. */
export const endedWithActions = async (tx: Tx, over: readonly State[]): Promise<Campaign[]> => {
  const kept = tx.selectFrom('campaign_actions').select('campaign').distinct()
  const rows = tx
    .selectFrom('campaigns')
    .selectAll()
    .where('state', 'in', [...over])
    .where('id', 'in', kept)
  return (await rows.execute()).map(toCampaign)
}

/** From one of these states only; whether it was. */
export const moveCampaign = async (tx: Tx, id: CampaignId, from: readonly State[], to: State): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('campaigns')
    .set({ state: to })
    .where('id', '=', toBytes(id))
    .where('state', 'in', [...from])
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Of what is written anew as another one: lists and chats tell the kind without opening a sheet. */
export const setKind = async (tx: Tx, id: CampaignId, kind: Kind): Promise<void> => {
  await tx.updateTable('campaigns').set({ kind }).where('id', '=', toBytes(id)).execute()
}

export const insertSheet = async (tx: Tx, it: KeptSheet): Promise<void> => {
  const row = { ...it, campaign: toBytes(it.campaign), staff: toBytes(it.staff) }
  await tx.insertInto('campaign_sheets').values(row).execute()
}

export const sheetByNumber = async (tx: Tx, campaign: CampaignId, number: number): Promise<KeptSheet | undefined> =>
  (await selectSheets(tx, campaign).where('number', '=', number).execute()).map(toSheet)[0]

/** The newest first; of one purpose, or of all. */
export const sheetsOf = async (tx: Tx, campaign: CampaignId, purpose?: Purpose): Promise<KeptSheet[]> => {
  let query = selectSheets(tx, campaign).orderBy('number', 'desc')
  if (purpose) query = query.where('purpose', '=', purpose)
  return (await query.execute()).map(toSheet)
}

const selectSheets = (tx: Tx, campaign: CampaignId) =>
  tx.selectFrom('campaign_sheets').selectAll().where('campaign', '=', toBytes(campaign))

const toCampaign = (row: Selectable<Tables['campaigns']>): Campaign => ({
  ...(row as Omit<Campaign, 'id' | 'owner' | 'demo'>),
  id: toId(row.id),
  owner: toId(row.owner),
  demo: row.demo === 1,
})

const toSheet = (row: Selectable<Tables['campaign_sheets']>): KeptSheet => ({
  ...(row as Omit<KeptSheet, 'campaign' | 'staff'>),
  campaign: toId(row.campaign),
  staff: toId(row.staff),
})
