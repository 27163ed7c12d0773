/** The list of deeds as an administrator sees it, looks through it and takes it along. */
import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { checkAuditFile } from '../../src/app/audit-file.ts'
import type { ConcernId } from '../../src/kit/ids.ts'
import { addAudit, auditPage } from '../../src/store/audit.ts'
import { addEntry } from '../../src/store/case-entries.ts'
import { insertConcern } from '../../src/store/concerns.ts'
import { insertHolder } from '../../src/store/keyholders.ts'
import { readMeta } from '../../src/store/meta.ts'
import { changeStaff } from '../../src/store/staff.ts'
import { anyKept, coded } from '../store/fresh.ts'
import { serveConsole } from './console-stub.ts'
import { codeAt, type Joined, joinAs } from './joined.ts'

const DAY = Date.UTC(2026, 0, 5, 15, 27)

const open = async () => {
  const clock = { now: DAY }
  const world = { now: () => clock.now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  const server = await serveConsole([], { world })
  onTestFinished(() => server.close())
  const { store, door, url } = server
  const admin = await joinAs(store, door, world, 'administrator')
  const as = ({ token }: Joined) => ({ cookie: `tulay-staff=${token}`, 'sec-fetch-site': 'same-origin' })
  const get = (who: Joined, path: string) => fetch(`${url}${path}`, { headers: as(who) })
  const post = (who: Joined, path: string, fields: Record<string, string>) =>
    fetch(`${url}${path}`, { method: 'POST', headers: as(who), body: new URLSearchParams(fields), redirect: 'manual' })
  return { ...server, clock, world, admin, get, post }
}
type It = Awaited<ReturnType<typeof open>>

/** A case, and a moderator who holds the key to it. */
const caseOf = async ({ store, door, world }: It): Promise<{ id: ConcernId; moderator: Joined }> => {
  const holder = randomBytes(16).toString('base64url')
  const moderator = await joinAs(store, door, world, 'moderator')
  const staff = (await door.who(moderator.token))?.staff
  const row = coded({ area: 'JP-13' })
  await store.shred.put([{ id: row.id, half: randomBytes(32) }])
  await store.tx(async tx => {
    const key = { publicKey: randomBytes(32), demo: false, since: null, drilled: null, wrapped: randomBytes(129) }
    await insertHolder(tx, { id: holder, role: 'keyholder', name: 'reader', ...key })
    if (staff) await changeStaff(tx, staff.id, { role: 'moderator', holder })
    const sealed = { ...anyKept(), wraps: [{ holder, sealed: randomBytes(80) }] }
    await insertConcern(tx, { ...row, capability: randomBytes(32), receipt: randomBytes(32), sealed })
  })
  return { id: row.id, moderator }
}

test('each deed on a case stands in it: by whom, on which day, in a code, and which case by a mark', async () => {
  const it = await open()
  const { id, moderator } = await caseOf(it)
  for (let time = 0; time < 3; time++) expect((await it.get(moderator, `/staff/case/${id}/sealed`)).status).toBe(200)
  await it.post(moderator, `/staff/case/${id}/status`, { status: 'working' })
  await it.post(moderator, `/staff/case/${id}/note`, { number: '2', body: Buffer.alloc(297, 1).toString('base64url') })
  await it.post(moderator, `/staff/case/${id}/close`, { outcome: 'helped' })
  const rows = await it.store.tx(tx => auditPage(tx, { concern: id, limit: 9 }))
  expect(rows.map(({ action, code }) => [action, code]).toReversed()).toEqual([
    ['case opened', null],
    ['case event', 'status.working'],
    ['case note', null],
    ['case event', 'closed.helped'],
  ])
  // Tokyo is a day further by then.
  expect(new Set(rows.map(({ at }) => new Date(at).toISOString()))).toEqual(new Set(['2026-01-06T00:00:00.000Z']))
  const page = await (await it.get(it.admin, `/staff/audit?case=${id}`)).text()
  expect(page).toContain('opened a case')
  expect(page).toContain('status.working')
  expect(page).toContain(`Only what was done on one case, ${rows[0]?.case?.slice(0, 8)}.`)
  expect(page).not.toContain('<span>signed in<')
  expect(page.match(/<tr/g)?.length).toBe(5)
})

test('what the person does on a case stands nowhere in it', async () => {
  const it = await open()
  const { id } = await caseOf(it)
  await it.store.tx(tx => addEntry(tx, id, { number: 1, kind: 'person', staff: undefined, day: '2026-01-05' }))
  expect(await it.store.tx(tx => auditPage(tx, { concern: id, limit: 9 }))).toEqual([])
})

test('it is looked through by person and deed, and by pages that keep what is asked for', async () => {
  const it = await open()
  const other = await joinAs(it.store, it.door, it.world, 'reader')
  const members = await it.door.members()
  const who = members.find(({ name }) => name === other.name)?.id ?? ''
  const page = await (await it.get(it.admin, `/staff/audit?who=${who}`)).text()
  expect(page.match(/<tr/g)?.length).toBe(3)
  expect(await (await it.get(it.admin, `/staff/audit?who=${who}&did=joined`)).text()).toMatch(/selected>joined</)
  await it.store.tx(async tx => {
    for (let at = 0; at < 120; at++) await addAudit(tx, { at: DAY, staff: null, action: 'sign-in failed' })
  })
  const first = await (await it.get(it.admin, '/staff/audit?did=sign-in+failed')).text()
  const [, older = ''] = /href="(\/staff\/audit\?[^"]*before=[^"]*)"/.exec(first) ?? []
  expect(older.replaceAll('&amp;', '&')).toContain('did=sign-in+failed&before=')
  const second = await (await it.get(it.admin, older.replaceAll('&amp;', '&'))).text()
  expect(second.match(/<tr/g)?.length).toBe(51)
  expect(await (await it.get(it.admin, '/staff/audit?did=removed')).text()).toContain('Nothing of the kind')
})

test('what was found whole once is vouched for under the secret: a chain that was written anew shows', async () => {
  const it = await open()
  const write = (count: number) =>
    it.store.tx(async tx => {
      for (let at = 0; at < count; at++) await addAudit(tx, { at: DAY, staff: null, action: 'sign-in failed' })
    })
  await write(150)
  expect(await (await it.get(it.admin, '/staff/audit')).text()).toContain('The list is whole')
  const kept = await it.store.tx(tx => readMeta(tx, 'audit'))
  expect(kept).toMatch(/^[\w-]{60,}$/)
  await it.store.tx(tx => tx.deleteFrom('audit').execute())
  await write(200)
  expect(await (await it.get(it.admin, '/staff/audit')).text()).toContain('Somebody changed this list outside Tulay')
})

test('it is taken along whole, with a fresh code only, and that is written into it', async () => {
  const it = await open()
  const { id, moderator } = await caseOf(it)
  await it.get(moderator, `/staff/case/${id}/sealed`)
  for (const as of ['csv', 'jsonl']) {
    const answer = await it.post(it.admin, '/staff/audit/export', { as })
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="list.${as}"`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const text = await answer.text()
    expect(text).toContain('list exported')
    expect(text).toContain(it.admin.name)
    expect(text).not.toContain(id)
    const { count } = await it.door.audit({ limit: 1 })
    expect(checkAuditFile(text)).toMatchObject({ ok: true, value: { rows: count, broken: undefined } })
  }
  it.clock.now += 11 * 60_000
  const export_ = (code?: string) => it.post(it.admin, '/staff/audit/export', { as: 'csv', ...(code ? { code } : {}) })
  const asked = await export_()
  expect([asked.status, asked.headers.get('content-disposition')]).toEqual([403, null])
  expect(await asked.text()).toContain('give a code of your authenticator')
  expect((await export_('000000')).status).toBe(401)
  expect((await export_(codeAt(it.admin.totp, it.clock.now))).status).toBe(200)
})
