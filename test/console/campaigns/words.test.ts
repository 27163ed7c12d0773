/** What people wrote for a campaign: who may open it, what comes in clear, and what is gone for good. */
import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { Action } from '../../../src/domain/campaigns/actions.ts'
import type { CampaignId } from '../../../src/kit/ids.ts'
import { auditPage } from '../../../src/store/audit.ts'
import { passedTexts } from '../../../src/store/campaigns/judged.ts'
import { wordsById } from '../../../src/store/campaigns/words.ts'
import { concernById } from '../../../src/store/concerns.ts'
import { insertHolder } from '../../../src/store/keyholders.ts'
import { changeStaff } from '../../../src/store/staff.ts'
import { type Counts, plantCampaign, plantWords } from '../../store/planted-campaigns.ts'
import { serveConsole } from '../console-stub.ts'
import { joinAs } from '../joined.ts'
import { textOf } from '../queue-rig.ts'

const world = { now: () => 1_700_000_000_000, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }

const open = async () => {
  const server = await serveConsole([], { world })
  onTestFinished(server.close)
  const { store, door, url } = server
  const holder = randomBytes(16).toString('base64url')
  const day = '2023-11-01'
  await store.tx(tx =>
    insertHolder(tx, {
      ...{ id: holder, role: 'keyholder', name: 'mo', demo: false, since: day, drilled: day },
      ...{ publicKey: randomBytes(32), wrapped: randomBytes(129) },
    }),
  )
  const { token } = await joinAs(store, door, world, 'moderator')
  const staff = (await door.who(token))?.staff
  if (staff) await store.tx(tx => changeStaff(tx, staff.id, { role: 'moderator', holder }))
  const headers = { cookie: `tulay-staff=${token}`, 'sec-fetch-site': 'same-origin' }
  const get = async (path: string) => (await fetch(`${url}/staff/campaigns/${path}`, { headers })).text()
  const post = async (path: string, fields: Record<string, string>) => {
    const init = { method: 'POST', headers, body: new URLSearchParams(fields) }
    const answer = await fetch(`${url}/staff/campaigns/${path}`, init)
    return `${answer.status} ${await answer.text()}`
  }
  const keepers = { holders: [holder] }
  return { ...server, holder, keepers, get, post }
}

test('a keyholder gets what is sealed to the key, page by page, and nothing else of it', async () => {
  const { store, keepers, get } = await open()
  const id = await plantCampaign(store)
  for (let n = 0; n < 27; n++) await plantWords(store, id, { act: 'comment', ...keepers })
  // Of another keyholder, and of another campaign.
  await plantWords(store, id, { act: 'comment', holders: [randomBytes(16).toString('base64url')] })
  await plantWords(store, await plantCampaign(store), { act: 'comment', ...keepers })
  const first = JSON.parse(await get(`${id}/words/sealed`))
  const second = JSON.parse(await get(`${id}/words/sealed?after=${first.after}`))
  expect([first.words.length + second.words.length, second.after]).toEqual([27, undefined])
  expect(new Set([...first.words, ...second.words].map(it => it.id)).size).toBe(27)
  expect(Object.keys(first.words[0]).toSorted()).toEqual(['act', 'id', 'parts', 'shred', 'wrap'])
  const deeds = await store.tx(tx => auditPage(tx, { limit: 9, action: 'words opened' }))
  expect(deeds.map(({ code }) => code)).toEqual([id])
})

test('of what is being forgotten nothing is let pass any more, which would be lost; it may be set aside', async () => {
  const { store, keepers, post } = await open()
  const old = world.now() - 91 * 86_400_000
  const sheet = { kind: 'sign-on', actions: [{ kind: 'organization' }] } as const
  const judged = async (id: CampaignId) => {
    const words = await plantWords(store, id, { act: 'organization', ...keepers })
    return [await post(`${id}/words`, { words, do: 'pass', text: 'Union' }), words] as const
  }
  const ended = (until: number) =>
    plantCampaign(store, { state: 'ended', sheet: { ...sheet, actions: [...sheet.actions], until } })
  expect((await judged(await ended(old + 2 * 86_400_000)))[0]).toBe('200 {"done":"pass"}')
  const id = await ended(old)
  const [said, words] = await judged(id)
  expect(said).toBe('404 {"why":"gone"}')
  expect(await post(`${id}/words`, { words, do: 'aside' })).toBe('200 {"done":"aside"}')
})

test('a name that was let pass stands in clear; a public comment never does', async () => {
  const { store, privacy, keepers, get, post } = await open()
  const id = await plantCampaign(store, { sheet: { kind: 'sign-on', actions: [{ kind: 'organization' }] } })
  const [name, comment] = [
    await plantWords(store, id, { act: 'organization', ...keepers }),
    await plantWords(store, id, { act: 'comment', ...keepers }),
  ]
  const pass = (words: string, text: string) => post(`${id}/words`, { words, do: 'pass', text })
  expect(await pass(name, '  ')).toBe('400 {"why":"text"}')
  expect(await pass(name, 'x'.repeat(201))).toBe('400 {"why":"text"}')
  expect(await pass(name, ' Kapatiran \n Union ')).toBe('200 {"done":"pass"}')
  expect(await pass(comment, 'my words in clear')).toBe('200 {"done":"pass"}')
  const names = () => store.tx(tx => passedTexts(tx, privacy, id, 'organization'))
  expect(await names()).toEqual(['Kapatiran Union'])
  // Whoever writes to the database alone lets nothing pass.
  const [kept] = await store.tx(tx =>
    tx.selectFrom('campaign_words').select(['concern', 'text']).where('text', 'is not', null).execute(),
  )
  await store.tx(tx => tx.updateTable('campaign_words').set({ text: 'Forged' }).where('text', 'is not', null).execute())
  expect(await names()).toEqual([])
  await store.tx(tx =>
    tx
      .updateTable('campaign_words')
      .set({ text: kept?.text ?? '' })
      .where('text', 'is not', null)
      .execute(),
  )
  expect(await store.tx(tx => wordsById(tx, comment))).toMatchObject({ state: 'passed', text: null })
  expect(textOf(await get(`${id}/results`))).toContain('Kapatiran Union')
  // Judged once.
  expect(await pass(name, 'Another')).toBe('404 {"why":"gone"}')
  expect(await post(`${id}/words`, { words: name, do: 'aside' })).toBe('404 {"why":"gone"}')
  const exported = JSON.parse(await get(`${id}/words/sealed?passed`))
  expect(exported.words.map((it: { id: string }) => it.id)).toEqual([comment])
})

const POLL: Action = {
  kind: 'poll',
  ask: { en: 'When?' },
  options: [
    { code: 'sat', label: { en: 'On Saturday' } },
    { code: 'sun', label: { en: 'On Sunday' } },
  ],
  most: 1,
  other: true,
}

test('an answer in own words that was let pass stands with the answers; where too few gave one, nothing tells how many', async () => {
  const { store, keepers, get, post } = await open()
  const plant = async (other: number) => {
    const counts: Counts = { poll: [['', 'en', 30 + other]], 'poll.sat': [['', 'en', 30]] }
    if (other > 0) counts['poll.in_own_words'] = [['', 'en', other]]
    const id = await plantCampaign(store, { sheet: { kind: 'poll', actions: [POLL] }, counts })
    const words = []
    for (let n = 0; n < Math.min(other, 3); n++) words.push(await plantWords(store, id, { act: 'poll', ...keepers }))
    return { id, words, results: async () => textOf(await get(`${id}/results`)) }
  }
  const [many, few, none] = [await plant(6), await plant(3), await plant(0)]
  for (const it of [many, few])
    for (const [n, text] of ['Only at night', 'Any <b>day</b>'].entries())
      expect(await post(`${it.id}/words`, { words: it.words[n] ?? '', do: 'pass', text })).toBe('200 {"done":"pass"}')
  expect(await many.results()).toMatch(
    /In their own words 6 .*In their own words Any &lt;b&gt;day&lt;\/b&gt; Only at night /,
  )
  expect(await many.results()).toContain('1 word of somebody waits for a moderator.')
  const hidden = await few.results()
  expect(hidden).toContain('In their own words not told')
  expect(hidden).not.toMatch(/Only at night|Any|1 word/)
  expect(hidden).toContain('Words of people wait for a moderator.')
  // The same sentence, whether there are some or none.
  const sentence =
    'Answers in own words stand here, once a moderator has let them pass and at least 5 people have given one.'
  expect([hidden, await none.results()]).toEqual([expect.stringContaining(sentence), expect.stringContaining(sentence)])
})

test('what is set aside is gone with its half of the key; no statistics of reports count it', async () => {
  const { store, keepers, get, post } = await open()
  const id = await plantCampaign(store)
  const words = await plantWords(store, id, { act: 'poll', ...keepers })
  const other = await plantCampaign(store)
  expect(await post(`${other}/words`, { words, do: 'aside' })).toBe('404 {"why":"gone"}')
  expect((await store.shred.get([words])).size).toBe(1)
  expect(await post(`${id}/words`, { words, do: 'aside' })).toBe('200 {"done":"aside"}')
  expect([await store.tx(tx => concernById(tx, words)), await store.tx(tx => wordsById(tx, words))]).toEqual([
    undefined,
    undefined,
  ])
  expect([(await store.shred.get([words])).size, await store.shred.begun()]).toEqual([0, []])
  expect(await store.tx(tx => tx.selectFrom('tallies').selectAll().execute())).toEqual([])
  expect(textOf(await get(`${id}/words`))).toContain('Nobody has written anything')
})

test('a campaign of the demo, or none, tells nothing', async () => {
  const { store, keepers, get, post } = await open()
  const demo = await plantCampaign(store, { demo: true })
  const words = await plantWords(store, demo, { act: 'poll', ...keepers })
  expect(await get(`${demo}/words/sealed`)).toBe('{"why":"gone"}')
  expect(await post(`${demo}/words`, { words, do: 'aside' })).toBe('404 {"why":"gone"}')
  expect(await post(`${demo}/words`, { words, do: 'pass', text: 'x' })).toBe('404 {"why":"gone"}')
})
