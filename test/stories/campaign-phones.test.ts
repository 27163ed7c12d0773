/** A campaign with a picture, from its signatures to two phones: sent, put right, and taken back. Everything real but Telegram itself. */
import { createHash } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { planCall } from '../../src/app/campaigns/runs/plan.ts'
import { HOLD } from '../../src/domain/campaigns/hold.ts'
import { readSheet, writeSheet } from '../../src/domain/campaigns/sheet.ts'
import { realWorld } from '../../src/house.ts'
import { campaignById, insertSheet } from '../../src/store/campaigns/index.ts'
import { planRun } from '../../src/store/campaigns/runs.ts'
import { saveMedia } from '../../src/store/media.ts'
import { approve, signedCampaign } from '../app/campaigns/signed.ts'
import { words } from './cast.ts'
import { PHOTO } from './media.ts'
import { play } from './player.ts'
import { openStoryHouse } from './rig.ts'
import { SUBSCRIBE } from './subscribing.ts'

const MINUTE = 60_000
test('it reaches both with its picture, is put right on both, and is taken back from both', {
  timeout: 120_000,
}, async () => {
  let ahead = 0
  const world = { ...realWorld, now: () => Date.now() + ahead }
  const house = await openStoryHouse('telegram-polling', { demo: false, world })
  onTestFinished(() => house.stop())
  const { store } = house
  const phones = [house.caller('en'), house.caller('ja')]
  for (const [at, phone] of phones.entries()) await play(SUBSCRIBE, phone, words, at === 0 ? 'en' : 'ja', 'tap')
  const shown = (text: string) => phones.map(({ phone }) => phone.heard.filter(it => it.text.includes(text)))

  const hash = createHash('sha256').update(PHOTO).digest('base64url')
  await store.tx(tx => saveMedia(tx, { hash, kind: 'photo', mime: 'image/jpeg', name: 'demo.jpg', bytes: PHOTO }))
  const { people, campaign } = await signedCampaign(house, {
    at: world.now(),
    texts: {
      en: { title: 'Demo: march on Sunday', body: 'Demo: we meet at ten.' },
      ja: { title: 'デモ：日曜日', body: 'デモ：10時に会います。' },
    },
    media: { '*': { kind: 'photo', hash } },
    until: world.now() + 60 * MINUTE,
  })
  const call = readSheet(campaign.body)
  if (!call) throw new Error('no sheet')
  await store.tx(tx => planCall(tx, { campaign: campaign.id, sheet: call }, world.now()))
  expect(shown('デモ').flat()).toEqual([])
  ahead += HOLD.usual
  await house.fake?.until(() => phones.every(({ phone }) => phone.heard.some(({ file }) => file)))
  expect(phones[0]?.phone.heard.at(-1)?.text).toContain('Demo: we meet at ten.')
  expect(phones[1]?.phone.heard.at(-1)?.text).toContain('10時に会います。')
  expect(house.fake?.callsOf('sendPhoto')).toHaveLength(2)
  const before = phones.map(({ phone }) => phone.heard.length)

  const right = writeSheet({
    ...call,
    number: 2,
    purpose: 'correction',
    texts: {
      en: { title: 'Demo: march on Sunday', body: 'Demo: we meet at eleven.' },
      ja: { title: 'デモ：日曜日', body: 'デモ：11時に会います。' },
    },
  })
  const sheet = { id: campaign.id, number: 2, body: right }
  await store.tx(async tx => {
    const [staff, at] = [people[0].staff.id, world.now()]
    await insertSheet(tx, { campaign: campaign.id, number: 2, purpose: 'correction', body: right, staff, at })
    await planRun(tx, { campaign: campaign.id, sheet: 2, purpose: 'correction', at: at + HOLD.usual })
  })
  for (const person of people) await approve(house, sheet, person, world.now())
  ahead += HOLD.usual
  await house.fake?.until(() => shown('at eleven')[0]?.length === 1 && shown('11時')[1]?.length === 1)
  expect([...shown('at ten'), ...shown('10時')].flat()).toEqual([])
  // In its place, not below it.
  expect(phones.map(({ phone }) => phone.heard.length)).toEqual(before)

  await store.tx(tx => planRun(tx, { campaign: campaign.id, sheet: 1, purpose: 'recall', at: world.now() }))
  await house.fake?.until(() => phones.every(({ phone }, at) => phone.heard.length === (before[at] ?? 0) - 1))
  expect([...shown('eleven'), ...shown('11時')].flat()).toEqual([])
  expect(await store.tx(tx => campaignById(tx, campaign.id))).toMatchObject({ state: 'running' })
})
