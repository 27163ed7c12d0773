import { afterEach, expect, test } from 'vitest'
import { createTelegram } from '../../src/channels/telegram/grammy.ts'
import { createScriptedApp } from '../contracts/scripted-app.ts'
import { createFakeTelegram, type FakeTelegram } from '../fake/telegram/server.ts'
import { createListeningLog, telegramOptions } from './telegram-rig.ts'

let fake: FakeTelegram
afterEach(() => fake.stop())

const CHANGED = 'channel.profile-changed'
const isSetting = ({ method }: { method: string }) => /^setMy/i.test(method)

/** Starts a bot, waits until it has looked at everything, and stops it. */
const startOnce = async (app = createScriptedApp()) => {
  const log = createListeningLog()
  const before = fake.calls.length
  const telegram = createTelegram(telegramOptions({ fake, app, log }))
  await telegram.start()
  await fake.until(() => log.events().includes(CHANGED))
  await telegram.stop()
  return { log, sets: fake.calls.slice(before).filter(isSetting) }
}
const get = async (method: string, language_code = '', scope?: object) => {
  const query = new URLSearchParams({ language_code, ...(scope ? { scope: JSON.stringify(scope) } : {}) })
  const response = await fetch(`${fake.root}/bot${fake.token}/${method}?${query}`)
  return ((await response.json()) as { result: unknown }).result
}

test('commands and descriptions are set in every language that Telegram knows, and not again while they are the same', async () => {
  fake = await createFakeTelegram()
  const { log, sets } = await startOnce()
  // English as the default and by its code are the same; zh-Hant shares zh with zh-Hans; Cebuano has no two-letter code.
  expect(new Set(sets.map(({ payload }) => payload.language_code))).toEqual(
    new Set([undefined, 'en', 'tl', 'ja', 'zh']),
  )
  expect(sets.every(({ status }) => status === 200)).toBe(true)
  const scope = { type: 'all_private_chats' }
  expect(await get('getMyCommands', 'tl', scope)).toEqual([
    { command: 'report', description: 'fil: report' },
    { command: 'menu', description: 'fil: menu' },
  ])
  expect(await get('getMyDescription', 'ja')).toEqual({ description: 'ja:channels.telegram.description' })
  expect(await get('getMyShortDescription', 'zh')).toEqual({
    short_description: 'zh-Hans:channels.telegram.short_description',
  })
  expect(await get('getMyDescription', 'ko')).toEqual({ description: 'en:channels.telegram.description' })
  expect(log.told.find(({ event }) => event === CHANGED)?.facts?.count).toBe(sets.length)

  const again = await startOnce()
  expect(again.sets).toEqual([])
  expect(again.log.told.find(({ event }) => event === CHANGED)).toMatchObject({ level: 'debug', facts: { count: 0 } })
})

test('only what was changed is set again', async () => {
  fake = await createFakeTelegram()
  await startOnce()
  const app = createScriptedApp()
  const { commands } = app
  app.commands = lang => (lang === 'ja' ? [{ command: 'report', description: '報告' }] : commands(lang))
  const { sets } = await startOnce(app)
  expect(sets.map(({ method, payload }) => [method, payload.language_code])).toEqual([['setMyCommands', 'ja']])
})

test('a refusal of one is no reason to leave out the others, and retry_after is obeyed', async () => {
  fake = await createFakeTelegram()
  fake.fault({ method: 'setMyCommands', kind: 'answer', code: 429, retryAfter: 0 })
  fake.fault({ method: 'setMyDescription', kind: 'answer', code: 400 })
  const { sets } = await startOnce()
  expect(sets.filter(({ status }) => status !== 200)).toHaveLength(2)
  expect(await get('getMyCommands', '', { type: 'all_private_chats' })).toHaveLength(2)
  expect(await get('getMyShortDescription', 'ja')).toEqual({
    short_description: 'ja:channels.telegram.short_description',
  })
})

test('a stop does not wait for what Telegram does not answer', async () => {
  fake = await createFakeTelegram()
  fake.fault({ method: 'getMyDescription', kind: 'hang' })
  const telegram = createTelegram(telegramOptions({ fake, app: createScriptedApp(), log: createListeningLog() }))
  await telegram.start()
  await fake.until(() => fake.callsOf('getMyDescription').length > 0)
  const began = Date.now()
  await telegram.stop()
  // One call of the profile is given up after 30 s.
  expect(Date.now() - began).toBeLessThan(20_000)
  expect(fake.calls.filter(isSetting).length).toBeLessThan(3)
})
