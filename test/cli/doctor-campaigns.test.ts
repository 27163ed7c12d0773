/** What doctor says of campaigns that were written over: only the last of what a campaign itself says goes out. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lookAtCampaigns } from '../../src/cli/doctor/campaigns.ts'
import { readConfig } from '../../src/config.ts'
import { type Sheet, writeSheet } from '../../src/domain/campaigns/sheet.ts'
import { realWorld } from '../../src/house.ts'
import type { Instant } from '../../src/kit/ids.ts'
import { openMemory } from '../../src/memory.ts'
import { insertSheet } from '../../src/store/campaigns/index.ts'
import { lookInto } from '../../src/store/look.ts'
import { addCampaign, addPerson, approve, type Person } from '../app/campaigns/signed.ts'
import { sheetOf } from '../domain/campaigns/sheets.ts'

const HOUR = 3_600_000

/** A campaign that was a call or a template at first, and is the other one as it was written last. */
const writtenOver = async (first: Sheet['purpose'], last: Sheet['purpose']) => {
  const folder = mkdtempSync(join(tmpdir(), 'tulay-doctor-'))
  const read = readConfig({ TULAY_DATA: folder })
  const memory = read.ok ? await openMemory(read.value, realWorld) : undefined
  if (!memory?.ok) throw new Error('no memory')
  const { store, privacy } = memory.value
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const people = [await addPerson({ store, privacy }), await addPerson({ store, privacy })] as const
  const owner = people[0].staff.id
  const now = Date.now() as Instant
  const { id } = await addCampaign({ store, privacy }, { owner, purpose: first })
  const sheet = { purpose: last, emergency: last === 'template', number: 2, until: now + 24 * HOUR }
  const body = writeSheet(sheetOf({ ...sheet, campaign: id, instance: store.instance }))
  await store.tx(tx => insertSheet(tx, { campaign: id, number: 2, purpose: last, body, staff: owner, at: now }))
  return {
    sign: (by: Person) => approve({ store }, { id, number: 2, body }, by, now - HOUR),
    people,
    async ill() {
      const look = lookInto(folder)
      const found = await lookAtCampaigns(look, { folder, now, privacy })
      await look.close()
      return found.filter(({ well }) => !well).map(({ check }) => check)
    },
  }
}

test.each([
  ['template', 'call'],
  ['call', 'template'],
] as const)('a %s that became a %s is asked for the signatures of what it is now', async (first, last) => {
  const it = await writtenOver(first, last)
  expect(await it.ill()).toEqual(['signatures'])
  await it.sign(it.people[0])
  expect(await it.ill(), 'one is not enough').toEqual(['signatures'])
  await it.sign(it.people[1])
  expect(await it.ill()).toEqual([])
})
