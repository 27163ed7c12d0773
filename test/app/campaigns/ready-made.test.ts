/** Words to begin with, and what a demo begins with. */
import { expect, test } from 'vitest'
import { begin } from '../../../src/app/campaigns/drafts/begin.ts'
import { plantDemoDrafts } from '../../../src/app/campaigns/drafts/demo.ts'
import { READY_MADE, readyMade } from '../../../src/app/campaigns/drafts/ready-made.ts'
import type { CampaignRooms } from '../../../src/app/campaigns/index.ts'
import { hintsOf } from '../../../src/domain/campaigns/hints.ts'
import { unfillable } from '../../../src/domain/campaigns/placeholders.ts'
import { readyFindings } from '../../../src/domain/campaigns/ready.ts'
import { KINDS, readSheet, writeSheet } from '../../../src/domain/campaigns/sheet.ts'
import type { StaffId } from '../../../src/kit/ids.ts'
import { allCampaigns, sheetsOf } from '../../../src/store/campaigns/index.ts'
import { insertStaff } from '../../../src/store/staff.ts'
import { sheetOf } from '../../domain/campaigns/sheets.ts'
import { freshStore, world } from '../../store/fresh.ts'
import { directory, words } from '../rig.ts'

test.each(READY_MADE)('$name has words in every language, with gaps and without a fact', made => {
  const sheet = sheetOf(readyMade(words, made))
  expect(Object.keys(sheet.texts)).toEqual(words.languages().map(({ tag }) => tag))
  expect(readSheet(writeSheet(sheet))).toBeDefined()
  for (const [lang, { body, title }] of Object.entries(sheet.texts)) {
    expect([lang, unfillable(body, () => false)]).toEqual([lang, []])
    expect(/\[[^\]]+\]/.test(`${title} ${body}`)).toBe(true)
    expect(`${title} ${body}`).not.toContain('campaigns.template')
  }
  // As it came it cannot be signed, whichever language was forgotten.
  const gaps = readyFindings(sheet, { now: 0, langs: [] }).filter(({ code, isWarning }) => code === 'gap' && !isWarning)
  expect(gaps.map(({ lang }) => lang)).toEqual(Object.keys(sheet.texts))
  const found = hintsOf(sheet, directory.known).filter(({ code }) => code !== 'blank')
  expect(found).toEqual([])
})

test('there are some for every kind', () => expect(new Set(READY_MADE.map(({ kind }) => kind))).toEqual(new Set(KINDS)))

/** Its organizer is a demo's either way: a real group's database may have been a demo's before. */
const rooms = async (demo: boolean) => {
  const store = await freshStore()
  const me = {
    id: `${'D'.repeat(21)}A`,
    name: 'Demo organizer',
    role: 'organizer',
    holder: undefined,
    demo: true,
  } as const
  const staff = { ...me, id: me.id as StaffId }
  await store.tx(tx => insertStaff(tx, { ...staff, salt: world.random(16) }))
  return { store, world, demo, words, me: staff } as unknown as CampaignRooms & { me: typeof staff }
}

test('a demo has a few marked ones, once, and a real group none', async () => {
  const it = await rooms(true)
  await plantDemoDrafts(it)
  await plantDemoDrafts(it)
  const all = await it.store.tx(tx => allCampaigns(tx))
  expect(all.map(({ state, demo }) => [state, demo]).toSorted()).toEqual([
    ['draft', true],
    ['draft', true],
    ['template', true],
  ])
  for (const { title } of all) expect(title).toMatch(/^Demo: /)
  const real = await rooms(false)
  await plantDemoDrafts(real)
  expect(await real.store.tx(tx => allCampaigns(tx))).toEqual([])
})

test('one begins with a kind, with our words, or with a template of the group; with nothing else', async () => {
  const it = await rooms(true)
  await plantDemoDrafts(it)
  const [template, draft] = await it.store.tx(async tx => [
    (await allCampaigns(tx, ['template']))[0],
    (await allCampaigns(tx, ['draft']))[0],
  ])
  const sheetFrom = async (from: string) => {
    const id = await begin(it, it.me, { from, title: 'Mine' })
    const [kept] = id ? await it.store.tx(tx => sheetsOf(tx, id)) : []
    return kept && readSheet(kept.body)
  }
  expect(await sheetFrom('poll')).toMatchObject({ kind: 'poll', texts: {}, actions: [] })
  expect(await sheetFrom('made:poll')).toMatchObject({ kind: 'poll', actions: [{ kind: 'poll', most: 1 }] })
  expect(await sheetFrom(template?.id ?? '')).toMatchObject({ kind: 'warning', purpose: 'call' })
  // A draft of somebody is no template, and neither is what nobody has.
  for (const from of [draft?.id ?? '', 'made:nothing', 'A'.repeat(22), ''])
    expect(await sheetFrom(from)).toBeUndefined()
})
