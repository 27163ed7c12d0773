/** What people write for campaigns is kept like a report and is none: every query over cases leaves it out. */
import { expect, test } from 'vitest'
import { eraseCase } from '../../src/app/erase-case.ts'
import type { CampaignId, ConcernId, StaffId } from '../../src/kit/ids.ts'
import { insertCampaign } from '../../src/store/campaigns/index.ts'
import { sealedFor } from '../../src/store/campaigns/judged.ts'
import { countWords, insertWords, wordsById, wordsOf } from '../../src/store/campaigns/words.ts'
import { claimCase } from '../../src/store/case-work.ts'
import { checkKeys } from '../../src/store/checkup.ts'
import { tellOf } from '../../src/store/clock.ts'
import { concernById, countOpen, countQueue, oldestWeek, queue, sealedConcern } from '../../src/store/concerns.ts'
import { dueForErasure } from '../../src/store/expiry.ts'
import type { Store } from '../../src/store/index.ts'
import { alikeTo, areasInQueue, countMatching, countQueueFor, queuePage } from '../../src/store/queue.ts'
import { tallies } from '../../src/store/tallies.ts'
import { addWraps, countMissing, countReadable, missingWraps } from '../../src/store/wraps.ts'
import { freshStore, NOW } from './fresh.ts'

const campaign = 'AAAAAAAAAAAAAAAAAAAAAA' as CampaignId
const staff = 'BBBBBBBBBBBBBBBBBBBBBA' as StaffId
const words = ['CCCCCCCCCCCCCCCCCCCCCA', 'DDDDDDDDDDDDDDDDDDDDDA'] as ConcernId[]
const [holder, other] = ['EEEEEEEEEEEEEEEEEEEEEA', 'FFFFFFFFFFFFFFFFFFFFFA'] as [string, string]

const planted = async (): Promise<Store> => {
  const store = await freshStore()
  await store.tx(async tx => {
    const it = { id: campaign, owner: staff, kind: 'comment', title: 'Demo', day: '2023-11-14' } as const
    await insertCampaign(tx, { ...it, state: 'running', demo: false })
    for (const id of words) {
      const sealed = { parts: [new Uint8Array(9) as never], wraps: [{ holder, sealed: new Uint8Array(5) }] }
      await insertWords(tx, { id, campaign, act: 'comment', demo: false, sealed })
    }
  })
  return store
}

test('no list, count or clock of cases knows of them', async () => {
  const store = await planted()
  await store.tx(async tx => {
    expect(await queue(tx, { limit: 9, offset: 0 })).toEqual([])
    for (const filter of [
      {},
      { closed: true },
      { status: 'words' },
      { categories: ['campaign'] },
      { upToWeek: '2099-W01' },
    ]) {
      expect(await queuePage(tx, { filter, today: '2099-01-01', limit: 9, offset: 0 })).toEqual([])
      expect(await countMatching(tx, filter, '2099-01-01')).toBe(0)
    }
    for (const due of ['untaken', 'half', 'due', 'today', 'overdue'] as const)
      expect(await countMatching(tx, { due }, '2099-01-01')).toBe(0)
    expect(await countQueue(tx)).toBe(0)
    expect(await countOpen(tx, false)).toBe(0)
    expect(await oldestWeek(tx)).toBeUndefined()
    expect(await areasInQueue(tx)).toEqual([])
    expect(await countQueueFor(tx, staff, '2099-01-01')).toMatchObject({
      open: 0,
      unclaimed: 0,
      overdue: 0,
      dueToday: 0,
    })
    const like = { id: holder as ConcernId, category: 'campaign', area: null }
    expect(await alikeTo(tx, like, 9)).toEqual([])
    const all = [{ emergency: false, categories: [], except: true, until: '2099-01-01' }]
    for (const mark of ['half', 'untaken', 'everybody', { late: 99_999 }] as const)
      expect(await tellOf(tx, mark, all)).toEqual([])
    expect((await checkKeys(tx)).cases).toEqual({ none: 0, one: 0, more: 0 })
    expect(await countReadable(tx)).toEqual(new Map())
    for (const status of ['new', 'closed'])
      expect(await dueForErasure(tx, status, { day: '2099-01-01', week: '2099-W01' }, 9)).toEqual([])
  })
})

test('none of them is a case that somebody could take, open or find by its id', async () => {
  const store = await planted()
  await store.tx(async tx => {
    const [id] = words as [ConcernId]
    expect(await concernById(tx, id)).toBeUndefined()
    expect(await sealedConcern(tx, id)).toBeUndefined()
    expect(await claimCase(tx, { concern: id, staff, day: '2030-01-02' })).toEqual({ ok: false, why: { kind: 'gone' } })
  })
})

test('who gets access to what another key opens gets them too, by the same pages', async () => {
  const store = await planted()
  await store.tx(async tx => {
    const pair = { from: holder, to: other }
    expect(await countMissing(tx, pair)).toBe(2)
    const page = await missingWraps(tx, pair, { after: '', limit: 9 })
    expect(page.map(({ concern }) => concern)).toEqual(words)
    expect(await addWraps(tx, pair, page)).toBe(2)
    const [first] = words as [ConcernId]
    for (const reader of [holder, other]) {
      const it = (await sealedFor(tx, reader, [first])).get(first)
      expect([it?.wrap.length, it?.parts.map(part => part.length)]).toEqual([5, [9]])
    }
  })
})

test('they come in pages, and go without being counted anywhere', async () => {
  const store = await planted()
  await store.tx(async tx => {
    const [first, second] = words as [ConcernId, ConcernId]
    const row = { campaign, act: 'comment', state: 'waiting', text: null }
    expect(await wordsOf(tx, campaign, { limit: 1 })).toEqual([{ ...row, concern: first }])
    expect(await wordsOf(tx, campaign, { limit: 9, after: first, state: 'waiting' })).toEqual([
      { ...row, concern: second },
    ])
    expect(await wordsOf(tx, campaign, { limit: 9, act: 'poll' })).toEqual([])
    expect(await countWords(tx, campaign)).toEqual([{ act: 'comment', state: 'waiting', n: 2 }])
    expect(await eraseCase(tx, first, 'concern.withdrawn', NOW)).toBe(false)
    expect(await wordsById(tx, first)).toBeUndefined()
    expect(await countWords(tx, campaign)).toEqual([{ act: 'comment', state: 'waiting', n: 1 }])
    expect(await tallies(tx, '2000-01-01', '2099-01-01')).toEqual([])
  })
})
