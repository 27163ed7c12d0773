/** A case after it was filed: what staff write reaches the person who holds the button or the receipt, and the other way round. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Cases, createCases } from '../../src/app/cases/index.ts'
import type { Staff } from '../../src/app/staff.ts'
import { openState } from '../../src/app/state.ts'
import { dayIn } from '../../src/domain/deadlines.ts'
import { realWorld } from '../../src/house.ts'
import type { Address, ConcernId, StaffId, UpdateKey } from '../../src/kit/ids.ts'
import type { Deed } from '../../src/kit/inbound.ts'
import { plain } from '../../src/kit/message.ts'
import { createAead } from '../../src/privacy/aead.ts'
import { openCaseKey, openInbox } from '../../src/privacy/case-keys.ts'
import { unpackPart } from '../../src/privacy/case-parts.ts'
import { createSeal } from '../../src/privacy/seal.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { entriesOf } from '../../src/store/case-entries.ts'
import { queue, sealedConcern } from '../../src/store/concerns.ts'
import { savePromise } from '../../src/store/deadlines.ts'
import { activeHolders, insertHolder } from '../../src/store/keyholders.ts'
import { noticeOfConcern } from '../../src/store/notices.ts'
import { heldLines } from '../../src/store/outbox.ts'
import { loadSessions } from '../../src/store/sessions.ts'
import { openRig, READER, type Rig, words } from './rig.ts'

const sodium = await openSodium()
let data: string
let rig: Rig
let cases: Cases
let number = 0
/** How often open queues were told that something is new. */
let changed = 0
/** How far the clock runs ahead. */
let ahead = 0
const world = { ...realWorld, now: () => Date.now() + ahead }
beforeEach(async () => {
  ahead = 0
  data = mkdtempSync(join(tmpdir(), 'tulay-cases-'))
  const tell = () => void changed++
  rig = await openRig(data, { world, changed: tell })
  cases = createCases({
    ...rig,
    words,
    world,
    pushes: () => false,
    nudge: () => undefined,
    changed: tell,
  })
})
afterEach(async () => {
  await rig.close()
  rmSync(data, { recursive: true, force: true })
})

const ADDRESS = 'page-of-ana' as Address
const say = async (it: Deed | string, address = ADDRESS): Promise<string> => {
  const deed: Deed = typeof it === 'string' ? { kind: 'text', text: it } : it
  const update = `${++number}` as UpdateKey
  const [reply] = await rig.app.receive([{ channel: 'web', address, update, at: world.now(), it: deed }])
  const messages = reply?.messages ?? []
  capability =
    messages.flatMap(({ choices }) => choices).find(({ token }) => token.startsWith('n.'))?.token ?? capability
  return messages.map(({ text }) => plain(text)).join('\n')
}
let capability = ''

/** `told`: asks to be told of news. */
const file = async (told = true): Promise<{ id: ConcernId; receipt: string }> => {
  for (const it of ['/start', 'English', '1']) await say(it)
  for (const it of ['/report', '1', '2', '1', '/skip', 'My pay is missing', 'done']) await say(it)
  const said = await say(told ? '1' : '2')
  const [row] = await rig.store.tx(tx => queue(tx, { limit: 1, offset: 0 }))
  if (!row) throw new Error('nothing was filed')
  return { id: row.id, receipt: /\d{4} \d{4} \d{4} \d{4}/.exec(said)?.[0] ?? '' }
}

const reader = async (): Promise<Staff> => {
  const holder = (await rig.store.tx(activeHolders)).find(({ role }) => role === 'keyholder')?.id
  return { id: 'A'.repeat(22) as StaffId, name: 'Ben', role: 'moderator', holder, demo: false }
}

/** What the browser does with a reply. */
const reply = async (id: ConcernId, text: string, kind: 'reply' | 'question' = 'reply', at = 0) => {
  const sealed = await rig.store.tx(tx => sealedConcern(tx, id))
  const staff = await reader()
  const wrap = sealed?.wraps.find(({ holder }) => holder === staff.holder)?.sealed
  const shred = (await rig.store.shred.get([id])).get(id)
  if (!sealed || !wrap || !shred) throw new Error('cannot be opened')
  const key = openCaseKey({ sodium, wrap, shred, holder: READER })
  if (!key) throw new Error('another key')
  const next = (at || (await cases.see(id))?.events.length) ?? 0
  const number = at || next + 1
  const json = JSON.stringify({ kind, text, lang: 'en' })
  const padded = json.padEnd(Math.ceil(Buffer.byteLength(json) / 256) * 256 - (Buffer.byteLength(json) - json.length))
  const body = createSeal(createAead(sodium), world)(key, padded, `tulay reply v1 ${id} ${number}`)
  const mail = sodium.crypto_box_seal(Buffer.from(padded), sealed.way.publicKey)
  return { key, written: await cases.reply(id, staff, { kind, number, body, mail }) }
}

const status = async (id: ConcernId) => (await cases.see(id))?.status

describe('a reply', () => {
  it('is read by the button and by the receipt, from any chat, in order and as it was written', async () => {
    const { id, receipt } = await file()
    const cunning = 'Come on <b>Monday</b>.\n$t(engine.menu) {{status}} *bold* & "so"'
    expect((await reply(id, cunning)).written).toEqual({ ok: true, value: null })
    expect((await reply(id, 'Bring the contract.')).written).toEqual({ ok: true, value: null })
    expect(await status(id)).toBe('answered')
    const byButton = await say({ kind: 'tap', token: capability })
    await say('/menu')
    await say('/news', 'another page' as Address)
    await say('/news', 'another page' as Address)
    const byReceipt = await say(receipt, 'another page' as Address)
    for (const said of [byButton, byReceipt]) {
      expect(said).toContain(cunning)
      expect(said.indexOf('Bring the contract.')).toBeGreaterThan(said.indexOf(cunning))
      expect(said).toContain(words.text('en', 'notices.status.answered'))
    }
    expect((await cases.see(id))?.events.map(({ seen }) => seen)).toEqual([true, true])
  })

  it('is refused under a number that is taken, and on a case that is gone', async () => {
    const { id } = await file()
    await reply(id, 'One')
    expect((await reply(id, 'Two', 'reply', 1)).written).toEqual({ ok: false, why: 'taken' })
    expect((await cases.see(id))?.events).toHaveLength(1)
    const nobody = 'B'.repeat(22) as ConcernId
    const bytes = new Uint8Array(1)
    const letter = { number: 1, kind: 'reply', body: bytes, mail: bytes } as const
    expect(await cases.reply(nobody, await reader(), letter)).toEqual({ ok: false, why: 'gone' })
    expect(await cases.open(nobody, await reader())).toEqual({ ok: false, why: 'gone' })
    expect(await cases.see(nobody)).toBeUndefined()
  })

  it('arrives whole, however long it is, in messages that every messenger takes', async () => {
    const { id } = await file()
    const long = '한글 👩‍🌾 '.repeat(1500)
    await reply(id, long)
    const it = { kind: 'tap', token: capability } as const
    const [on] = await rig.app.receive([
      { channel: 'web', address: ADDRESS, update: `${++number}` as UpdateKey, at: world.now(), it },
    ])
    const texts = on?.messages.map(({ text }) => plain(text)) ?? []
    expect(texts.join('')).toContain(long.slice(3600, 6900))
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(4096)
  })

  it('stays in no conversation: what is kept of the talk does not hold it', async () => {
    const { id } = await file()
    await reply(id, 'CANARY-IN-THE-REPLY')
    expect(await say({ kind: 'tap', token: capability })).toContain('CANARY-IN-THE-REPLY')
    const person = rig.privacy.person('web', ADDRESS)
    const bytes = (await rig.store.tx(tx => loadSessions(tx, [person]))).get(person)
    const state = bytes && openState(rig.privacy, person, bytes)
    expect(state?.session.frames.at(-1)?.step).toBe('news')
    expect(JSON.stringify(state)).not.toContain('CANARY')
  })

  it('tells once who asked to be told, without a word of it, and erases the address', async () => {
    const { id } = await file()
    const person = rig.privacy.person('web', ADDRESS)
    await say('/menu')
    await reply(id, 'CANARY')
    expect(await rig.store.tx(tx => noticeOfConcern(tx, id))).toBeUndefined()
    const [line] = (await rig.store.tx(tx => heldLines(tx, person))).filter(({ cause }) => cause === null)
    expect(line?.priority).toBe(1)
    const letter = line && rig.privacy.open('outbox', line.body, line.id)
    // With a zone it waits out the night.
    expect(JSON.parse(Buffer.from(letter ?? []).toString())).toMatchObject({ to: ADDRESS, zone: 'Asia/Tokyo' })
    const said = (await rig.app.view('web', ADDRESS)).map(({ text }) => plain(text)).join('\n')
    expect(said).toContain(words.text('en', 'notices.news'))
    expect(said).not.toContain('CANARY')
    await say('/menu')
    await reply(id, 'Again')
    expect((await rig.store.tx(tx => heldLines(tx, person))).filter(({ cause }) => cause === null)).toEqual([])
  })

  it.each([
    ['did not ask', false, 0],
    ['asked more than 30 days ago', true, 31 * 86_400_000],
  ])('tells nobody who %s', async (_, told, later) => {
    const { id } = await file(told)
    await say('/menu')
    ahead = later
    await reply(id, 'News')
    const person = rig.privacy.person('web', ADDRESS)
    expect((await rig.store.tx(tx => heldLines(tx, person))).filter(({ cause }) => cause === null)).toEqual([])
    expect(await rig.store.tx(tx => noticeOfConcern(tx, id))).toBeUndefined()
  })
})

describe('what the person adds', () => {
  it('reaches the keyholders and nobody else, and the case says that it has come', async () => {
    const { id } = await file()
    const { key } = await reply(id, 'Since when?', 'question')
    expect(await status(id)).toBe('waiting')
    expect(await say({ kind: 'tap', token: capability })).toContain(words.text('en', 'notices.status.asked'))
    await say('1')
    await say('Since June.')
    await say('x'.repeat(3000))
    expect(await say('done')).toContain(words.text('en', 'flows.news.added.say'))
    expect(await status(id)).toBe('written')
    // What the browser opens needs a passphrase's file, which the rig's readers do not have; the entries are the same.
    const added = (await rig.store.tx(tx => entriesOf(tx, id))).filter(({ kind }) => kind === 'person')
    const open = added.map(({ body }) => openInbox(sodium, id, key, body ?? new Uint8Array()))
    const texts = open.map(bytes => bytes && Buffer.from(unpackPart(bytes).bytes).toString())
    expect(texts).toEqual(['Since June.', 'x'.repeat(3000)])
    for (const { body } of added) expect(Buffer.from(body ?? []).includes('June')).toBe(false)
  })

  it('opens a closed case again', async () => {
    const { id, receipt } = await file()
    await cases.change(id, await reader(), { status: 'closed', outcome: 'helped' })
    expect(await status(id)).toBe('closed')
    await say('/menu')
    for (const it of ['/news', receipt, '1', 'It happened again.']) await say(it)
    await say('done')
    expect(await status(id)).toBe('reopened')
    expect((await cases.see(id))?.events.map(({ kind, code, byStaff }) => [kind, code, byStaff])).toEqual([
      ['event', 'closed.helped', true],
      ['person', undefined, false],
    ])
  })

  const DAY = 86_400_000
  const inDays = (days: number) => dayIn('Asia/Tokyo', Date.now() + days * DAY)
  const write = async (receipt: string) => {
    await say('/menu')
    for (const it of ['/news', receipt, '1', 'It happened again.']) await say(it)
    return say('done')
  }
  const promised = async (id: ConcernId) => {
    const it = await cases.see(id)
    return [it?.deadline, it?.events.flatMap(({ code }) => (code?.startsWith('promised') ? [code] : []))]
  }

  it('is promised an answer anew after one was given, and is not late at once', async () => {
    const { id, receipt } = await file()
    await reply(id, 'Done.')
    ahead = 40 * DAY
    await write(receipt)
    expect(await promised(id)).toEqual([inDays(54), [`promised.${inDays(54)}`]])
    await say('/menu')
    await say('/news')
    expect(await say(receipt)).toContain(words.text('en', 'notices.status.written'))
    ahead = 56 * DAY
    await say('/menu')
    await say('/news')
    expect(await say(receipt)).toContain(words.text('en', 'notices.status.overdue'))
  })

  it('waits no longer for an answer than was promised, while there was none', async () => {
    const { id, receipt } = await file()
    ahead = 5 * DAY
    await write(receipt)
    expect(await promised(id)).toEqual([inDays(14), []])
  })

  it('is promised a day anew when staff open it again', async () => {
    const { id } = await file()
    await cases.change(id, await reader(), { status: 'closed', outcome: 'helped' })
    ahead = 40 * DAY
    await cases.change(id, await reader(), { status: 'working' })
    expect((await promised(id))[0]).toBe(inDays(54))
  })

  it('is promised what the group has set for its category, from then on', async () => {
    const { id } = await file()
    const category = (await cases.see(id))?.category ?? ''
    await rig.store.tx(tx => savePromise(tx, category, { acknowledge: 24, answer: 48 }))
    expect((await promised(id))[0]).toBe(inDays(14))
    await cases.change(id, await reader(), { status: 'closed', outcome: 'helped' })
    await cases.change(id, await reader(), { status: 'working' })
    expect((await promised(id))[0]).toBe(inDays(2))
    await say('/menu')
    for (const it of ['/report', '1', '2', '1', '/skip', 'Once more', 'done']) await say(it)
    await say('2')
    const rows = await rig.store.tx(tx => queue(tx, { limit: 9, offset: 0 }))
    expect(rows.map(({ deadline }) => deadline)).toEqual([inDays(2), inDays(2)])
  })
})

describe('the clock and open queues', () => {
  const row = (id: ConcernId) => Buffer.from(id, 'base64url')
  const mark = (id: ConcernId, told: number) =>
    rig.store.tx(tx => tx.updateTable('case_work').set({ told }).where('concern', '=', row(id)).execute())
  const toldOf = (id: ConcernId) =>
    rig.store.tx(async tx => {
      const work = tx.selectFrom('case_work').select('told').where('concern', '=', row(id))
      return (await work.executeTakeFirst())?.told
    })
  const change = async (id: ConcernId, it: Parameters<Cases['change']>[2]) => cases.change(id, await reader(), it)

  it('are told anew of a case in which the person has written', async () => {
    const { id } = await file()
    await reply(id, 'Since when?', 'question')
    await mark(id, 20_000)
    await say({ kind: 'tap', token: capability })
    for (const it of ['1', 'Since June.']) await say(it)
    const before = changed
    await say('done')
    expect(await toldOf(id)).toBe(0)
    expect(changed).toBe(before + 1)
  })

  it('are told anew of a case that staff open again, and of no other', async () => {
    const { id } = await file()
    await change(id, { status: 'working' })
    await mark(id, 2)
    await change(id, { status: 'waiting' })
    await change(id, { status: 'closed', outcome: 'helped' })
    expect(await toldOf(id)).toBe(2)
    await change(id, { status: 'working' })
    expect(await toldOf(id)).toBe(0)
  })

  it('hear of each change and each answer, once it is kept', async () => {
    const { id } = await file()
    const before = changed
    await change(id, { status: 'working' })
    await reply(id, 'News')
    expect(changed).toBe(before + 2)
    await change('B'.repeat(22) as ConcernId, { status: 'working' })
    await reply(id, 'Two', 'reply', 1)
    expect(changed).toBe(before + 2)
  })
})

describe('opening', () => {
  it('gives a holder what their browser needs, and others nothing', async () => {
    const { id } = await file()
    const stranger = 'C'.repeat(22)
    const late = sodium.crypto_box_keypair()
    await rig.store.tx(tx =>
      insertHolder(tx, {
        id: stranger,
        role: 'keyholder',
        name: 'late',
        publicKey: late.publicKey,
        demo: false,
        since: null,
        drilled: null,
        wrapped: new Uint8Array(129),
      }),
    )
    expect(await cases.open(id, { ...(await reader()), holder: stranger })).toEqual({ ok: false, why: 'no-key' })
    expect(await cases.open(id, { ...(await reader()), holder: undefined })).toEqual({ ok: false, why: 'no-key' })
    // Three hold keys today; this case is sealed to the two of before.
    expect((await cases.see(id))?.readers).toBe(2)
  })

  it('is over when the person withdraws: entries, halves and notice are gone', async () => {
    const { id, receipt } = await file()
    await reply(id, 'News')
    await say('/menu')
    for (const it of ['/news', receipt, 'take back', '1']) await say(it)
    expect(await cases.open(id, await reader())).toEqual({ ok: false, why: 'gone' })
    expect(await cases.see(id)).toBeUndefined()
    expect((await rig.store.shred.get([id])).size).toBe(0)
    expect(await rig.store.tx(tx => entriesOf(tx, id))).toEqual([])
  })
})
