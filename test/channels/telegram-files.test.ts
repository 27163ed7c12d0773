import { afterEach, describe, expect, test } from 'vitest'
import { createTelegram, type TelegramOptions } from '../../src/channels/telegram/grammy.ts'
import { byPolling, type TelegramRig, telegramOptions } from './telegram-rig.ts'

let rig: TelegramRig
const open = async (over: Partial<TelegramOptions> = {}) => {
  rig = await byPolling(over)
  return rig
}
afterEach(() => rig?.stop())

const offsets = () => rig.fake.callsOf('getUpdates').map(({ payload }) => Number(payload.offset ?? 0))
const texts = () => rig.app.deeds().map(deed => (deed.kind === 'text' ? deed.text : deed.kind))

describe('a file', () => {
  test('that loads slowly delays nobody else, and keeps its place in what its sender says', async () => {
    const { app, fake } = await open()
    const [ana, ben] = [await rig.person(), await rig.person()]
    fake.fault({ method: 'file', kind: 'slow', ms: 1500 })
    fake.updates.hold()
    ana.phone.type('before')
    const photo = ana.phone.photo(Buffer.from('picture'), 'look')
    ana.phone.type('after')
    ben.phone.type('me too')
    fake.updates.release()
    await rig.committed(2)
    expect(texts()).toEqual(['before', 'me too'])
    for (let count = 0; count < 3; count++) {
      ben.phone.type(`while it loads ${count}`)
      await rig.committed(3 + count)
    }
    expect(Math.max(...offsets())).toBeLessThanOrEqual(photo)
    await rig.committed(7)
    const hers = app.committed.filter(({ address }) => address === String(ana.phone.id)).map(({ it }) => it)
    expect(hers).toMatchObject([{ text: 'before' }, { kind: 'file', caption: 'look' }, { text: 'after' }])
    await fake.until(() => fake.updates.pending().length === 0)
    expect(app.repeats).toBe(0)
  })

  test('that cannot be fetched becomes a sentence', async () => {
    const { fake } = await open()
    const { phone } = await rig.person()
    fake.fault({ method: 'file', kind: 'drop', times: 2 })
    phone.photo(Buffer.from('picture'))
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'unreadable', why: 'not-fetched' }])
  })

  test('is fetched a second time when the wire broke once', async () => {
    const { fake } = await open()
    const { phone } = await rig.person()
    fake.fault({ method: 'file', kind: 'drop' })
    phone.voice(Buffer.from('OggS'))
    await rig.committed(1)
    expect(rig.app.deeds()).toMatchObject([{ kind: 'file', media: 'voice' }])
  })

  test('is waited for as long as Telegram asks, however often it asks', async () => {
    const { fake } = await open()
    const { phone } = await rig.person()
    fake.fault({ method: 'getFile', kind: 'answer', code: 429, retryAfter: 1, times: 3 })
    const from = performance.now()
    phone.voice(Buffer.from('OggS'))
    await rig.committed(1)
    expect(rig.app.deeds()).toMatchObject([{ kind: 'file', media: 'voice' }])
    expect(fake.callsOf('getFile')).toHaveLength(4)
    // Not a limit on this machine but what was promised to the other one.
    expect(performance.now() - from).toBeGreaterThanOrEqual(3000)
  })

  test('that Telegram puts off for too long becomes a sentence', async () => {
    const { fake } = await open()
    const { phone } = await rig.person()
    fake.fault({ method: 'getFile', kind: 'answer', code: 429, retryAfter: 600 })
    phone.photo(Buffer.from('picture'))
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'unreadable', why: 'not-fetched' }])
  })

  test('that takes too long is not waited for', async () => {
    const { fake } = await open({ fileSeconds: 0.3 })
    const { phone } = await rig.person()
    fake.fault({ method: 'file', kind: 'hang', times: 2 })
    phone.photo(Buffer.from('picture'))
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'unreadable', why: 'not-fetched' }])
  })

  test('that is larger than it said is cut off', async () => {
    const { fake } = await open()
    const { phone } = await rig.person()
    phone.send({ voice: { file_id: 'liar', duration: 1 } })
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'unreadable', why: 'not-fetched' }])
    phone.voice(new Uint8Array(10_000_001))
    await rig.committed(2)
    expect(rig.app.deeds()[1]).toEqual({ kind: 'unreadable', why: 'too-large' })
    expect(fake.callsOf('getFile')).toHaveLength(2)
  })

  test('being fetched at a stop comes again after the next start', async () => {
    const { app, fake, log } = await open()
    const { phone } = await rig.person()
    fake.fault({ method: 'file', kind: 'hang' })
    phone.photo(Buffer.from('picture'))
    await fake.until(() => fake.callsOf('getFile').length > 0)
    await rig.shut()
    fake.clearFaults()
    expect(app.committed).toEqual([])
    expect(fake.updates.pending()).toHaveLength(1)
    const telegram = createTelegram(telegramOptions({ fake, app, log }))
    await telegram.start()
    await rig.committed(1)
    expect(app.deeds()).toMatchObject([{ kind: 'file', media: 'photo' }])
    await telegram.stop()
  })
})
