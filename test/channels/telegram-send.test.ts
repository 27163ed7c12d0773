import { afterEach, describe, expect, test } from 'vitest'
import type { Address } from '../../src/kit/ids.ts'
import { sample } from '../contracts/rig.ts'
import { byPolling, byTelegraf, type TelegramRig } from './telegram-rig.ts'

let rig: TelegramRig
afterEach(() => rig?.stop())
const makers = [
  ['grammY', () => byPolling()],
  ['Telegraf', () => byTelegraf()],
] as const

describe.each(makers)('sending, carried by %s', (_name, make) => {
  const open = async () => {
    rig = await make()
    const { phone } = await rig.person()
    return { ...rig, phone, to: String(phone.id) as Address }
  }
  const sends = () => rig.fake.callsOf('sendMessage')

  test('gives the id of the message', async () => {
    const { channel, phone, to } = await open()
    expect(await channel.send(to, sample())).toEqual({ ok: true, ref: String(phone.heard[0]?.id) })
    expect(phone.heard[0]).toMatchObject({ protected: false, text: 'Where did it happen?' })
    await channel.send(to, sample({ personal: true }))
    expect(phone.heard[1]?.protected).toBe(true)
  })

  test('sorts what Telegram says', async () => {
    const { channel, phone, fake, to } = await open()
    fake.fault({ kind: 'answer', code: 429, retryAfter: 7 })
    expect(await channel.send(to, sample())).toEqual({ ok: false, why: 'slow-down', retryAfter: 7 })
    fake.fault({ kind: 'answer', code: 400 })
    expect(await channel.send(to, sample())).toEqual({ ok: false, why: 'refused', code: 400 })
    expect(await channel.send('99' as Address, sample())).toEqual({ ok: false, why: 'gone' })
    phone.block()
    expect(await channel.send(to, sample())).toEqual({ ok: false, why: 'gone' })
    phone.unblock()
    phone.deactivate()
    expect(await channel.send(to, sample())).toEqual({ ok: false, why: 'gone' })
    expect(phone.heard).toEqual([])
  })

  test('is in doubt after the write, never repeats, and may have arrived', async () => {
    const { channel, phone, fake, to } = await open()
    fake.fault({ kind: '5xx', after: true })
    expect(await channel.send(to, sample())).toEqual({ ok: false, why: 'in-doubt' })
    fake.fault({ kind: 'drop', after: true })
    expect(await channel.send(to, sample())).toEqual({ ok: false, why: 'in-doubt' })
    fake.fault({ kind: '5xx', status: 500 })
    expect(await channel.send(to, sample())).toEqual({ ok: false, why: 'in-doubt' })
    expect(phone.heard).toHaveLength(2)
    expect(sends()).toHaveLength(3)
  })

  test('is surely not sent when nobody listens', async () => {
    const { channel, phone, fake, to } = await open()
    await fake.down()
    expect(await channel.send(to, sample())).toEqual({ ok: false, why: 'unreachable' })
    await fake.up()
    expect((await channel.send(to, sample())).ok).toBe(true)
    expect(phone.heard).toHaveLength(1)
  })

  test('goes on with the page that failed, and repeats none', async () => {
    const { channel, phone, fake, to } = await open()
    const message = sample({ text: ['word '.repeat(2500)] })
    fake.fault({ kind: 'slow', ms: 1 })
    fake.fault({ kind: 'slow', ms: 1 })
    fake.fault({ kind: 'answer', code: 429, retryAfter: 1 })
    expect(await channel.send(to, message)).toEqual({ ok: false, why: 'slow-down', retryAfter: 1 })
    expect(phone.heard).toHaveLength(2)
    const sent = await channel.send(to, message)
    expect(phone.heard.map(({ buttons }) => buttons.length > 0)).toEqual([false, false, false, true])
    expect(sent).toEqual({ ok: true, ref: phone.heard.map(({ id }) => id).join(',') })
    // The same words once more are a new message.
    await channel.send(to, message)
    expect(phone.heard).toHaveLength(8)
  })

  test('clears what may be deleted, also of several pages, and skips what is too old', async () => {
    const { channel, phone, to } = await open()
    const refs: string[] = []
    const say = async (text: string) => {
      const sent = await channel.send(to, sample({ text: [text] }))
      if (sent.ok) refs.push(sent.ref)
    }
    for (let count = 0; count < 3; count++) await say('old')
    phone.age(49 * 60 * 60_000)
    for (let count = 0; count < 130; count++) await say('new')
    await say('long '.repeat(1000))
    expect(phone.heard).toHaveLength(135)
    expect(await channel.clear?.(to, refs)).toBe(132)
    expect(phone.heard.map(({ text }) => text)).toEqual(['old', 'old', 'old'])
    expect(await channel.clear?.(to, ['', 'x', '-4'])).toBe(0)
  })

  test('stops clearing when Telegram says to slow down', async () => {
    const { channel, fake, to } = await open()
    const sent = await channel.send(to, sample())
    fake.fault({ method: 'deleteMessages', kind: 'answer', code: 429, retryAfter: 9 })
    expect(await channel.clear?.(to, [sent.ok ? sent.ref : ''])).toBe(0)
    expect(fake.callsOf('deleteMessages')).toHaveLength(1)
  })
})

describe('a group', () => {
  test('is told at once where to write, once a minute, and nothing else of it is read', async () => {
    rig = await byPolling()
    const { app, fake } = rig
    const group = fake.person({ group: -100_200_300, lang: 'ja' })
    group.addBot()
    await fake.until(() => group.heard.length === 1)
    expect(group.heard[0]).toMatchObject({
      text: 'ja:engine.group',
      buttons: [[{ text: 'ja:engine.group_button', url: `https://t.me/${fake.username}?start=group` }]],
    })
    group.type('my boss took my passport')
    group.type('/start')
    group.type(`/report@${fake.username} my boss`)
    await rig.committed(3)
    await fake.until(() => fake.updates.pending().length === 0)
    expect(app.deeds()).toEqual(Array(3).fill({ kind: 'group' }))
    expect(group.heard).toHaveLength(1)
    expect(JSON.stringify(app.committed)).not.toContain('boss')
  })

  test('that cannot be told is committed all the same', async () => {
    rig = await byPolling()
    const { fake } = rig
    fake.fault({ kind: 'drop' })
    fake.person({ group: -100_200_300 }).type('/start')
    await rig.committed(1)
    await fake.until(() => fake.updates.pending().length === 0)
  })
})

test('nothing is paid for unless the group switched it on; then faster, and each message says so', async () => {
  rig = await byPolling()
  const free = await rig.person()
  await rig.channel.send(String(free.phone.id) as Address, sample())
  expect(rig.channel.pace).toMatchObject({ perSecond: 30, inFlight: 4 })
  expect(rig.fake.callsOf('sendMessage')[0]?.payload).not.toHaveProperty('allow_paid_broadcast')
  await rig.stop()
  rig = await byPolling({ paid: 500 })
  const paid = await rig.person()
  await rig.channel.send(String(paid.phone.id) as Address, sample())
  expect(rig.channel.pace).toMatchObject({ perSecond: 500, inFlight: 51 })
  expect(rig.fake.callsOf('sendMessage')[0]?.payload).toMatchObject({ allow_paid_broadcast: true })
})
