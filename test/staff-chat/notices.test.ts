/** What linked chats are told of by themselves: once each, whoever should know, and never a word that somebody wrote. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCaseClock } from '../../src/app/case-clock.ts'
import { createChanges } from '../../src/app/changes.ts'
import { createTellStaff } from '../../src/app/staff-chat/notices.ts'
import type { TellStaff } from '../../src/app/tell-staff.ts'
import type { Address, ChannelName, ConcernId, Lang, LineId, StaffId } from '../../src/kit/ids.ts'
import { type Message, plain } from '../../src/kit/message.ts'
import { claimCase } from '../../src/store/case-work.ts'
import { toBytes } from '../../src/store/ids.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { insertStaff, setStaffLanguage } from '../../src/store/staff.ts'
import { removeStaffChat, saveStaffChat } from '../../src/store/staff-chats.ts'
import { directory, words } from '../app/rig.ts'
import { coded, newConcernId, privacy } from '../store/fresh.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Noon in Tokyo. */
const START = Date.UTC(2026, 0, 5, 3)
const dayOf = (at: number): string => new Date(at + 9 * HOUR).toISOString().slice(0, 10)

const open = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tulay-notices-'))
  const clock = { now: START }
  const world = { now: () => clock.now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  let store: Store = await openStore({ folder, world })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const tell: TellStaff = createTellStaff({
    privacy,
    world,
    words,
    areaName: directory.areaName,
    pages: 'https://help.example.org',
    pushes: () => true,
    demo: () => false,
  })
  const addresses = new Map<string, string>()
  let number = 0
  const member = async (role: 'moderator' | 'administrator' | 'organizer', lang?: Lang) => {
    const id = Buffer.from(world.random(16)).toString('base64url') as StaffId
    const address = `${7000 + ++number}` as Address
    const person = privacy.person('telegram' as ChannelName, address)
    await store.tx(async tx => {
      await insertStaff(tx, {
        id,
        name: `${role} ${number}`,
        role,
        holder: undefined,
        demo: false,
        salt: world.random(16),
      })
      if (lang) await setStaffLanguage(tx, id, lang)
      await saveStaffChat(tx, {
        person,
        staff: id,
        channel: 'telegram',
        address: privacy.seal('chat', address, person),
      })
    })
    addresses.set(address, id)
    return { id, person }
  }
  /** Who has got what since the last look. */
  const said = async () => {
    const lines = await store.tx(tx => tx.selectFrom('outbox').selectAll().orderBy('turn').execute())
    await store.tx(tx => tx.deleteFrom('outbox').execute())
    return lines.map(line => {
      const id = Buffer.from(line.id).toString('base64url') as LineId
      const letter = JSON.parse(Buffer.from(privacy.open('outbox', line.body, id) ?? []).toString()) as {
        to: string
        message: Message
        zone?: string
      }
      return { ...letter, to: addresses.get(letter.to), text: plain(letter.message.text), line }
    })
  }
  return {
    clock,
    member,
    said,
    tell,
    store: () => store,
    async reopen() {
      await store.close()
      store = await openStore({ folder, world })
    },
    file: async (urgency: number, deadline: string): Promise<ConcernId> => {
      const id = newConcernId()
      const row = { ...coded({ category: 'labour_wages' }), id: toBytes(id), urgency, deadline, demo: 0 }
      await store.tx(tx => tx.insertInto('concerns').values(row).execute())
      return id
    },
    duty: (staff: StaffId) =>
      store.tx(tx =>
        tx
          .insertInto('duties')
          .values({ day: dayOf(clock.now), staff: toBytes(staff) })
          .execute(),
      ),
    tick: () => createCaseClock({ store, changes: createChanges(), tell }).tellOfDue(clock.now),
  }
}
type It = Awaited<ReturnType<typeof open>>
const fresh = async (it: It, urgency: 'emergency' | 'urgent') => {
  const row = {
    ...coded({ category: 'labour_wages', urgency, week: '2026-W02', deadline: dayOf(START + DAY) }),
    assignee: undefined,
  }
  await it.store().tx(tx => it.tell(tx, 'new', [row]))
}

describe('a new urgent report', () => {
  it('is told to those on duty, and to everybody who works on cases if nobody is', async () => {
    const it_ = await open()
    const [ana, ben] = [await it_.member('moderator'), await it_.member('moderator')]
    await it_.member('organizer')
    await it_.member('administrator')
    await fresh(it_, 'urgent')
    const all = await it_.said()
    expect(all.map(({ to }) => to).toSorted()).toEqual([ana.id, ben.id].toSorted())
    expect(all[0]?.text).toMatch(
      /^A new urgent report\.\n\n• Urgent · .+ · Saitama · new this week · answer by 2026-01-06$/,
    )
    expect(all[0]?.message.links).toEqual([expect.objectContaining({ inside: true })])
    await it_.duty(ben.id)
    await fresh(it_, 'urgent')
    expect((await it_.said()).map(({ to }) => to)).toEqual([ben.id])
    // On duty, and out of reach: everybody else is told.
    await it_.store().tx(tx => removeStaffChat(tx, ben.person))
    await fresh(it_, 'urgent')
    expect((await it_.said()).map(({ to }) => to)).toEqual([ana.id])
  })

  it('waits out quiet hours, but for an emergency', async () => {
    const it_ = await open()
    await it_.member('moderator')
    await fresh(it_, 'urgent')
    await fresh(it_, 'emergency')
    const said = (await it_.said()).map(({ text, zone }) => [/Urgent|Emergency/.exec(text)?.[0], zone])
    expect(said.toSorted()).toEqual([
      ['Emergency', undefined],
      ['Urgent', 'Asia/Tokyo'],
    ])
  })

  it('speaks the language of who is told, and English where there are no words', async () => {
    const it_ = await open()
    await it_.member('moderator', 'ja')
    await it_.member('moderator', 'vi')
    await fresh(it_, 'urgent')
    expect((await it_.said()).map(({ message }) => message.lang).toSorted()).toEqual(['en', 'ja'])
  })

  it('is a notice like any other: after answers, said again where nobody knows whether it arrived', async () => {
    const it_ = await open()
    await it_.member('moderator')
    await fresh(it_, 'urgent')
    const [{ line } = { line: undefined }] = await it_.said()
    expect(line).toMatchObject({ priority: 1, policy: 'repeat', state: 'pending', channel: 'telegram', cause: null })
  })
})

describe('the clock', () => {
  it('tells whose it is, everybody, and those who run it, once each, over restarts too', async () => {
    const it_ = await open()
    const [ana, ben, eva] = [
      await it_.member('moderator'),
      await it_.member('moderator'),
      await it_.member('administrator'),
    ]
    const concern = await it_.file(2, dayOf(START + 14 * DAY))
    await it_.store().tx(tx => claimCase(tx, { concern, staff: ana.id, day: dayOf(START) }))
    const told: string[] = []
    const names = new Map([
      [ana.id, 'ana'],
      [ben.id, 'ben'],
      [eva.id, 'eva'],
    ])
    for (let hour = 0; hour < 17 * 24; hour += 6) {
      it_.clock.now = START + hour * HOUR
      await it_.tick()
      if (hour % 30 === 0) await it_.reopen()
      await it_.tick()
      for (const { to, text } of await it_.said())
        told.push(`${Math.floor(hour / 24)} ${names.get(to as StaffId)}: ${text.split('\n')[0]}`)
    }
    // The days begin at noon, deadlines at midnight.
    expect(told.toSorted()).toEqual([
      '13 ana: 1 report must be answered now.',
      '13 ben: 1 report must be answered now.',
      '14 eva: 1 report is late.',
      '15 eva: 1 report is late.',
      '16 eva: 1 report is late.',
      '6 ana: Half of the time for 1 report has passed.',
    ])
  })

  it('tells of many in one message, and of emergencies in another', async () => {
    const it_ = await open()
    await it_.member('moderator')
    for (let count = 0; count < 1200; count++) await it_.file(2, dayOf(START))
    for (let count = 0; count < 2; count++) await it_.file(0, dayOf(START))
    await it_.tick()
    const said = await it_.said()
    expect(said.length).toBeLessThanOrEqual(4)
    expect(said.filter(({ zone }) => zone === undefined).map(({ text }) => text.split('\n')[0])).toEqual([
      '2 reports must be answered now.',
    ])
    expect(said.some(({ text }) => /… and \d+ more\.$/.test(text))).toBe(true)
    await it_.tick()
    expect(await it_.said()).toEqual([])
  })

  it('tells whoever is on duty where whose it is cannot be told, and everybody of what nobody took up', async () => {
    const it_ = await open()
    const [ana, ben, eva] = [
      await it_.member('moderator'),
      await it_.member('moderator'),
      await it_.member('moderator'),
    ]
    const concern = await it_.file(2, dayOf(START + 2 * DAY))
    await it_.store().tx(tx => claimCase(tx, { concern, staff: eva.id, day: dayOf(START) }))
    await it_.store().tx(tx => removeStaffChat(tx, eva.person))
    await it_.duty(ben.id)
    await it_.tick()
    const half = await it_.said()
    expect(half.map(({ to, text }) => [to, text.split(' ')[0]])).toEqual([[ben.id, 'Half']])
    await it_.file(2, dayOf(START + 2 * DAY))
    await it_.tick()
    const untaken = await it_.said()
    expect(untaken.map(({ to }) => to).toSorted()).toEqual([ana.id, ben.id].toSorted())
    expect(untaken.every(({ text }) => text.includes('should have been taken up'))).toBe(true)
  })
})
