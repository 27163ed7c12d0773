/** `tulay doctor`: a healthy house is told so; each illness is planted and named, and nothing else is. */
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { auditLines } from '../../src/app/audit-file.ts'
import { createStaffDoor } from '../../src/app/staff/index.ts'
import { type Examination, examine } from '../../src/cli/doctor/index.ts'
import { runCommand } from '../../src/cli/index.ts'
import { readConfig } from '../../src/config.ts'
import { realWorld } from '../../src/house.ts'
import { openMemory } from '../../src/memory.ts'
import type { Privacy } from '../../src/privacy/index.ts'
import { type AuditRow, addAudit, auditPiece } from '../../src/store/audit.ts'
import { planRun } from '../../src/store/campaigns/runs.ts'
import { insertConcern } from '../../src/store/concerns.ts'
import type { Store } from '../../src/store/index.ts'
import { insertHolder } from '../../src/store/keyholders.ts'
import { saveMedia } from '../../src/store/media.ts'
import { createStanding } from '../../src/store/standing.ts'
import { signedCampaign } from '../app/campaigns/signed.ts'
import { joinAs } from '../console/joined.ts'
import { anyKept, coded, line } from '../store/fresh.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const HOUR = 3_600_000
const DAY = 24 * HOUR
const today = new Date().toISOString().slice(0, 10)

/** Two keyholders and the recovery key, staff, a report, a list of deeds that was looked at, a backup of today. */
const grow = async (folder: string): Promise<AuditRow[]> => {
  const read = readConfig({ TULAY_DATA: join(folder, 'data') })
  if (!read.ok) throw new Error('no configuration')
  const memory = await openMemory(read.value, realWorld)
  if (!memory.ok) throw new Error(memory.why)
  const { store, privacy } = memory.value
  const ids = [0, 1, 2].map(() => randomBytes(16).toString('base64url'))
  await store.tx(async tx => {
    for (const [at, id] of ids.entries()) {
      const recovery = at === 2
      const more = { since: today, drilled: today, demo: false, wrapped: recovery ? null : randomBytes(129) }
      const role = recovery ? 'recovery' : 'keyholder'
      await insertHolder(tx, { id, role, name: `holder ${at}`, publicKey: randomBytes(32), ...more })
    }
  })
  const concern = coded()
  const wraps = ids.map(holder => ({ holder, sealed: randomBytes(80) }))
  await store.shred.put([{ id: concern.id, half: randomBytes(32) }])
  await store.tx(async tx => {
    const way = { capability: randomBytes(32), receipt: randomBytes(32) }
    await insertConcern(tx, { ...concern, ...way, sealed: { ...anyKept(), wraps } })
    for (let at = 0; at < 120; at++) await addAudit(tx, { at: Date.now(), staff: null, action: 'sign-in failed' })
  })
  const door = createStaffDoor({ store, privacy, world: realWorld, demo: false })
  await joinAs(store, door, realWorld, 'administrator')
  await door.audit({ limit: 1 })
  const standing = createStanding({ store, folder: read.value.data, world: realWorld })
  await standing.takeUp()
  await standing.beat()
  await growCampaign({ store, privacy })
  await store.backup(join(folder, 'backups'))
  const rows = await store.tx(tx => auditPiece(tx, 0))
  await store.close()
  return rows
}

/** A campaign that two people have signed, with a picture, and that waits for the hour. */
const growCampaign = async (rooms: { store: Store; privacy: Privacy }) => {
  const bytes = Buffer.from('a picture')
  const hash = createHash('sha256').update(bytes).digest('base64url')
  const media = { '*': { kind: 'photo', hash } } as const
  const { campaign } = await signedCampaign(rooms, { at: Date.now() - HOUR, media, until: Date.now() + 9 * DAY })
  await rooms.store.tx(async tx => {
    await saveMedia(tx, { hash, kind: 'photo', mime: 'image/jpeg', name: 'x', bytes })
    await planRun(tx, { campaign: campaign.id, sheet: 1, purpose: 'call', at: Date.now() - HOUR / 2 })
    // They sign in as others do.
    const [other] = await tx.selectFrom('staff').select('totp').where('totp', 'is not', null).execute()
    await tx
      .updateTable('staff')
      .set({ totp: other?.totp ?? null } as never)
      .where('totp', 'is', null)
      .execute()
  })
}

const template = mkdtempSync(join(tmpdir(), 'tulay-doctor-'))
let rows: AuditRow[] = []
beforeAll(async () => {
  rows = await grow(template)
})
afterAll(() => rmSync(template, { recursive: true, force: true }))

/** A copy of it, to be made ill. */
const healthy = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tulay-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(template, folder, { recursive: true })
  const data = join(folder, 'data')
  chmodSync(data, 0o700)
  const env = { TULAY_DATA: data }
  const sql = (file: string, words: string) => {
    const db = new Database(join(data, file))
    db.pragma('foreign_keys = off')
    db.exec(words)
    db.close()
  }
  sql(
    'tulay.db',
    `update meta set value = json_set(value, '$.folder', '${join(folder, 'backups')}') where key = 'backup'`,
  )
  const ill = (how?: Examination) => examine(env, how).then(it => it.filter(({ well }) => !well))
  return { folder, data, env, sql, rows, ill }
}
type Healthy = Awaited<ReturnType<typeof healthy>>

test('a healthy house is well, also beside a server that runs, and nothing was changed', async () => {
  const it = await healthy()
  expect(await it.ill()).toEqual([])
  vi.stubEnv('TULAY_DATA', it.data)
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  expect(await runCommand(['doctor'])).toBe(0)
  expect(said.mock.calls.flat().join('\n')).toMatch(/^All well: \d\d things were looked at\.$/)
  said.mockClear()
  expect(await runCommand(['doctor', '--json'])).toBe(0)
  expect(JSON.parse(said.mock.calls.flat().join('\n'))).toMatchObject({ well: true })
})

const HEX = (bytes: number) => `x'${randomBytes(bytes).toString('hex')}'`

type Illness = [check: string, says: RegExp, plant: (it: Healthy) => unknown, how?: Examination]
const ILLNESSES: Illness[] = [
  ['rights', /Others can get at .*tulay\.db/, ({ data }) => chmodSync(join(data, 'tulay.db'), 0o640)],
  ['rights', /Others can get at/, ({ data }) => chmodSync(data, 0o750)],
  ['secret', /can be read by others/, ({ data }) => chmodSync(join(data, 'secret'), 0o644)],
  [
    'secret',
    /another secret/,
    ({ data }) => writeFileSync(join(data, 'secret'), `${randomBytes(32).toString('base64url')}\n`),
  ],
  ['secret', /is missing/, ({ data }) => rmSync(join(data, 'secret'))],
  ['disk', /Only 12 MB are free/, () => undefined, { free: () => 12 * 1024 * 1024 }],
  ['database', /tulay\.db is damaged/, ({ data }) => tear(join(data, 'tulay.db'))],
  [
    'database',
    /cannot be read as databases/,
    ({ data }) => writeFileSync(join(data, 'shred.db'), 'words'.repeat(9000)),
  ],
  [
    'links',
    /1 row points to nothing/,
    it => it.sql('tulay.db', `insert into concern_parts values (${HEX(16)}, 0, x'00')`),
  ],
  ['journal', /shred\.db is not in WAL mode \(delete\)/, it => it.sql('shred.db', 'pragma journal_mode = delete')],
  ['upgrades', /waits for 1 upgrade/, it => it.sql('tulay.db', "delete from rungs where name like '0003%'")],
  ['upgrades', /newer version/, it => it.sql('tulay.db', "insert into rungs values ('9999-later')")],
  [
    'audit',
    /changed outside Tulay, at number 7/,
    it => it.sql('tulay.db', "update audit set code = 'x' where number = 7"),
  ],
  ['audit', /another one than at number 1\d\d/, it => it.sql('tulay.db', 'delete from audit')],
  ['halves', /1 report cannot be opened/, it => it.sql('shred.db', 'delete from shreds')],
  [
    'halves',
    /1 key half belongs to no report/,
    it => it.sql('shred.db', `insert into shreds values (${HEX(16)}, ${HEX(32)})`),
  ],
  [
    'keyholders',
    /Only 1 person holds/,
    it => {
      it.sql(
        'tulay.db',
        "pragma foreign_keys = on; delete from concerns; update keyholders set active = 0 where name = 'holder 0'",
      )
      it.sql('shred.db', 'delete from shreds')
    },
  ],
  ['recovery', /no recovery key/, it => it.sql('tulay.db', "delete from keyholders where role = 'recovery'")],
  [
    'drills',
    /holder 1: more than 45 days/,
    it => it.sql('tulay.db', "update keyholders set drilled = '2025-01-01' where name = 'holder 1'"),
  ],
  [
    'readers',
    /1 report can be read by fewer than 2 people \(0 by nobody\)/,
    it =>
      it.sql(
        'tulay.db',
        "delete from concern_wraps where holder = (select id from keyholders where name = 'holder 1')",
      ),
  ],
  ['readers', /\(1 by nobody\)/, it => it.sql('tulay.db', 'delete from concern_wraps')],
  ['staff', /no authenticator and no passkey/, it => it.sql('tulay.db', 'update staff set totp = null')],
  ['backup', /No backup was ever made/, it => it.sql('tulay.db', "delete from meta where key = 'backup'")],
  [
    'backup',
    /3 days old/,
    it =>
      it.sql(
        'tulay.db',
        `update meta set value = json_set(value, '$.at', ${Date.now() - 3.5 * DAY}) where key = 'backup'`,
      ),
  ],
  ['old copies', /older than 7 days/, ({ folder }) => old(join(folder, 'backups', 'shred', 'shred.db'))],
  [
    'clock',
    /stands 2 hours before/,
    it => it.sql('tulay.db', `update meta set value = '${Date.now() + 1.5 * 3_600_000}' where key = 'beat'`),
  ],
  ['resume', /held back/, it => it.sql('tulay.db', "insert into meta values ('hold', 'copy')")],
  ['outbox', /1 message could not be sent for good, 0/, it => it.sql('tulay.db', lineIn('failed'))],
  ['outbox', /0 messages could not be sent for good, 1/, it => it.sql('tulay.db', lineIn('pending'))],
  ['kill switch', /campaigns go/, it => it.sql('tulay.db', "insert into meta values ('campaigns', 'stopped')")],
  [
    'sheets',
    /1 campaign stands on a sheet that cannot be read/,
    it => it.sql('tulay.db', 'update campaign_sheets set body = replace(body, \'"v":1\', \'"v":2\')'),
  ],
  ['media', /1 file of campaigns is not there/, it => it.sql('tulay.db', 'delete from media')],
  ['media', /is not what was signed/, it => it.sql('tulay.db', "update media set bytes = x'00'")],
  [
    'signatures',
    /1 campaign is to go out, but not signed/,
    it =>
      it.sql('tulay.db', 'delete from campaign_approvals where signer = (select min(signer) from campaign_approvals)'),
  ],
  [
    'sendings',
    /1 sending of a campaign should have gone/,
    it => it.sql('tulay.db', 'update campaign_runs set at = at - 3600000'),
  ],
  [
    'sendings',
    /should have gone/,
    it => it.sql('tulay.db', `update campaign_runs set state = 'filling', began = ${Date.now() - 7 * HOUR}`),
  ],
  ['configuration', /PORT must be/, it => Object.assign(it.env, { PORT: 'x' })],
  ['data', /no data/, it => Object.assign(it.env, { TULAY_DATA: join(it.folder, 'elsewhere') })],
]

const lineIn = (state: string): string => {
  const { policy, channel } = line()
  return `insert into outbox (id, person, channel, priority, state, due, turn, body, policy, attempts, lease) values (${HEX(16)}, ${HEX(16)}, '${channel}', 0, '${state}', 1, 1, ${HEX(40)}, '${policy}', 0, 0)`
}
/** Over a page of the list of deeds. */
const tear = (path: string): void => {
  const db = new Database(path)
  const page = db.prepare("select rootpage from sqlite_schema where name = 'audit'").pluck().get() as number
  db.close()
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(2048, 255), 0, 2048, (page - 1) * 4096)
  closeSync(file)
}
const old = (path: string): void => {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, '')
  utimesSync(path, new Date(Date.now() - 8 * DAY), new Date(Date.now() - 8 * DAY))
}

test.each(ILLNESSES)('%s: %s', async (check, says, plant, how) => {
  const it = await healthy()
  await plant(it)
  const found = await it.ill(how)
  expect(found.map(it => it.check)).toEqual([check])
  expect(found[0]?.says).toMatch(says)
})

test('Telegram is asked only where that was asked for, and its token is told to nobody', async () => {
  const it = await healthy()
  const asked: string[] = []
  let status = 200
  const server = createServer((request, answer) => {
    asked.push(request.url ?? '')
    answer.writeHead(status).end('{}')
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const token = '123456789:AAExampleExampleExampleExampleExample'
  Object.assign(it.env, {
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  })
  expect([await it.ill(), asked]).toEqual([[], []])
  expect(await it.ill({ network: true })).toEqual([])
  expect(asked).toEqual([`/bot${token}/getMe`])
  status = 401
  const refused = await it.ill({ network: true })
  expect(refused).toMatchObject([{ check: 'telegram', says: expect.stringContaining('refuses the token') }])
  server.close()
  const away = await it.ill({ network: true })
  expect(away).toMatchObject([{ check: 'telegram' }])
  expect(JSON.stringify([refused, away])).not.toContain('AAExample')
})

test('a saved list is followed, and one that was changed is named', async () => {
  const it = await healthy()
  const path = join(it.folder, 'list.csv')
  const { head, line: write } = auditLines('csv')
  const text = head + it.rows.map(row => write({ ...row, by: undefined, said: '' })).join('')
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  writeFileSync(path, text)
  expect(await runCommand(['doctor', '--audit', path])).toBe(0)
  expect(said.mock.calls.flat().join('\n')).toContain(`is whole: ${it.rows.length} entries`)
  writeFileSync(path, text.replace(/"sign-in failed"/, '"sign-in"'))
  expect(await runCommand(['doctor', '--audit', path])).toBe(1)
  expect(said.mock.calls.flat().join('\n')).toContain('at number 1 the chain does not hold')
  writeFileSync(path, 'a,b\r\nwords\r\n')
  expect(await runCommand(['doctor', '--audit', path])).toBe(2)
  expect(await runCommand(['doctor', '--audit', join(it.folder, 'none')])).toBe(2)
})
