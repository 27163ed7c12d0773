/** Notices to linked chats when Telegram is ill and when the process is killed: each arrives, and is repeated only where nobody can know. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { PROJECT, realWorld } from '../../src/house.ts'
import type { Address, StaffId } from '../../src/kit/ids.ts'
import { openMemory } from '../../src/memory.ts'
import { toBytes } from '../../src/store/ids.ts'
import { insertStaff } from '../../src/store/staff.ts'
import { saveStaffChat } from '../../src/store/staff-chats.ts'
import type { Fault } from '../fake/telegram/faults.ts'
import { createFakeTelegram } from '../fake/telegram/server.ts'
import { coded, newConcernId } from '../store/fresh.ts'
import { openStaffHouse, until } from './rig.ts'

const NEW = /^A new urgent report/

describe('Telegram is ill', () => {
  it.each([
    ['says 429', { kind: 'answer', code: 429, retryAfter: 1 }, 1],
    ['answers 502 and did nothing', { kind: '5xx' }, 1],
    ['cuts the line before it heard', { kind: 'drop' }, 1],
    // It was said, and the answer was lost: nobody can know, and an emergency is rather told twice than never.
    ['did it and answers 502', { kind: '5xx', after: true }, 2],
  ] as const satisfies [string, Fault, number][])('%s', async (_, fault, times) => {
    const house = await openStaffHouse('telegram-polling')
    onTestFinished(() => house.stop())
    const chat = await house.linked(await house.member())
    house.fake?.fault({ ...fault, chat: chat.phone.id })
    const row = { ...coded({ category: 'labour_wages', urgency: 'emergency' }), assignee: undefined }
    await house.store.tx(tx => house.house.app.tell(tx, 'new', [row]))
    const said = async () => chat.phone.heard.filter(({ text }) => NEW.test(text)).length
    expect(await until(said, count => count >= times)).toBe(times)
    const left = async () => (await house.store.tx(tx => tx.selectFrom('outbox').select('id').execute())).length
    expect(await until(left, count => count === 0)).toBe(0)
    expect(await said()).toBe(times)
    expect(house.fake?.hits).toHaveLength(1)
  })
})

const STAFF = 32
/** Sends that may be under way at once: what a kill may repeat. */
const IN_FLIGHT = 4

const startBot = async (fake: Awaited<ReturnType<typeof createFakeTelegram>>, data: string): Promise<ChildProcess> => {
  const env = {
    PATH: process.env.PATH,
    TULAY_DATA: data,
    TULAY_DEMO: '0',
    PORT: '0',
    TULAY_LOG_LEVEL: 'silent',
    TELEGRAM_BOT_TOKEN: fake.token,
    TELEGRAM_API_ROOT: fake.root,
  }
  const polls = fake.callsOf('getUpdates').length
  const bot = spawn(process.execPath, [join(PROJECT, 'src', 'main.ts'), 'start'], { env, stdio: 'ignore' })
  await fake.until(() => fake.callsOf('getUpdates').length > polls, 60_000)
  return bot
}
const kill = async (bot: ChildProcess): Promise<void> => {
  const gone = new Promise(resolve => bot.once('exit', resolve))
  bot.kill('SIGKILL')
  await gone
}

it('is killed while it tells everybody: nobody is left out', { timeout: 300_000 }, async () => {
  const fake = await createFakeTelegram()
  const data = await mkdtemp(join(tmpdir(), 'tulay-staff-kill-'))
  const config = readConfig({ TULAY_DATA: data, TULAY_DEMO: '0' })
  if (!config.ok) throw new Error('no configuration')
  const memory = await openMemory(config.value, realWorld)
  if (!memory.ok) throw new Error(memory.why)
  const { store, privacy } = memory.value
  const phones = Array.from({ length: STAFF }, () => fake.person({ met: true }))
  await store.tx(async tx => {
    for (const [at, phone] of phones.entries()) {
      const id = randomBytes(16).toString('base64url') as StaffId
      const person = privacy.person('telegram', String(phone.id) as Address)
      const address = privacy.seal('chat', String(phone.id), person)
      const staff = { id, name: `moderator ${at}`, role: 'moderator', holder: undefined, demo: false } as const
      await insertStaff(tx, { ...staff, salt: randomBytes(16) })
      await saveStaffChat(tx, { person, staff: id, channel: 'telegram', address })
    }
    const row = { ...coded({ category: 'labour_wages', deadline: '2020-01-01' }), urgency: 0, demo: 0 }
    await tx
      .insertInto('concerns')
      .values({ ...row, id: toBytes(newConcernId()) })
      .execute()
    // Late already: administrators would be told, and there are none. This one is due today.
    const today = new Date().toISOString().slice(0, 10)
    await tx
      .insertInto('concerns')
      .values({ ...row, id: toBytes(newConcernId()), deadline: today })
      .execute()
  })
  await store.close()

  const sent = () => fake.callsOf('sendMessage').filter(({ took }) => took).length
  let bot = await startBot(fake, data)
  onTestFinished(async () => {
    bot.kill('SIGKILL')
    await fake.stop()
    await rm(data, { recursive: true, force: true })
  })
  let kills = 0
  for (const enough of [4, 11, 23]) {
    await fake.until(() => sent() >= enough, 60_000)
    await kill(bot)
    await fake.alone()
    kills++
    bot = await startBot(fake, data)
  }
  await fake.until(() => phones.every(({ heard }) => heard.length > 0), 60_000)
  await kill(bot)
  await fake.alone()
  bot = await startBot(fake, data)
  // It has started once more, has looked at its deadlines and answers.
  const late = fake.person()
  late.type('/start')
  await fake.until(() => late.heard.length > 0, 60_000)
  const counts = phones.map(({ heard }) => heard.filter(({ text }) => /must be answered now/.test(text)).length)
  expect(Math.min(...counts)).toBe(1)
  const repeats = counts.reduce((sum, count) => sum + count - 1, 0)
  console.log(`${kills + 1} kills: ${STAFF} told, ${repeats} notices repeated`)
  expect(repeats).toBeLessThanOrEqual(IN_FLIGHT * (kills + 1))
})
