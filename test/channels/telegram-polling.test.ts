import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { createTelegram, type TelegramOptions } from '../../src/channels/telegram/grammy.ts'
import { createScriptedApp } from '../contracts/scripted-app.ts'
import { byPolling, type TelegramRig, telegramOptions } from './telegram-rig.ts'

let rig: TelegramRig
const open = async (over: Partial<TelegramOptions> = {}) => {
  rig = await byPolling(over)
  return rig
}
afterEach(() => rig?.stop())

const offsets = () => rig.fake.callsOf('getUpdates').map(({ payload }) => Number(payload.offset ?? 0))
const texts = () => rig.app.deeds().map(deed => (deed.kind === 'text' ? deed.text : deed.kind))

describe('the offset', () => {
  test('is not confirmed before the commit', async () => {
    const { app, fake } = await open()
    const { phone } = await rig.person()
    const release = app.holdCommits()
    const update = phone.type('hold on')
    await fake.until(() => app.batches > 0)
    // Long enough for several rounds.
    await sleep(700)
    expect(Math.max(...offsets())).toBeLessThanOrEqual(update)
    expect(fake.updates.pending()).toHaveLength(1)
    release()
    await fake.until(() => offsets().includes(update + 1))
    expect(texts()).toEqual(['hold on'])
    expect(app.batches).toBe(1)
  })

  test('is not confirmed by a process that dies before the commit: the next one gets it all', async () => {
    const { app, fake, log } = await open()
    const { phone } = await rig.person()
    const release = app.holdCommits()
    phone.type('one')
    phone.type('two')
    await fake.until(() => app.batches > 0)
    // What a kill leaves behind: a second process with the same token, an app that never saw anything.
    const heir = createScriptedApp()
    const telegram = createTelegram({ ...telegramOptions({ fake, app: heir, log }) })
    await telegram.start()
    await fake.until(() => heir.committed.length === 2)
    expect(heir.deeds()).toEqual([
      { kind: 'text', text: 'one' },
      { kind: 'text', text: 'two' },
    ])
    await telegram.stop()
    release()
  })

  test('stands behind what is committed after a stop, so that nothing comes again', async () => {
    const { app, fake, log } = await open()
    const { phone } = await rig.person()
    phone.type('last words')
    await rig.committed(1)
    await rig.shut()
    expect(fake.updates.pending()).toEqual([])
    const telegram = createTelegram(telegramOptions({ fake, app, log }))
    await telegram.start()
    phone.type('and more')
    await rig.committed(2)
    await telegram.stop()
    expect(app.repeats).toBe(0)
  })

  test('follows ids that start again at a lower number', async () => {
    const { app, fake } = await open()
    const { phone } = await rig.person()
    phone.type('before the quiet week')
    await rig.committed(1)
    // A week in which nothing came begins with nothing left.
    await fake.until(() => fake.updates.pending().length === 0)
    fake.updates.restartIdsAt(5_000)
    phone.type('after it')
    phone.type('and on')
    await rig.committed(3)
    await fake.until(() => fake.updates.pending().length === 0)
    expect(texts()).toEqual(['before the quiet week', 'after it', 'and on'])
    expect(app.repeats).toBe(0)
  })

  test('moves past updates that nobody asked for and shapes that nobody knows', async () => {
    const { fake } = await open()
    const { phone } = await rig.person()
    fake.updates.push(1, 'message', { surprise: true })
    fake.updates.push(1, 'message', { message_id: 1, chat: { id: 'x' }, text: [] })
    phone.type('still here')
    await rig.committed(1)
    await fake.until(() => fake.updates.pending().length === 0)
  })
})

describe('a batch', () => {
  test('holds all that came at once', async () => {
    const { app, fake } = await open()
    fake.updates.hold()
    for (let count = 0; count < 40; count++) (await rig.person()).phone.type('at once')
    fake.updates.release()
    await rig.committed(40)
    expect(app.batches).toBeLessThanOrEqual(2)
  })

  test('that fails because of one person is committed for everybody else', async () => {
    const { app, fake, log } = await open()
    const [ana, ben] = [await rig.person(), await rig.person()]
    app.poison = ({ it }) => it.kind === 'text' && it.text === 'poison'
    fake.updates.hold()
    ana.phone.type('poison')
    ana.phone.type('behind it')
    ben.phone.type('hello')
    fake.updates.release()
    await rig.committed(1)
    expect(texts()).toEqual(['hello'])
    // Others go on being served; at last the update that can never be committed is given up, and what stood behind it comes.
    for (let more = 0; more < 12; more++) {
      ben.phone.type(`more ${more}`)
      await rig.committed(2 + more)
    }
    await fake.until(() => texts().includes('behind it'), 15_000)
    expect(log.events()).toContain('channel.update-given-up')
    expect(texts()).not.toContain('poison')
    await fake.until(() => fake.updates.pending().length === 0)
  }, 30_000)

  test('that fails for everybody is never given up', async () => {
    const { app } = await open({ pause: 2 })
    const { phone } = await rig.person()
    app.fail(10)
    phone.type('patience')
    await rig.committed(1)
    expect(texts()).toEqual(['patience'])
  })
})

describe('a tap', () => {
  test('is answered on the phone, after the commit', async () => {
    const { app, fake } = await open()
    const { phone } = await rig.person()
    const release = app.holdCommits()
    phone.press('v.menu.tag.1')
    await fake.until(() => app.batches > 0)
    await sleep(100)
    expect(phone.waiting).toBe(1)
    release()
    await fake.until(() => phone.waiting === 0)
  })

  test('whose answer fails is committed all the same', async () => {
    const { fake } = await open()
    const { phone } = await rig.person()
    fake.fault({ method: 'answerCallbackQuery', kind: 'answer', code: 400 })
    fake.fault({ method: 'answerCallbackQuery', kind: 'drop' })
    phone.press('v.menu.tag.1')
    phone.press('v.menu.tag.1')
    phone.press('v.menu.tag.1')
    await rig.committed(3)
    await fake.until(() => phone.waiting === 2)
  })
})

test('an empty answer is waited for at the far side: an idle bot hardly calls', async () => {
  const { fake } = await open({ pollSeconds: 30 })
  await fake.until(() => fake.callsOf('getUpdates').length > 0)
  await sleep(600)
  expect(fake.callsOf('getUpdates').length).toBeLessThanOrEqual(2)
  expect(fake.callsOf('getUpdates')[0]?.payload).toMatchObject({
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    timeout: 30,
  })
})
