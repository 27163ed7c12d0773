/** Keyholders are reminded in their linked chats before their key no longer counts, once a day at the most. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createDrillReminder } from '../../src/app/staff-chat/drill-reminder.ts'
import type { Address, ChannelName, LineId, StaffId } from '../../src/kit/ids.ts'
import { type Message, plain } from '../../src/kit/message.ts'
import { openStore } from '../../src/store/index.ts'
import { insertHolder, markDrilled } from '../../src/store/keyholders.ts'
import { insertStaff } from '../../src/store/staff.ts'
import { saveStaffChat } from '../../src/store/staff-chats.ts'
import { directory, words } from '../app/rig.ts'
import { privacy } from '../store/fresh.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 5)
const id = () => randomBytes(16).toString('base64url')

const open = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tulay-drill-'))
  const clock = { now: START }
  const world = { now: () => clock.now, random: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
  const store = await openStore({ folder, world })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const remind = createDrillReminder({
    store,
    privacy,
    world,
    words,
    areaName: directory.areaName,
    pages: 'https://help.example.org',
    pushes: () => true,
    demo: () => false,
  })
  /** With a key that was made and proved at the start, and a linked chat. */
  const member = async (name: string, key: { demo?: boolean } | undefined) => {
    const [staff, holder, address] = [id() as StaffId, id(), `90${name.length}` as Address]
    const person = privacy.person('telegram' as ChannelName, address)
    await store.tx(async tx => {
      const days = { since: '2026-01-05', drilled: '2026-01-05', wrapped: null, publicKey: randomBytes(32) }
      const its = key && { holder }
      if (key) await insertHolder(tx, { id: holder, role: 'keyholder', name, demo: key.demo ?? false, ...days })
      const row = { id: staff, name, role: 'moderator', demo: false, salt: randomBytes(16) } as const
      await insertStaff(tx, { ...row, holder: its?.holder })
      const sealed = privacy.seal('chat', address, person)
      await saveStaffChat(tx, { person, staff, channel: 'telegram', address: sealed })
    })
    return { holder, address }
  }
  /** Looks on that day, several times as the schedule does; who was told what. */
  const on = async (day: number) => {
    clock.now = START + day * DAY
    for (let n = 0; n < 3; n++) {
      await remind(clock.now)
      clock.now += 600_000
    }
    const lines = await store.tx(tx => tx.selectFrom('outbox').selectAll().execute())
    await store.tx(tx => tx.deleteFrom('outbox').execute())
    return lines.map(line => {
      const context = Buffer.from(line.id).toString('base64url') as LineId
      const letter = JSON.parse(Buffer.from(privacy.open('outbox', line.body, context) ?? []).toString())
      const { to, message, zone } = letter as { to: string; message: Message; zone: string }
      return { to, text: plain(message.text), link: message.links?.[0]?.url, zone }
    })
  }
  return { store, member, on }
}

it('tells a keyholder a few times before the end, at the end, and every week after; nobody else', async () => {
  const it_ = await open()
  const ana = await it_.member('Ana', {})
  await it_.member('Keyless', undefined)
  await it_.member('Demo key', { demo: true })
  const days: number[] = []
  for (let day = 1; day <= 62; day++) {
    const told = await it_.on(day)
    if (told.length > 0) days.push(day)
    expect(told.length).toBeLessThan(2)
    for (const one of told) {
      expect(one).toMatchObject({ to: ana.address, link: 'https://help.example.org/staff/keys', zone: 'Asia/Tokyo' })
      expect(one.text).toContain(day <= 45 ? '2026-02-19' : 'for 45 days')
    }
  }
  expect(days).toEqual([32, 38, 42, 44, 46, 53, 60])
})

it('is silent once the proof was given', async () => {
  const it_ = await open()
  const { holder } = await it_.member('Ana', {})
  expect(await it_.on(42)).toHaveLength(1)
  await it_.store.tx(tx => markDrilled(tx, holder, '2026-02-17'))
  for (const day of [44, 46, 53]) expect(await it_.on(day)).toEqual([])
})
