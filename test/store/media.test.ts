import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { writeSheet } from '../../src/domain/campaigns/sheet.ts'
import { LIVE, type State } from '../../src/domain/campaigns/states.ts'
import type { CampaignId, StaffId } from '../../src/kit/ids.ts'
import { insertCampaign, insertSheet, moveCampaign } from '../../src/store/campaigns/index.ts'
import { toBytes } from '../../src/store/ids.ts'
import type { Tx } from '../../src/store/index.ts'
import {
  forgetMediaRef,
  isShown,
  type KeptMedia,
  keepMediaRef,
  mediaByHash,
  mediaRef,
  removeUnusedMedia,
  saveMedia,
} from '../../src/store/media.ts'
import { sheetOf } from '../domain/campaigns/sheets.ts'
import { freshStore, NOW } from './fresh.ts'

const file = (bytes: string, changes: Partial<KeptMedia> = {}): KeptMedia => ({
  ...{ kind: 'photo', mime: 'image/jpeg', name: 'march.jpg', bytes: Buffer.from(bytes) },
  hash: createHash('sha256').update(bytes).digest('base64url'),
  ...changes,
})

const campaign = 'AAAAAAAAAAAAAAAAAAAAAA' as CampaignId
const staff = 'BBBBBBBBBBBBBBBBBBBBBA' as StaffId
const keepSheet = async (tx: Tx, { hash, kind }: KeptMedia) => {
  await insertCampaign(tx, {
    ...{ id: campaign, owner: staff, kind: 'call', title: 'Demo', state: 'draft', day: '2023-11-14', demo: true },
  })
  const body = writeSheet(sheetOf({ campaign, number: 1, media: { '*': { kind, hash } } }))
  await insertSheet(tx, { campaign, number: 1, purpose: 'call', body, staff, at: NOW })
}
const sign = (tx: Tx) =>
  tx
    .insertInto('campaign_approvals')
    .values({
      ...{ sheet: 1, at: NOW, signature: Buffer.alloc(64) },
      campaign: toBytes(campaign),
      signer: toBytes(staff),
    })
    .execute()

test('the same bytes are kept once, and come back as they were', async () => {
  const store = await freshStore()
  const march = file('march')
  await store.tx(async tx => {
    await saveMedia(tx, march)
    await saveMedia(tx, { ...march, name: 'again.jpg' })
    expect(await tx.selectFrom('media').select('name').execute()).toEqual([{ name: 'march.jpg' }])
    expect(await mediaByHash(tx, march.hash)).toEqual(march)
    expect(await mediaByHash(tx, file('other').hash)).toBeUndefined()
  })
})

test('is shown outside once its sheet is signed, and no more when it is called off', async () => {
  const store = await freshStore()
  const march = file('march')
  await store.tx(async tx => {
    await saveMedia(tx, march)
    await keepSheet(tx, march)
    const shown = () => isShown(tx, march.hash, { now: NOW, states: LIVE })
    const move = (from: State, to: State) => moveCampaign(tx, campaign, [from], to)
    expect(await shown()).toBe(false)
    await move('draft', 'approved')
    expect(await shown()).toBe(false)
    await sign(tx)
    expect(await shown()).toBe(true)
    await move('approved', 'signing')
    expect(await shown()).toBe(false)
    await move('signing', 'running')
    expect(await shown()).toBe(true)
    expect(await isShown(tx, file('other').hash, { now: NOW, states: LIVE })).toBe(false)
    await move('running', 'cancelled')
    expect(await shown()).toBe(false)
  })
})

test('what was made here is shown to everybody until it is over', async () => {
  const store = await freshStore()
  const code = file('a code')
  await store.tx(async tx => {
    await saveMedia(tx, code, NOW + 10)
    await saveMedia(tx, code, NOW + 20)
    await saveMedia(tx, code, NOW + 5)
    await saveMedia(tx, code)
    expect(await isShown(tx, code.hash, { now: NOW + 19, states: LIVE })).toBe(true)
    expect(await isShown(tx, code.hash, { now: NOW + 20, states: LIVE })).toBe(false)
    expect(await removeUnusedMedia(tx, NOW + 19)).toBe(0)
    expect(await removeUnusedMedia(tx, NOW + 20)).toBe(1)
  })
})

test('what no sheet names is removed, with what platforms call it', async () => {
  const store = await freshStore()
  const [march, left] = [file('march'), file('left')]
  await store.tx(async tx => {
    await saveMedia(tx, march)
    await saveMedia(tx, left)
    await keepMediaRef(tx, left.hash, 'bot', 'file-1')
    await keepSheet(tx, march)
    expect(await removeUnusedMedia(tx, NOW)).toBe(1)
    expect(await mediaByHash(tx, left.hash)).toBeUndefined()
    expect(await mediaRef(tx, left.hash, 'bot')).toBeUndefined()
    expect(await mediaByHash(tx, march.hash)).toBeDefined()
    // Too late: the file is gone.
    await keepMediaRef(tx, left.hash, 'bot', 'file-2')
    expect(await mediaRef(tx, left.hash, 'bot')).toBeUndefined()
  })
})

test("a platform's id is kept per account, and only the refused one is forgotten", async () => {
  const store = await freshStore()
  const { hash, ...march } = file('march')
  await store.tx(async tx => {
    await saveMedia(tx, { hash, ...march })
    await keepMediaRef(tx, hash, 'bot', 'file-1')
    expect(await mediaRef(tx, hash, 'another bot')).toBeUndefined()
    await keepMediaRef(tx, hash, 'bot', 'file-2')
    await forgetMediaRef(tx, hash, 'bot', 'file-1')
    expect(await mediaRef(tx, hash, 'bot')).toBe('file-2')
    await forgetMediaRef(tx, hash, 'bot', 'file-2')
    expect(await mediaRef(tx, hash, 'bot')).toBeUndefined()
  })
})
