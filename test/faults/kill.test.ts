import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { PROJECT, realWorld } from '../../src/house.ts'
import { readReceipt } from '../../src/kit/text.ts'
import { openMemory } from '../../src/memory.ts'
import { stretchReceipt } from '../../src/privacy/receipts.ts'
import { concernByReceipt } from '../../src/store/concerns.ts'
import { createFakeTelegram, type FakeTelegram } from '../fake/telegram/server.ts'
import { takeRecords } from '../stories/records.ts'
import { createTalker, RECEIPT, report, sayYes } from './person.ts'

const KILLS = Number(process.env.KILLS ?? 50)
const PEOPLE = 24
/** Sends that may be under way at once (channels/telegram/channel.ts): what a kill may repeat. */
const IN_FLIGHT = 4

/** `ms`: what the start took, until it asked for updates. */
const startBot = async (fake: FakeTelegram, data: string): Promise<{ bot: ChildProcess; ms: number }> => {
  const from = performance.now()
  const bot = spawn(process.execPath, [join(PROJECT, 'src', 'main.ts'), 'start'], {
    env: {
      PATH: process.env.PATH,
      TULAY_DATA: data,
      TULAY_DEMO: '1',
      PORT: '0',
      TULAY_LOG_LEVEL: 'silent',
      TELEGRAM_BOT_TOKEN: fake.token,
      TELEGRAM_API_ROOT: fake.root,
    },
    stdio: 'ignore',
  })
  // As all limits here: only ends what hangs, a start that never comes.
  const polls = fake.callsOf('getUpdates').length
  await fake.until(() => fake.callsOf('getUpdates').length > polls, 60_000)
  return { bot, ms: performance.now() - from }
}

const kill = async (bot: ChildProcess): Promise<void> => {
  const gone = new Promise(resolve => bot.once('exit', resolve))
  bot.kill('SIGKILL')
  await gone
}

/**
 * Messages that reached a phone more than once, by the time of the repetition. Every question carries a number of its own; the menu
 * after a report does not, and comes once for each receipt.
 */
const repeatsOf = (fake: FakeTelegram): number[] => {
  const seen = new Map<unknown, Set<string>>()
  return fake.callsOf('sendMessage').flatMap(({ at, payload, took }) => {
    if (!took) return []
    const { chat_id: chat, text } = payload
    const message = JSON.stringify(payload)
    const before = seen.get(chat)
    if (before?.has(message)) return [at]
    if (!before || RECEIPT.test(String(text))) seen.set(chat, new Set([message]))
    else before.add(message)
    return []
  })
}

it('loses and doubles nothing, killed at any moment', { timeout: 900_000 }, async () => {
  const fake = await createFakeTelegram()
  const data = await mkdtemp(join(tmpdir(), 'tulay-kill-'))
  let { bot, ms } = await startBot(fake, data)
  onTestFinished(async () => {
    bot.kill('SIGKILL')
    await fake.stop()
    await rm(data, { recursive: true, force: true })
  })
  const talkers = Array.from({ length: PEOPLE }, () => createTalker(fake, fake.person()))
  await Promise.all(talkers.map(sayYes))

  const filed: string[] = []
  const receipts: string[] = []
  let over = false
  const people = talkers.map(async (talker, who) => {
    for (let round = 0; !over; round++) {
      const told = `person ${who}, report ${round}`
      receipts.push(await report(talker, told, () => filed.push(told)))
    }
  })
  for (const person of people) person.catch(() => undefined)

  const kills: number[] = []
  // On a slow machine more kills, until enough was done between them.
  while (kills.length < KILLS || filed.length <= 2 * PEOPLE) {
    // A machine on which a start takes long does little in the same time, and would be killed for ever before its first answer.
    await sleep(randomInt(50, 1500) * Math.max(1, ms / 1000))
    await kill(bot)
    // What still came from the dead is no repetition of the next.
    await fake.alone()
    kills.push(Date.now())
    ;({ bot, ms } = await startBot(fake, data))
  }
  over = true
  await Promise.all(people)
  await kill(bot)

  const config = readConfig({ TULAY_DATA: data })
  if (!config.ok) throw new Error('no configuration')
  const opened = await openMemory(config.value, realWorld)
  if (!opened.ok) throw new Error(opened.why)
  const memory = opened.value
  const { concerns } = await takeRecords(memory.store, new Set())
  const told = concerns.flatMap(({ parts }) =>
    parts.filter(part => part.startsWith('text: ')).map(part => part.slice(6)),
  )
  expect(told.toSorted()).toEqual(filed.toSorted())
  for (const receipt of receipts) {
    const read = readReceipt(receipt)
    if (!read || read === 'typo') throw new Error('no receipt')
    const { lookup } = await stretchReceipt(memory.privacy.receiptSalt, read)
    expect(await memory.store.tx(tx => concernByReceipt(tx, lookup)), 'every receipt finds its report').toBeDefined()
  }
  const repeats = repeatsOf(fake)
  const worst = Math.max(
    ...kills.map((at, index) => repeats.filter(it => it >= at && it < (kills[index + 1] ?? Infinity)).length),
  )
  console.log(
    `${kills.length} kills: ${filed.length} reports filed, ${repeats.length} messages repeated, ${worst} at the most after one kill`,
  )
  expect(worst).toBeLessThanOrEqual(IN_FLIGHT)
  expect(
    repeats.every(at => at >= (kills[0] ?? 0)),
    'nothing is repeated without a kill',
  ).toBe(true)

  await memory.store.close()
})
