import { expect, test } from 'vitest'
import { writeSheet } from '../../src/domain/campaigns/sheet.ts'
import type { CampaignId, StaffId } from '../../src/kit/ids.ts'
import {
  allCampaigns,
  type Campaign,
  campaignById,
  insertCampaign,
  insertSheet,
  moveCampaign,
  sheetByNumber,
  sheetsOf,
} from '../../src/store/campaigns/index.ts'
import { sheetOf } from '../domain/campaigns/sheets.ts'
import { freshStore, NOW } from './fresh.ts'

const id = 'AAAAAAAAAAAAAAAAAAAAAA' as CampaignId
const staff = 'BBBBBBBBBBBBBBBBBBBBBA' as StaffId
const campaign: Campaign = {
  ...{ id, owner: staff, kind: 'call', title: 'Demo', state: 'draft', day: '2023-11-14', demo: true },
}

test('a campaign moves from the states that were named, and from no other', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    await insertCampaign(tx, campaign)
    expect(await moveCampaign(tx, id, ['running', 'paused'], 'ended')).toBe(false)
    expect(await campaignById(tx, id)).toEqual(campaign)
    expect(await moveCampaign(tx, id, ['draft'], 'signing')).toBe(true)
    expect(await allCampaigns(tx, ['signing'])).toEqual([{ ...campaign, state: 'signing' }])
    expect(await allCampaigns(tx, ['draft'])).toEqual([])
  })
})

test('sheets come by number, the newest first', async () => {
  const store = await freshStore()
  await store.tx(async tx => {
    await insertCampaign(tx, campaign)
    const sheet = (number: number, purpose: 'call' | 'result') => {
      const body = writeSheet(sheetOf({ number, purpose }))
      return { campaign: id, number, purpose, body, staff, at: NOW }
    }
    const [first, second] = [sheet(1, 'call'), sheet(2, 'result')]
    await insertSheet(tx, first)
    await insertSheet(tx, second)
    expect(await sheetsOf(tx, id)).toEqual([second, first])
    expect(await sheetsOf(tx, id, 'call')).toEqual([first])
    expect(await sheetByNumber(tx, id, 2)).toEqual(second)
    expect(await sheetByNumber(tx, id, 3)).toBeUndefined()
  })
})
