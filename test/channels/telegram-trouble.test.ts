import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { createTelegram, type TelegramOptions } from '../../src/channels/telegram/grammy.ts'
import { createScriptedApp } from '../contracts/scripted-app.ts'
import { createFakeTelegram } from '../fake/telegram/server.ts'
import { byPolling, createListeningLog, type TelegramRig, telegramOptions } from './telegram-rig.ts'

let rig: TelegramRig
const open = async (over: Partial<TelegramOptions> = {}) => {
  rig = await byPolling(over)
  return rig
}
afterEach(() => rig?.stop())

describe('trouble with Telegram', () => {
  test('a 5xx, a cut connection and a server that is down are waited out, and told once each spell', async () => {
    const { fake, log } = await open()
    const { phone } = await rig.person()
    fake.fault({ method: 'getUpdates', kind: '5xx', times: 3 })
    fake.fault({ method: 'getUpdates', kind: 'drop', times: 2 })
    phone.type('through')
    await rig.committed(1)
    await fake.down()
    await sleep(150)
    await fake.up()
    phone.type('again')
    await rig.committed(2)
    await fake.until(() => log.events().filter(event => event === 'channel.reached-again').length >= 2)
    const spells = log.events().filter(event => event === 'channel.unreachable').length
    expect(spells).toBe(log.events().filter(event => event === 'channel.reached-again').length)
  })

  test('retry_after is obeyed exactly', async () => {
    const { fake } = await open()
    const { phone } = await rig.person()
    fake.fault({ method: 'getUpdates', kind: 'answer', code: 429, retryAfter: 1 })
    phone.type('first')
    await rig.committed(1)
    const isRefused = ({ status }: { status: number }) => status === 429
    await fake.until(() => fake.callsOf('getUpdates').some(isRefused))
    const fromThere = () => fake.callsOf('getUpdates').slice(fake.callsOf('getUpdates').findIndex(isRefused))
    await fake.until(() => fromThere().length > 1)
    const [before, after] = fromThere()
    expect((after?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(1000)
  })

  test('another process with the same token is told in words, and does not lose anybody', async () => {
    const { fake, log, app } = await open()
    const { phone } = await rig.person()
    fake.fault({
      method: 'getUpdates',
      kind: 'answer',
      code: 409,
      description: 'Conflict: terminated by other getUpdates request',
    })
    phone.type('x')
    await rig.committed(1)
    phone.type('y')
    await rig.committed(2)
    expect(log.told.find(({ event }) => event === 'channel.token-in-use-elsewhere')).toMatchObject({
      level: 'warn',
      facts: { channel: 'telegram', status: 409 },
    })
    expect(app.repeats).toBe(0)
  })

  test('a wrong token is refused at the start', async () => {
    const fake = await createFakeTelegram()
    const log = createListeningLog()
    const telegram = createTelegram({ ...telegramOptions({ fake, app: createScriptedApp(), log }), token: '1:wrong' })
    expect(await telegram.start()).toEqual({ ok: false, why: 'token-refused' })
    expect(log.events()).toEqual(['channel.token-refused'])
    await telegram.stop()
    await fake.stop()
  })

  test('a Telegram that is down at the start is reached later', async () => {
    const fake = await createFakeTelegram()
    const app = createScriptedApp()
    const log = createListeningLog()
    await fake.down()
    const telegram = createTelegram(telegramOptions({ fake, app, log }))
    expect(await telegram.start()).toEqual({ ok: false, why: 'unreachable' })
    await fake.up()
    fake.person().type('finally')
    await fake.until(() => app.committed.length === 1)
    await telegram.stop()
    await fake.stop()
  })

  test('no line of the log holds anything of a person', async () => {
    const { app, fake, log } = await open()
    const { phone } = await rig.person({ lang: 'ja' })
    app.fail(2)
    fake.fault({ method: 'getUpdates', kind: '5xx' })
    phone.type('canary text')
    await rig.committed(1)
    expect(JSON.stringify(log.told)).not.toMatch(new RegExp(`canary|${phone.id}|Maria|${fake.token}`))
  })
})
