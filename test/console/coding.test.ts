/** What is set on a case in codes, over HTTP without a script: each form does what it says, and refuses in words. */
import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { Role } from '../../src/app/staff.ts'
import type { ConcernId, StaffId } from '../../src/kit/ids.ts'
import { auditPage } from '../../src/store/audit.ts'
import { caseCodes } from '../../src/store/case-codes.ts'
import { entriesOf } from '../../src/store/case-entries.ts'
import { setStatus } from '../../src/store/case-status.ts'
import { type ConcernRow, concernById, insertConcern } from '../../src/store/concerns.ts'
import { savePromise } from '../../src/store/deadlines.ts'
import { insertHolder } from '../../src/store/keyholders.ts'
import { changeStaff } from '../../src/store/staff.ts'
import { anyKept, coded } from '../store/fresh.ts'
import { serveConsole } from './console-stub.ts'
import { type Joined, joinAs } from './joined.ts'
import { textOf } from './queue-rig.ts'

const NOW = Date.UTC(2026, 0, 5, 3)

const open = async () => {
  const world = { now: () => NOW, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  const server = await serveConsole([], { world, real: true })
  onTestFinished(() => server.close())
  const { store, door, url } = server
  const holder = randomBytes(16).toString('base64url')
  const publicKey = randomBytes(32)
  await store.tx(tx =>
    insertHolder(tx, {
      id: holder,
      role: 'keyholder',
      name: 'key',
      publicKey,
      demo: false,
      since: '2026-01-01',
      drilled: '2026-01-01',
      wrapped: randomBytes(129),
    }),
  )
  const join = async (role: Role) => {
    const joined = await joinAs(store, door, world, role)
    const id = (await door.who(joined.token))?.staff.id as StaffId
    if (role === 'moderator') await store.tx(tx => changeStaff(tx, id, { role, holder }))
    return { ...joined, id }
  }
  const [ana, bo] = [await join('moderator'), await join('moderator')]
  const file = async (fields: Partial<ConcernRow> = {}): Promise<ConcernId> => {
    const row = coded({ category: 'labour_wages', deadline: '2026-01-19', week: '2026-W02', ...fields })
    const [capability, receipt] = [randomBytes(32), randomBytes(32)]
    await store.tx(tx => insertConcern(tx, { ...row, capability, receipt, sealed: anyKept() }))
    return row.id
  }
  const headers = ({ token }: Joined) => ({ cookie: `tulay-staff=${token}`, 'sec-fetch-site': 'same-origin' })
  const get = async (who: Joined, path: string) => {
    const answer = await fetch(`${url}/staff/${path}`, { headers: headers(who) })
    return { status: answer.status, html: await answer.text() }
  }
  const post = async (who: Joined, path: string, fields: Record<string, string> | [string, string][]) => {
    const init = {
      method: 'POST',
      headers: headers(who),
      body: new URLSearchParams(fields),
      redirect: 'manual' as const,
    }
    const answer = await fetch(`${url}/staff/${path}`, init)
    const html = await answer.text()
    return { status: answer.status, alert: textOf(/<p class="alert"[^>]*>.*?<\/p>/s.exec(html)?.[0] ?? '').trim() }
  }
  const codes = (id: ConcernId) => store.tx(tx => caseCodes(tx, id))
  const row = (id: ConcernId) => store.tx(tx => concernById(tx, id))
  const events = async (id: ConcernId) => (await store.tx(tx => entriesOf(tx, id))).map(({ code }) => code)
  return { ...server, join, ana, bo, file, get, post, codes, row, events }
}

test('a case is claimed, handed over and given back on its own page; who was first is told by name', async () => {
  const { ana, bo, file, get, post, events } = await open()
  const id = await file()
  expect((await get(ana, `case/${id}`)).html).toMatch(/value="claim"/)
  expect((await post(ana, `case/${id}/whose`, { do: 'claim', from: '' })).status).toBe(303)
  const late = await post(bo, `case/${id}/whose`, { do: 'claim', from: '' })
  expect([late.status, late.alert]).toEqual([409, `Not done: ${ana.name} has it already.`])
  expect((await post(ana, `case/${id}/whose`, { do: 'hand-over', from: ana.id, to: bo.id })).status).toBe(303)
  expect(textOf((await get(ana, `case/${id}`)).html)).toContain(`With ${bo.name}`)
  expect((await post(ana, `case/${id}/whose`, { do: 'give-back', from: bo.id })).status).toBe(409)
  expect((await post(bo, `case/${id}/whose`, { do: 'give-back', from: bo.id })).status).toBe(303)
  expect((await post(bo, `case/${id}/whose`, { do: 'hand-over', from: '', to: '' })).status).toBe(400)
  expect(await events(id)).toEqual(['claimed', `handed-over.${bo.id}`, 'given-back'])
})

test('duplicates: from the list or by link, tied both ways, never in a chain or a loop, and untied', async () => {
  const { ana, file, get, post, codes, events, url } = await open()
  const [first, second, third] = [await file(), await file(), await file()]
  const elsewhere = await file({ area: 'KR-41' })
  const page = (await get(ana, `case/${second}`)).html
  for (const id of [first, third]) expect(page).toContain(`<option value="${id}"`)
  for (const id of [second, elsewhere]) expect(page).not.toContain(`<option value="${id}"`)

  expect((await post(ana, `case/${second}/duplicate`, { of: first })).status).toBe(303)
  expect((await get(ana, `case/${second}`)).html).toContain(`href="/staff/case/${first}"`)
  expect((await get(ana, `case/${first}`)).html).toContain(`href="/staff/case/${second}"`)
  const refused = async (id: ConcernId, fields: Record<string, string>) => {
    const { status, alert } = await post(ana, `case/${id}/duplicate`, fields)
    return [status, alert]
  }
  const chain = [409, expect.stringContaining('must point to one')]
  // To a duplicate, from one that has duplicates, and the loop of two.
  expect(await refused(third, { of: second })).toEqual(chain)
  expect(await refused(first, { of: third })).toEqual(chain)
  expect(await refused(first, { of: second })).toEqual(chain)
  expect(await refused(third, { of: third })).toEqual([409, expect.stringContaining('the same case')])
  expect(await refused(third, { typed: 'A'.repeat(22) })).toEqual([409, expect.stringContaining('no such case')])
  expect(await refused(third, { typed: '1234' })).toEqual([400, expect.stringContaining('no such case')])
  expect(await refused(third, { typed: ' ' })).toEqual([400, expect.stringContaining('Choose or write')])

  expect((await post(ana, `case/${third}/duplicate`, { typed: `${url}/staff/case/${first}#main` })).status).toBe(303)
  expect(await codes(third)).toMatchObject({ duplicateOf: first })
  expect((await post(ana, `case/${third}/duplicate`, { undo: '1' })).status).toBe(303)
  expect((await codes(third)).duplicateOf).toBeUndefined()
  expect((await post(ana, `case/${third}/duplicate`, { undo: '1' })).status).toBe(409)
  expect(await events(third)).toEqual(['duplicate', 'no-duplicate'])
})

test('what is escalated is urgent for everybody, and as urgent as before when that is taken back', async () => {
  const { store, ana, file, post, codes, row, events } = await open()
  const [soon, emergency] = [await file({ urgency: 'routine' }), await file({ urgency: 'emergency' })]
  for (const id of [soon, emergency]) expect((await post(ana, `case/${id}/escalate`, { on: '1' })).status).toBe(303)
  expect([(await row(soon))?.urgency, (await row(emergency))?.urgency]).toEqual(['urgent', 'emergency'])
  expect((await codes(soon)).escalated).toBe('2026-01-05')
  expect((await post(ana, `case/${soon}/escalate`, { on: '1' })).status).toBe(409)
  expect((await post(ana, `case/${soon}/escalate`, { on: '0' })).status).toBe(303)
  expect([(await row(soon))?.urgency, (await codes(soon)).escalated]).toEqual(['routine', undefined])
  expect(await events(soon)).toEqual(['escalated.routine', 'calmed'])
  await store.tx(tx => setStatus(tx, soon, { status: 'closed', day: '2026-01-05', byStaff: true, outcome: 'helped' }))
  expect((await post(ana, `case/${soon}/escalate`, { on: '1' })).status).toBe(409)
})

test('another category never moves the promised day back, and never makes a case less urgent', async () => {
  const { store, ana, file, post, row, codes, events } = await open()
  const id = await file({ urgency: 'soon' })
  await store.tx(async tx => {
    await savePromise(tx, 'education', { acknowledge: 72, answer: 90 * 24 })
    await savePromise(tx, 'document_confiscation', { acknowledge: 24, answer: 48 })
  })
  expect((await post(ana, `case/${id}/category`, { category: 'education' })).status).toBe(303)
  expect(await row(id)).toMatchObject({ category: 'education', deadline: '2026-01-19', urgency: 'soon' })
  await post(ana, `case/${id}/category`, { category: 'document_confiscation' })
  expect(await row(id)).toMatchObject({ category: 'document_confiscation', deadline: '2026-01-07', urgency: 'urgent' })
  await post(ana, `case/${id}/category`, { category: 'education' })
  expect(await row(id)).toMatchObject({ deadline: '2026-01-07', urgency: 'urgent' })
  expect((await post(ana, `case/${id}/category`, { category: 'education' })).status).toBe(409)
  expect((await post(ana, `case/${id}/category`, { category: 'nonsense' })).status).toBe(409)
  expect((await events(id)).at(0)).toBe('category.labour_wages.education')
  expect((await codes(id)).objectives).toBeUndefined()
  // The list of deeds outlives the case: it does not say what it was about.
  const said = (await store.tx(tx => auditPage(tx, { limit: 9, concern: id }))).map(({ code }) => code)
  expect(said).toEqual(['category', 'category', 'category'])
})

test('objectives are suggested by the category, and stand only once somebody kept them', async () => {
  const { ana, file, get, post, codes, events } = await open()
  const id = await file()
  const ticked = async () =>
    [...(await get(ana, `case/${id}`)).html.matchAll(/name="objective" value="(\d+)" checked/g)].map(([, it]) =>
      Number(it),
    )
  expect(await ticked()).toContain(6)
  expect((await codes(id)).objectives).toBeUndefined()
  expect((await post(ana, `case/${id}/objectives`, [])).status).toBe(400)
  await post(ana, `case/${id}/objectives`, [
    ['objective', '17'],
    ['objective', '6'],
  ])
  expect([(await codes(id)).objectives, await ticked()]).toEqual([
    [6, 17],
    [6, 17],
  ])
  expect((await post(ana, `case/${id}/objectives`, [['objective', '24']])).status).toBe(409)
  await post(ana, `case/${id}/objectives`, { none: '1' })
  expect([(await codes(id)).objectives, await ticked()]).toEqual([[], []])
  expect(textOf((await get(ana, `case/${id}`)).html)).toContain('GCM objectives None fits')
  expect(await events(id)).toEqual(['objectives.6-17', 'objectives.none'])
})

test('what was only the suggestion is suggested anew with another category; what was chosen stays', async () => {
  const { ana, file, get, post, codes } = await open()
  const [plain, chosen] = [await file(), await file()]
  const html = (await get(ana, `case/${plain}`)).html
  const suggested = [...html.matchAll(/name="objective" value="(\d+)" checked/g)].map(([, it = '']) => it)
  await post(
    ana,
    `case/${plain}/objectives`,
    suggested.map((it): [string, string] => ['objective', it]),
  )
  await post(ana, `case/${chosen}/objectives`, [['objective', '23']])
  for (const id of [plain, chosen]) await post(ana, `case/${id}/category`, { category: 'education' })
  expect([(await codes(plain)).objectives, (await codes(chosen)).objectives]).toEqual([undefined, [23]])
})

test('a demand is chosen from the list or written; the list is edited on a page of its own', async () => {
  const { ana, bo, join, file, get, post, codes } = await open()
  const [one, two] = [await file(), await file()]
  await post(ana, `case/${one}/demand`, { text: '  Pay   wages <on> time ' })
  await post(bo, `case/${two}/demand`, { text: 'Pay wages <on> time' })
  const { demand = '' } = await codes(one)
  expect((await codes(two)).demand).toBe(demand)
  expect((await get(ana, `case/${one}`)).html).toContain('Pay wages &lt;on&gt; time')
  expect((await post(ana, `case/${one}/demand`, { demand: 'A'.repeat(22) })).status).toBe(409)
  await post(ana, `case/${one}/demand`, { demand: '' })
  expect((await codes(one)).demand).toBeUndefined()

  const organizer = await join('organizer')
  expect((await post(organizer, 'settings/demands', { id: demand, text: 'Wages, on time', active: '0' })).status).toBe(
    303,
  )
  expect((await post(organizer, 'settings/demands', { text: 'Wages, on time' })).alert).toContain('there is one')
  expect((await post(organizer, 'settings/demands', { text: '  ' })).alert).toContain('Write the demand')
  expect((await post(organizer, 'settings/demands', { id: 'A'.repeat(22), text: 'x' })).alert).toContain(
    'no such demand',
  )
  expect(textOf((await get(ana, `case/${two}`)).html)).toContain('Demand Wages, on time')
  // What rests stays with the cases that have it, and is offered to no other.
  expect((await get(ana, `case/${one}`)).html).not.toContain('Wages, on time')
  expect((await post(ana, `case/${one}/demand`, { demand })).status).toBe(409)
})

test('who holds no key hands a case over, and sets no code', async () => {
  const { ana, join, file, get, post } = await open()
  const admin = await join('administrator')
  const id = await file()
  const { html } = await get(admin, `case/${id}`)
  expect(html).toContain(`/staff/case/${id}/whose`)
  expect(html).not.toMatch(/value="claim"|\/objectives"|\/escalate"/)
  expect((await post(admin, `case/${id}/whose`, { do: 'hand-over', from: '', to: ana.id })).status).toBe(303)
  expect((await post(admin, `case/${id}/escalate`, { on: '1' })).status).toBe(403)
})

test('status and category are set for all that are ticked; what could not be done is told with the reason', async () => {
  const { store, ana, bo, join, file, post, row, url } = await open()
  const [one, two, closed] = [await file(), await file(), await file()]
  await store.tx(tx => setStatus(tx, closed, { status: 'closed', day: '2026-01-05', byStaff: true, outcome: 'helped' }))
  const many = async (who: Joined, fields: [string, string][]) => {
    const ticked = [one, two, closed, 'A'.repeat(22)].map((id): [string, string] => ['case', `${id}.`])
    const headers = { cookie: `tulay-staff=${who.token}`, 'sec-fetch-site': 'same-origin' }
    const answer = await fetch(`${url}/staff`, {
      method: 'POST',
      headers,
      body: new URLSearchParams([...fields, ...ticked]),
    })
    return {
      status: answer.status,
      said: textOf(/<div role="status" class="report">.*?<\/div>/s.exec(await answer.text())?.[0] ?? '').trim(),
    }
  }
  expect(
    await many(ana, [
      ['do', 'status'],
      ['status', 'working'],
    ]),
  ).toEqual({
    status: 409,
    said: '2 have the new status. Not done: it is closed. Not done: the person has erased it.',
  })
  expect([(await row(one))?.status, (await row(closed))?.status]).toEqual(['working', 'closed'])
  expect(
    (
      await many(bo, [
        ['do', 'status'],
        ['status', 'working'],
      ])
    ).said,
  ).toContain('2 × Nothing to do')
  await many(bo, [
    ['do', 'category'],
    ['category', 'education'],
  ])
  expect([(await row(two))?.category, (await row(closed))?.category]).toEqual(['education', 'labour_wages'])
  expect(
    (
      await many(bo, [
        ['do', 'category'],
        ['category', 'nonsense'],
      ])
    ).said,
  ).toContain('2 × Not done: there is no such choice')
  expect(
    (
      await many(bo, [
        ['do', 'status'],
        ['status', 'closed'],
      ])
    ).status,
  ).toBe(400)
  expect(
    (
      await many(await join('administrator'), [
        ['do', 'status'],
        ['status', 'waiting'],
      ])
    ).status,
  ).toBe(403)
  expect((await row(one))?.status).toBe('working')
  expect((await post(ana, `case/${one}/escalate`, { on: '0' })).status).toBe(409)
})
