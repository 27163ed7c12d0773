import { setTimeout as sleep } from 'node:timers/promises'
import { Telegraf } from 'telegraf'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTelegrafDoor } from '../../src/channels/telegram/telegraf.ts'
import type { Address } from '../../src/kit/ids.ts'
import { sample } from '../contracts/rig.ts'
import { createScriptedApp } from '../contracts/scripted-app.ts'
import { createFakeTelegram, type FakeTelegram } from '../fake/telegram/server.ts'
import { createListeningLog, world } from './telegram-rig.ts'

let fake: FakeTelegram
let bot: Telegraf
let running: Promise<void>
const app = () => createScriptedApp()
beforeEach(async () => {
  fake = await createFakeTelegram()
  bot = new Telegraf(fake.token, { telegram: { apiRoot: fake.root }, handlerTimeout: Number.POSITIVE_INFINITY })
})
const launch = async () => {
  running = bot.launch()
  await fake.until(() => fake.callsOf('getUpdates').length > 0)
}
afterEach(async () => {
  bot.stop()
  await Promise.race([running, sleep(500)])
  await fake.stop()
})

test('an organization keeps its own bot: what is not ours goes on to its handlers', async () => {
  const scripted = app()
  const door = createTelegrafDoor({ app: scripted, world, log: createListeningLog(), telegram: bot.telegram })
  const theirs: string[] = []
  bot.command('dues', () => void theirs.push('/dues'))
  bot.use(door.middleware)
  bot.on('message', ctx => void theirs.push(`${ctx.chat.type}`))
  bot.on('my_chat_member', () => void theirs.push('member'))
  await launch()
  const person = fake.person()
  person.type('/dues')
  person.type('/report')
  fake.person({ group: -100_777 }).type('/start')
  person.block()
  await fake.until(() => theirs.length === 3 && scripted.committed.length === 2)
  expect(scripted.deeds().map(({ kind }) => kind)).toEqual(['command', 'blocked'])
  expect(theirs.toSorted()).toEqual(['/dues', 'member', 'supergroup'])
  await door.stop()
})

test('without `bot.telegram` it can send as soon as the first update came', async () => {
  const scripted = app()
  const door = createTelegrafDoor({ app: scripted, world, log: createListeningLog() })
  bot.use(door.middleware)
  await launch()
  const person = fake.person({ met: true })
  const to = String(person.id) as Address
  expect(await door.channel.send(to, sample())).toEqual({ ok: false, why: 'unreachable' })
  person.photo(Buffer.from('picture'))
  await fake.until(() => scripted.committed.length === 1)
  expect(scripted.deeds()).toMatchObject([{ kind: 'file', media: 'photo' }])
  expect((await door.channel.send(to, sample())).ok).toBe(true)
  await door.stop()
})

test('a commit that fails is tried again, in order, and nothing is thrown that Telegraf would print', async () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  const scripted = app()
  const door = createTelegrafDoor({
    app: scripted,
    world,
    log: createListeningLog(),
    telegram: bot.telegram,
    pause: 10,
  })
  bot.use(door.middleware)
  await launch()
  const person = fake.person()
  scripted.fail(4)
  fake.updates.hold()
  for (const text of ['one', 'two', 'three']) person.type(text)
  fake.updates.release()
  await fake.until(() => scripted.committed.length === 3)
  expect(scripted.deeds()).toEqual(['one', 'two', 'three'].map(text => ({ kind: 'text', text })))
  expect(printed).not.toHaveBeenCalled()
  printed.mockRestore()
  await door.stop()
})

test('what was not committed at a stop is not confirmed', async () => {
  const scripted = app()
  const door = createTelegrafDoor({
    app: scripted,
    world,
    log: createListeningLog(),
    telegram: bot.telegram,
    pause: 10,
  })
  bot.use(door.middleware)
  await launch()
  scripted.fail(1_000_000)
  fake.person().type('do not lose me')
  await fake.until(() => scripted.batches > 1)
  await door.stop()
  bot.stop()
  await sleep(200)
  expect(fake.updates.pending()).toHaveLength(1)
})
