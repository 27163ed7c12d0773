/** A new secret: nobody notices, and the old one opens nothing. Real databases, the app itself, no door. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { type Actor, actorOf, deedsOf, putDeed } from '../../src/app/campaigns/acts/ledger.ts'
import { changeSecret } from '../../src/cli/secret.ts'
import { realWorld } from '../../src/house.ts'
import type { Address, CampaignId, LineId, StaffId, UpdateKey } from '../../src/kit/ids.ts'
import type { Deed } from '../../src/kit/inbound.ts'
import { plain } from '../../src/kit/message.ts'
import { type Memory, openMemory } from '../../src/memory.ts'
import { openConcern } from '../../src/privacy/case-keys.ts'
import { createPrivacy, type Use } from '../../src/privacy/index.ts'
import { formatReceipt, newReceipt } from '../../src/privacy/receipts.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { insertCampaign } from '../../src/store/campaigns/index.ts'
import { keepRefs } from '../../src/store/campaigns/refs.ts'
import { queue, sealedConcern } from '../../src/store/concerns.ts'
import { countNoticesOf } from '../../src/store/notices.ts'
import { loadPeople } from '../../src/store/people.ts'
import { quotasOf, saveQuotas } from '../../src/store/quotas.ts'
import { insertStaff } from '../../src/store/staff.ts'
import { saveStaffChat, staffChat } from '../../src/store/staff-chats.ts'
import { subscribers } from '../../src/store/subscriptions.ts'
import { openRig, READER, type Rig } from '../app/rig.ts'

const VOICE = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(60, 1)])
const LONG = `the foreman kept my pay ${'and kept it '.repeat(250)}`
const sodium = await openSodium()

const place = () => {
  const data = mkdtempSync(join(tmpdir(), 'tulay-new-secret-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  return { data, secretFile: join(data, 'secret') } as Parameters<typeof openMemory>[0]
}
const open = async (config: ReturnType<typeof place>, alone = false): Promise<Memory> => {
  const memory = await openMemory(config, realWorld, alone)
  if (!memory.ok) throw new Error(memory.why)
  return memory.value
}
const rigOf = async (config: ReturnType<typeof place>): Promise<Rig> => {
  const { store, secret, kept } = await open(config)
  await store.close()
  return openRig(config.data, { world: realWorld, keys: { secret, kept } })
}
const change = async (config: ReturnType<typeof place>) => {
  const memory = await open(config, true)
  const done = await changeSecret({ memory, config, to: undefined, world: realWorld, told: () => undefined })
  await memory.store.close()
  expect(done).toMatchObject({ ok: true, value: { lost: 0 } })
}

/** One person on one channel; `again` sends the last update once more. */
const personOn = (channel: string, address: string) => {
  let number = 0
  const send = async ({ app }: Rig, it: Deed | string) => {
    const deed: Deed = typeof it === 'string' ? { kind: 'text', text: it } : it
    const update = `${address}-${number}` as UpdateKey
    const [reply] = await app.receive([
      { channel, address: address as Address, update, ref: `${number}`, at: Date.now(), it: deed },
    ])
    const messages = reply?.messages ?? []
    const tokens = messages.flatMap(({ choices }) => choices.map(({ token }) => token))
    return { repeat: reply?.repeat, text: messages.map(({ text }) => plain(text)).join('\n'), tokens }
  }
  return {
    say: (rig: Rig, it: Deed | string) => {
      number++
      return send(rig, it)
    },
    again: (rig: Rig, it: Deed | string) => send(rig, it),
    voice: async (rig: Rig) => {
      const kept = await rig.app.keepFile(channel, address as Address, 'voice', VOICE, '')
      if (!kept.ok) throw new Error(kept.why)
      number++
      return send(rig, kept.value)
    },
  }
}

const BINH = { channel: 'telegram', address: '7000123' as Address }
const SIGNED = { answer: [], area: 'JP-27', lang: 'en', turn: 0, to: BINH }

/** Every column that holds bytes: by what it hangs on. A new one must be put into one of these lists, and into `rekey`. */
const IDS = [
  'people.person',
  'sessions.person',
  'subscriptions.person',
  'subscription_topics.person',
  'drafts.person',
  'notices.owner',
  'outbox.person',
  'outbox.cause',
  'traces.person',
  'inbox.hash',
  'tries.key',
  'staff_chats.person',
  'campaign_refs.person',
  'quotas.person',
  'campaign_actions.token',
]
/** Under which use, and in the context of which columns. */
const SEALS: Record<string, [Use, context: string]> = {
  'sessions.state': ['session', 'person'],
  'subscriptions.address': ['address', 'person'],
  'drafts.body': ['draft', 'id'],
  'notices.address': ['notice', 'concern'],
  'outbox.body': ['outbox', 'id'],
  'traces.ref': ['trace', 'person'],
  'staff.totp': ['staff', 'id'],
  'staff_chats.address': ['chat', 'person'],
  'campaign_refs.body': ['campaign ref', 'id'],
  'campaign_actions.body': ['action', 'campaign, token, act'],
}
/** Random, or made with keys that are not the server's. */
const FREE = [
  'drafts.id',
  'notices.concern',
  'outbox.id',
  'concerns.id',
  'concern_parts.concern',
  'concern_parts.body',
  'concern_wraps.concern',
  'concern_wraps.holder',
  'concern_wraps.sealed',
  'concern_ways.concern',
  'concern_ways.capability',
  'concern_ways.receipt',
  'concern_ways.public_key',
  'concern_ways.under_capability',
  'concern_ways.under_receipt',
  'concern_ways.inbox',
  'case_work.concern',
  'case_work.assignee',
  'case_work.duplicate_of',
  'case_work.demand',
  'demands.id',
  'referrals.concern',
  'quotes.id',
  'quotes.concern',
  'canned_replies.id',
  'case_entries.concern',
  'case_entries.staff',
  'case_entries.body',
  'case_entries.mail',
  'staff.id',
  'staff.holder',
  'staff.salt',
  'staff.verifier',
  'staff_invites.token',
  'staff_invites.inviter',
  'staff_invites.staff',
  'staff_passkeys.id',
  'staff_passkeys.staff',
  'staff_passkeys.public_key',
  'staff_codes.token',
  'staff_codes.staff',
  'staff_views.staff',
  'duties.staff',
  'staff_tries.key',
  'staff_sessions.token',
  'staff_sessions.proof',
  'staff_sessions.staff',
  'staff_chats.staff',
  'audit.staff',
  'audit.concern',
  'audit.hash',
  'keyholders.id',
  'keyholders.public_key',
  'keyholders.wrapped',
  'campaigns.id',
  'campaigns.owner',
  'campaign_sheets.campaign',
  'campaign_sheets.staff',
  'campaign_approvals.campaign',
  'campaign_approvals.signer',
  'campaign_approvals.signature',
  'signers.id',
  'signers.staff',
  'signers.public_key',
  'signers.wrapped',
  'campaign_runs.campaign',
  'campaign_counts.campaign',
  'campaign_refs.campaign',
  'campaign_refs.id',
  'media.hash',
  'media.bytes',
  'media_refs.hash',
  'campaign_actions.campaign',
  'campaign_tallies.campaign',
  'campaign_words.campaign',
  'campaign_words.concern',
  'campaign_paper.campaign',
  'campaign_paper.staff',
  'campaign_paper.witness',
  'campaign_handovers.campaign',
  'campaign_handovers.staff',
  'outbox.campaign',
]
/** Of campaigns: to be carried over. */
const CAMPAIGNS = ['signers.seal', 'campaign_runs.launch', 'campaign_runs.cursor']

const read = <T>(data: string, work: (db: InstanceType<typeof Database>) => T): T => {
  const db = new Database(join(data, 'tulay.db'), { readonly: true })
  try {
    return work(db)
  } finally {
    db.close()
  }
}
const bytesIn = (data: string, columns: string[]): Buffer[] =>
  read(data, db =>
    columns.flatMap(column => {
      const [table, name] = column.split('.')
      const rows = db.prepare(`select ${name} from ${table} where ${name} is not null`).pluck().all() as Buffer[]
      expect(rows.length, `the test has rows in ${column}`).toBeGreaterThan(0)
      // The beginning, because a large row lies in pieces.
      return rows.filter(row => row.some(byte => byte !== 0)).map(row => row.subarray(0, 32))
    }),
  )
const hits = (data: string, texts: Buffer[]): number => {
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const all = Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))))
  return texts.filter(text => all.includes(text)).length
}
/** How many sealed rows this secret opens. */
const opened = (data: string, keys: Pick<Memory, 'secret' | 'kept'>): number => {
  const privacy = createPrivacy({ ...keys, world: realWorld, sodium })
  return read(data, db =>
    Object.entries(SEALS).reduce((sum, [column, [use, context]]) => {
      const [table, name] = column.split('.')
      const rows = db.prepare(`select ${name}, ${context} from ${table}`).raw().all() as [
        Buffer,
        ...(Buffer | string)[],
      ][]
      const textOf = (it: Buffer | string) => (typeof it === 'string' ? it : it.toString('base64url'))
      return sum + rows.filter(([sealed, ...of]) => privacy.open(use, sealed, of.map(textOf).join(' '))).length
    }, 0),
  )
}

it('every column with bytes is known to hang on the secret or not to', async () => {
  const config = place()
  await (await open(config)).store.close()
  const columns = read(config.data, db =>
    (db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]).flatMap(table =>
      (db.pragma(`table_info(${table})`) as { name: string; type: string }[])
        .filter(({ type }) => type.toLowerCase() === 'blob')
        .map(({ name }) => `${table}.${name}`),
    ),
  )
  expect(columns.toSorted()).toEqual([...IDS, ...Object.keys(SEALS), ...FREE, ...CAMPAIGNS].toSorted())
})

it('in the middle of a conversation nobody notices a new secret, nor a second one', { timeout: 120_000 }, async () => {
  const config = place()
  let rig = await rigOf(config)
  const anna = personOn('web', 'anna')
  const binh = personOn('telegram', '7000123')
  for (const it of ['/start', 'English', '1', '/alerts', '2', 'done', 'Osaka', '1']) {
    await anna.say(rig, it)
    await binh.say(rig, it)
  }
  for (const it of ['/report', '1', '2', '1', '/skip', 'My pay is missing', 'done']) await anna.say(rig, it)
  const filed = await anna.say(rig, '1')
  const receipt = /\d{4} \d{4} \d{4} \d{4}/.exec(filed.text)?.[0] ?? ''
  const button = filed.tokens.find(token => token.startsWith('n.')) ?? ''
  expect([receipt, button]).not.toContain('')
  // A try that found nothing is counted; one that finds its report is not.
  for (const it of ['/news', formatReceipt(newReceipt(realWorld)), '/news']) await anna.say(rig, it)
  const news = (await anna.say(rig, receipt)).text
  for (const it of ['/report', '1', '2', '1', '/skip']) await anna.say(rig, it)
  await anna.voice(rig)
  const before = await anna.say(rig, LONG)

  let signed: Actor | undefined
  const member = randomBytes(16).toString('base64url') as StaffId
  const totp = rig.privacy.seal('staff', 'totp of a member', member)
  await rig.store.tx(async tx => {
    const staff = { id: member, name: 'Kaya', role: 'moderator', holder: undefined, demo: false } as const
    await insertStaff(tx, { ...staff, salt: randomBytes(16) })
    await tx.updateTable('staff').set({ totp }).execute()
    const chat = rig.privacy.person('telegram', '7000123' as Address)
    const address = rig.privacy.seal('chat', '7000123', chat)
    await saveStaffChat(tx, { person: chat, staff: member, channel: 'telegram', address })
    const campaign = randomBytes(16).toString('base64url') as CampaignId
    const to = { id: campaign, kind: 'call', title: 'Demo', owner: member, day: '2030-01-02', demo: true } as const
    await insertCampaign(tx, { ...to, state: 'running' })
    const id = randomBytes(16).toString('base64url') as LineId
    const body = rig.privacy.seal('campaign ref', '{"to":"7000123","ref":"5"}', id)
    const ref = { id, campaign, run: 1, person: chat, channel: 'telegram', lang: 'en', body, at: Date.now() }
    await keepRefs(tx, [ref])
    await saveQuotas(tx, [{ person: chat, hours: [500_000] }])
    signed = actorOf(rig.privacy, campaign, BINH)
    await putDeed(tx, rig.privacy, signed, { act: 'sign', state: 'done', body: SIGNED })
  })

  for (const round of [1, 2]) {
    await rig.close()
    const old = await open(config)
    await old.store.close()
    const found = [...bytesIn(config.data, IDS), ...bytesIn(config.data, Object.keys(SEALS))]
    expect(opened(config.data, old)).toBe(bytesIn(config.data, Object.keys(SEALS)).length)
    expect(hits(config.data, found)).toBe(found.length)
    await change(config)
    expect(hits(config.data, found), `of the old ids and seals, round ${round}`).toBe(0)
    expect(hits(config.data, [Buffer.from(Buffer.from(old.secret).toString('base64url'))])).toBe(0)
    expect(opened(config.data, old)).toBe(0)
    const { store, ...fresh } = await open(config)
    await store.close()
    expect(opened(config.data, fresh)).toBe(bytesIn(config.data, Object.keys(SEALS)).length)
    // Who has only the old secret cannot even tell whether somebody is known.
    const stolen = createPrivacy({ ...old, world: realWorld })
    const guess = Buffer.from(stolen.person('telegram', '7000123' as Address), 'base64url')
    expect(hits(config.data, [guess])).toBe(0)

    rig = await rigOf(config)
    expect(await anna.again(rig, LONG)).toEqual({ ...before, repeat: true })
  }

  expect((await rig.store.tx(tx => subscribers(tx, { limit: 10 }))).map(row => row.topics.length)).toEqual([1, 1])
  const addresses = (await rig.store.tx(tx => subscribers(tx, { limit: 10 }))).map(row =>
    Buffer.from(rig.privacy.open('address', row.address, row.person) ?? []).toString(),
  )
  expect(addresses.toSorted()).toEqual(['7000123', 'anna'])
  const person = rig.privacy.person('web', 'anna' as Address)
  expect((await rig.store.tx(tx => loadPeople(tx, [person]))).get(person)?.lang).toBe('en')
  const chat = rig.privacy.person('telegram', '7000123' as Address)
  expect((await rig.store.tx(tx => quotasOf(tx, [chat]))).get(chat)).toEqual([500_000])
  const after = actorOf(rig.privacy, signed?.campaign ?? ('' as CampaignId), BINH)
  expect(after.token).not.toBe(signed?.token)
  expect(await rig.store.tx(tx => deedsOf(tx, rig.privacy, after))).toEqual([
    { act: 'sign', state: 'done', body: SIGNED },
  ])
  const linked = await rig.store.tx(tx => staffChat(tx, chat))
  expect(linked?.staff).toBe(member)
  expect(Buffer.from(rig.privacy.open('chat', linked?.address ?? new Uint8Array(), chat) ?? []).toString()).toBe(
    '7000123',
  )
  const owner = rig.privacy.noticeOwner('web', 'anna' as Address)
  expect(await rig.store.tx(tx => countNoticesOf(tx, owner))).toBe(1)
  // The open conversation goes on, with what was put aside in it.
  await anna.say(rig, 'done')
  expect((await anna.say(rig, '1')).text).toMatch(/\d{4} \d{4} \d{4} \d{4}/)
  const told = await rig.store.tx(tx => queue(tx, { limit: 10, offset: 0 }))
  const texts: string[] = []
  for (const { id } of told) {
    const sealed = await rig.store.tx(tx => sealedConcern(tx, id))
    const shred = (await rig.store.shred.get([id])).get(id)
    const wrap = sealed?.wraps[0]?.sealed
    const parts =
      sealed && shred && wrap && openConcern({ sodium, id, parts: sealed.parts, wrap, holder: READER, shred })
    texts.push(...(parts || []).map(({ kind, bytes }) => (kind === 'voice' ? 'voice' : Buffer.from(bytes).toString())))
  }
  expect(texts).toContain(LONG.trim())
  expect(texts).toContain('voice')
  // The button, the receipt from a phone that is not known, what is kept, and the word that ends it.
  expect((await anna.say(rig, { kind: 'tap', token: button })).text).toContain(news.split('\n')[0])
  const carla = personOn('web', 'carla')
  for (const it of ['/start', 'English', '2', '/news']) await carla.say(rig, it)
  expect((await carla.say(rig, receipt)).text).toContain(news.split('\n')[0])
  await anna.say(rig, 'stop')
  await binh.say(rig, 'stop')
  expect(await rig.store.tx(tx => subscribers(tx, { limit: 10 }))).toEqual([])
  expect(read(config.data, db => db.prepare('select count(*) from notices').pluck().get())).toBe(0)
  await rig.close()
})
