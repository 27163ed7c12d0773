/** What came of a campaign, as staff see it: numbers that point at nobody, paper with a witness, and who got the signatures. */
import { expect, onTestFinished, test } from 'vitest'
import { auditPage } from '../../../src/store/audit.ts'
import { plantCampaign } from '../../store/planted-campaigns.ts'
import { serveConsole } from '../console-stub.ts'
import { textOf } from '../queue-rig.ts'

const open = async () => {
  const server = await serveConsole([])
  onTestFinished(server.close)
  const members = {
    ana: await server.as('organizer'),
    bo: await server.as('organizer'),
    mod: await server.as('moderator'),
  }
  const get = async (path: string, as: keyof typeof members = 'ana') => {
    const answer = await fetch(`${server.url}/staff/campaigns/${path}`, { headers: members[as] })
    const html = await answer.text()
    return { status: answer.status, html, text: textOf(html) }
  }
  const post = async (path: string, fields: Record<string, string>, as: keyof typeof members = 'ana') => {
    const headers = { ...members[as], 'sec-fetch-site': 'same-origin' }
    const init = { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' as const }
    const answer = await fetch(`${server.url}/staff/campaigns/${path}`, init)
    return { status: answer.status, text: textOf(await answer.text()) }
  }
  return { ...server, get, post }
}

test('signatures stand with their goal, by area and by language; small ones are hidden, and what would tell them', async () => {
  const { store, get } = await open()
  const id = await plantCampaign(store, {
    counts: {
      sign: [
        ['JP-11', 'fil', 300],
        ['JP-11', 'en', 40],
        ['JP-13', 'ko', 3],
        ['', 'en', 7],
      ],
    },
  })
  const { text } = await get(`${id}/results`)
  expect(text).toMatch(/Signatures 350 of 1 ?000 wished for .* In the chat 350 On paper 0 /)
  expect(text).toMatch(/By area .* Saitama 340 .*No area given not told .*Tokyo not told /)
  expect(text).toMatch(/By language .* Filipino 300 English not told ko not told /)
})

test('an event says how many come and how many wait; a poll hides what few said', async () => {
  const { store, get } = await open()
  const label = { en: 'x' }
  const id = await plantCampaign(store, {
    sheet: {
      kind: 'event',
      actions: [
        { kind: 'rsvp', places: 50 },
        {
          kind: 'poll',
          ask: { en: 'When?' },
          options: [
            { code: 'sat', label: { ...label, en: 'On Saturday' } },
            { code: 'sun', label: { ...label, en: 'On Sunday' } },
            { code: 'mon', label: { ...label, en: 'On Monday' } },
          ],
          most: 1,
          other: true,
        },
      ],
    },
    counts: {
      'rsvp.yes': [['', 'en', 50]],
      'rsvp.waiting': [['', 'en', 4]],
      poll: [['', 'en', 25]],
      'poll.sat': [['', 'en', 20]],
      'poll.sun': [['', 'en', 2]],
      'poll.mon': [['', 'en', 9]],
    },
  })
  const { text } = await get(`${id}/results`)
  expect(text).toMatch(/Who comes 50 of 50 places .* Will come 50 Wait for a place 4 /)
  expect(text).toMatch(
    /Answers 25 people answered .* On Saturday 20 On Sunday not told On Monday not told In their own words 0 /,
  )
})

test('paper counts once somebody else has seen it; a number below 0 takes back', async () => {
  const { store, get, post } = await open()
  const id = await plantCampaign(store, { counts: { sign: [['JP-11', 'en', 10]] } })
  expect((await post(`${id}/paper`, { n: '25', area: 'JP-13' })).status).toBe(303)
  expect((await get(`${id}/results`)).text).toMatch(/On paper 0 25 more on paper wait for somebody/)
  const own = await post(`${id}/paper/seen`, { number: '1', do: 'seen' })
  expect([own.status, own.text]).toEqual([400, expect.stringContaining('cannot be its witness')])
  expect((await post(`${id}/paper/seen`, { number: '1', do: 'seen' }, 'mod')).status).toBe(303)
  expect((await get(`${id}/results`)).text).toMatch(/Signatures 35 of .* On paper 25 /)
  // What two people have seen stands.
  expect((await post(`${id}/paper/seen`, { number: '1', do: 'remove' })).status).toBe(404)
  await post(`${id}/paper`, { n: '-26', area: 'JP-13' })
  const below = await post(`${id}/paper/seen`, { number: '2', do: 'seen' }, 'bo')
  expect([below.status, below.text]).toEqual([400, expect.stringContaining('fewer than none')])
  expect((await post(`${id}/paper/seen`, { number: '2', do: 'remove' })).status).toBe(303)
  await post(`${id}/paper`, { n: '-5', area: 'JP-13' })
  expect((await post(`${id}/paper/seen`, { number: '2', do: 'seen' }, 'bo')).status).toBe(303)
  expect((await get(`${id}/results`)).text).toMatch(/On paper 20 /)
  const deeds = await store.tx(tx => auditPage(tx, { limit: 9, action: 'paper seen' }))
  expect(deeds.map(({ code }) => code?.split(' ')[1])).toEqual(['-5', '25'])
})

test.each([
  [{ n: '0' }, 'not a number of signatures'],
  [{ n: '1.5' }, 'not a number of signatures'],
  [{ n: '1000001' }, 'not a number of signatures'],
  [{ n: '5', area: 'XX-1' }, 'no such area'],
])('%j on paper is refused in words', async (fields, why) => {
  const { store, post } = await open()
  const id = await plantCampaign(store)
  const { status, text } = await post(`${id}/paper`, fields as Record<string, string>)
  expect([status, text]).toEqual([400, expect.stringContaining(why)])
})

test('who got the signatures is written down, and stands on the sheet for printing', async () => {
  const { store, get, post } = await open()
  const id = await plantCampaign(store, { counts: { sign: [['JP-11', 'en', 1200]] } })
  const past = { day: '2024-01-31', to: '  Ministry of  Justice ', n: '1200' }
  for (const [wrong, why] of [
    [{ day: '2999-01-01' }, 'a day that has come'],
    [{ to: ' ' }, 'say to whom'],
    [{ n: '0' }, 'not a number'],
  ] as const)
    expect((await post(`${id}/handovers`, { ...past, ...wrong })).text).toContain(why)
  expect((await post(`${id}/handovers`, past)).status).toBe(303)
  const { text } = await get(`${id}/petition`)
  expect(text).toMatch(/Demo: pay on time Demo: wages are paid in full 1 ?200 signatures · of 1 ?000 wished for/)
  expect(text).toMatch(/Saitama 1 ?200 .* Jan 31, 2024 · Ministry of Justice Handed over by organizer/)
})

test('of a campaign of the demo, or of none, nothing is told', async () => {
  const { store, get, post } = await open()
  const demo = await plantCampaign(store, { demo: true })
  const event = await plantCampaign(store, { sheet: { actions: [] } })
  for (const path of [`${demo}/results`, `${'A'.repeat(22)}/results`, 'nonsense/results', `${event}/petition`])
    expect((await get(path)).status).toBe(404)
  expect((await post(`${demo}/paper`, { n: '5' })).status).toBe(404)
  expect((await post(`${event}/handovers`, { day: '2024-01-31', to: 'Office', n: '5' })).status).toBe(404)
})
