import { afterEach, describe, expect, test } from 'vitest'
import { CANNOT_EDIT } from '../../src/kit/channel.ts'
import type { Address } from '../../src/kit/ids.ts'
import type { Message, Sent } from '../../src/kit/message.ts'
import { sample } from '../contracts/rig.ts'
import { ogg, pdf, png } from '../contracts/shelf.ts'
import type { Person } from '../fake/telegram/phone.ts'
import { byPolling, byTelegraf, type TelegramRig } from './telegram-rig.ts'

let rig: TelegramRig
afterEach(() => rig?.stop())
const makers = [
  ['grammY', () => byPolling()],
  ['Telegraf', () => byTelegraf()],
] as const

const HOUR = 60 * 60_000
const CANNOT: Sent = { ok: false, why: 'refused', code: CANNOT_EDIT }
const words = (letter: string, length: number) => letter.repeat(length)
/** Without buttons, so that a page is its text. */
const plain = (text: string, over: Partial<Message> = {}) => sample({ text: [text], choices: [], verbs: [], ...over })

describe.each(makers)('edits, carried by %s', (_name, make) => {
  const open = async () => {
    rig = await make()
    const { phone } = await rig.person()
    const to = String(phone.id) as Address
    const { channel, fake, app } = rig
    const shelf = app.media
    const say = async (message: Message): Promise<string> => {
      const sent = await channel.send(to, message)
      if (!sent.ok) throw new Error(`not said: ${sent.why}`)
      return sent.ref
    }
    const edit = async (ref: string, message: Message): Promise<Sent> =>
      (await channel.edit?.(to, ref, message)) ?? { ok: false, why: 'gone' }
    const files = {
      march: shelf.add('photo', png()),
      rally: shelf.add('photo', png(320, 200, 1)),
      pdf: shelf.add('document', pdf()),
    }
    const voices = [shelf.add('voice', ogg(1)), shelf.add('voice', ogg(2))] as const
    return { channel, fake, phone, to, say, edit, voices, ...files }
  }
  const shown = (phone: Person) => phone.heard.map(({ text, file, silent, edits }) => [text, file?.kind, silent, edits])

  test('a text takes the place of a text, with its buttons, and twice is as once', async () => {
    const { phone, say, edit } = await open()
    const ref = await say(sample())
    const correct = sample({ text: ['Where was it? ', { strong: '<b>' }], verbs: [] })
    expect(await edit(ref, correct)).toEqual({ ok: true, ref })
    expect(await edit(ref, correct)).toEqual({ ok: true, ref })
    expect(phone.heard).toMatchObject([{ text: 'Where was it? <b>', edits: 1, silent: false }])
    expect(phone.heard[0]?.buttons).toHaveLength(3)
    await edit(ref, plain('No buttons'))
    expect(phone.heard[0]?.buttons).toEqual([])
  })

  test('however old it is', async () => {
    const { phone, say, edit } = await open()
    const ref = await say(plain('old'))
    phone.age(72 * HOUR)
    expect(await edit(ref, plain('new'))).toEqual({ ok: true, ref })
    expect(shown(phone)).toEqual([['new', undefined, false, 1]])
  })

  test('below a file the text is changed; another file takes the place of a picture', async () => {
    const { phone, fake, say, edit, march, rally, pdf } = await open()
    const ref = await say(plain('at ten', { media: march }))
    expect(await edit(ref, plain('at eleven', { media: march }))).toEqual({ ok: true, ref })
    expect(fake.calls.at(-1)?.method).toBe('editMessageCaption')
    const next = await edit(ref, plain('at noon', { media: rally }))
    expect(next).toEqual({ ok: true, ref: `${phone.heard[0]?.id}:p${rally.hash.slice(0, 8)}` })
    expect(phone.heard[0]).toMatchObject({ text: 'at noon', file: { hash: rally.hash }, edits: 2 })
    expect((await edit(next.ok ? next.ref : '', plain('', { media: pdf }))).ok).toBe(true)
    expect(phone.heard[0]).toMatchObject({ text: '', file: { kind: 'document', name: 'document.pdf' } })
    // What another edit has uploaded is sent by its id.
    await say(plain('again', { media: rally }))
    expect(typeof fake.callsOf('sendPhoto').at(-1)?.payload.photo).toBe('string')
  })

  test('a text gets a picture', async () => {
    const { phone, say, edit, march } = await open()
    const ref = await say(plain('at ten'))
    expect(await edit(ref, plain('at ten', { media: march }))).toEqual({
      ok: true,
      ref: `${ref}:p${march.hash.slice(0, 8)}`,
    })
    expect(shown(phone)).toEqual([['at ten', 'photo', false, 1]])
  })

  test('what Telegram has no way for is refused before anything changes', async () => {
    const { phone, fake, say, edit, march, voices } = await open()
    const [one, two] = voices
    const picture = await say(plain('a', { media: march }))
    const voice = await say(plain('b', { media: one }))
    const text = await say(plain('c'))
    const before = fake.calls.length
    expect(await edit(picture, plain('d'))).toEqual(CANNOT)
    expect(await edit(voice, plain('d'))).toEqual(CANNOT)
    expect(await edit(voice, plain('d', { media: two }))).toEqual(CANNOT)
    expect(await edit(voice, plain('d', { media: march }))).toEqual(CANNOT)
    expect(await edit(picture, plain('d', { media: one }))).toEqual(CANNOT)
    expect(await edit(text, plain('d', { media: one }))).toEqual(CANNOT)
    expect(await edit('', plain('d'))).toEqual(CANNOT)
    expect(fake.calls).toHaveLength(before)
    expect(await edit(voice, plain('e', { media: one }))).toEqual({ ok: true, ref: voice })
    expect(shown(phone)).toEqual([
      ['a', 'photo', false, 0],
      ['e', 'voice', false, 1],
      ['c', undefined, false, 0],
    ])
  })

  test('pages that are needed no more go; what is too old for that points up', async () => {
    const { phone, say, edit } = await open()
    const ref = await say(plain(`${words('a', 4000)}\n\n${words('b', 4000)}\n\n${words('c', 4000)}`))
    expect(phone.heard).toHaveLength(3)
    expect(await edit(ref, plain(`${words('d', 4000)}\n\nend`))).toEqual({ ok: true, ref: ref.split(',')[0] })
    expect(shown(phone)).toEqual([[`${words('d', 4000)}\n\nend`, undefined, false, 1]])

    const other = await say(plain(`${words('a', 4000)}\n\n${words('b', 4000)}`))
    phone.age(49 * HOUR)
    const edited = await edit(other, plain('short'))
    expect(shown(phone).slice(1)).toEqual([
      ['short', undefined, false, 1],
      ['⬆️', undefined, false, 1],
    ])
    // And comes back into use when it is needed.
    await edit(edited.ok ? edited.ref : '', plain(`${words('e', 4000)}\n\n${words('f', 4000)}`))
    expect(shown(phone).map(([text]) => String(text)[0])).toEqual(['d', 'e', 'f'])
  })

  test('pages that are needed more come without a sound, and a second attempt says none twice', async () => {
    const { phone, fake, say, edit, march } = await open()
    const ref = await say(plain('short', { media: march }))
    const long = plain(`${words('a', 4000)}\n\n${words('b', 4000)}`, { media: march })
    fake.fault({ kind: 'slow', ms: 1 })
    fake.fault({ kind: 'answer', code: 429, retryAfter: 2 })
    expect(await edit(ref, long)).toEqual({ ok: false, why: 'slow-down', retryAfter: 2 })
    const edited = await edit(ref, long)
    expect(edited).toEqual({ ok: true, ref: [ref, ...phone.heard.slice(1).map(({ id }) => id)].join(',') })
    expect(shown(phone).map(([text, ...rest]) => [String(text).slice(0, 1), ...rest])).toEqual([
      ['', 'photo', false, 1],
      ['a', undefined, true, 0],
      ['b', undefined, true, 0],
    ])
    // Once apart, file and text stay so, and nothing new is needed.
    await edit(edited.ok ? edited.ref : '', plain('short again', { media: march }))
    expect(shown(phone)).toEqual([
      ['', 'photo', false, 1],
      ['short again', undefined, true, 1],
    ])
  })

  test('sorts what Telegram says', async () => {
    const { phone, fake, say, edit } = await open()
    const ref = await say(plain('a'))
    expect(await edit('1', plain('b'))).toEqual({ ok: false, why: 'refused', code: 400 })
    const method = 'editMessageText'
    fake.fault({ method, kind: 'answer', code: 400, description: "Bad Request: message can't be edited" })
    expect(await edit(ref, plain('b'))).toEqual({ ok: false, why: 'refused', code: 400 })
    fake.fault({ method, kind: 'answer', code: 429, retryAfter: 4 })
    expect(await edit(ref, plain('b'))).toEqual({ ok: false, why: 'slow-down', retryAfter: 4 })
    fake.fault({ method, kind: 'drop', after: true })
    expect(await edit(ref, plain('b'))).toEqual({ ok: false, why: 'in-doubt' })
    expect(await edit(ref, plain('b'))).toEqual({ ok: true, ref })
    expect(shown(phone)).toEqual([['b', undefined, false, 1]])
    phone.block()
    expect(await edit(ref, plain('c'))).toEqual({ ok: false, why: 'gone' })
  })

  test('what was said with a file can be taken back', async () => {
    const { channel, phone, to, say, march } = await open()
    const ref = await say(plain(words('x', 2000), { media: march }))
    expect(await channel.clear?.(to, [ref])).toBe(2)
    expect(phone.heard).toEqual([])
  })
})
