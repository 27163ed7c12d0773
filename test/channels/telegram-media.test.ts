import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { accountOf } from '../../src/channels/telegram/account.ts'
import type { Address } from '../../src/kit/ids.ts'
import type { Message } from '../../src/kit/message.ts'
import { sample } from '../contracts/rig.ts'
import { ogg, pdf, png } from '../contracts/shelf.ts'
import { FormFile } from '../fake/telegram/form.ts'
import { byPolling, byTelegraf, type TelegramRig } from './telegram-rig.ts'

let rig: TelegramRig
afterEach(() => rig?.stop())
const makers = [
  ['grammY', () => byPolling()],
  ['Telegraf', () => byTelegraf()],
] as const

const MEGABYTE = 1024 * 1024

describe.each(makers)('files, carried by %s', (_name, make) => {
  const open = async () => {
    rig = await make()
    const { phone } = await rig.person()
    return { ...rig, phone, shelf: rig.app.media, to: String(phone.id) as Address }
  }
  const more = async (count: number) => {
    const hands = await Promise.all(Array.from({ length: count }, () => rig.person()))
    return hands.map(({ phone }) => phone)
  }
  const sendTo = (phone: { id: number }, message: Message) => rig.channel.send(String(phone.id) as Address, message)
  /** Bytes that went up, per call. */
  const uploads = () =>
    rig.fake.calls.filter(({ payload }) => Object.values(payload).some(value => value instanceof FormFile))

  test('a picture stands above its text, and the buttons below', async () => {
    const { channel, phone, shelf, to, fake } = await open()
    const media = shelf.add('photo', png())
    const sent = await channel.send(to, sample({ media, text: ['Come ', { strong: '<all>' }], personal: true }))
    expect(phone.heard).toMatchObject([
      {
        text: 'Come <all>',
        protected: true,
        file: { kind: 'photo', hash: media.hash, width: 640 },
        buttons: [[{ text: '1. Saitama' }], [{ text: '2. Tokyo' }], [{ text: '3. Another place' }], [{}, {}]],
      },
    ])
    expect(sent).toEqual({ ok: true, ref: `${phone.heard[0]?.id}:p${media.hash.slice(0, 8)}` })
    expect(fake.calls.at(-1)?.method).toBe('sendPhoto')
  })

  test('a voice and a document come as what they are, under plain names', async () => {
    const { channel, phone, shelf, to } = await open()
    const [voice, document] = [shelf.add('voice', ogg()), shelf.add('document', pdf())]
    const calendar = shelf.add('document', Buffer.from('BEGIN:VCALENDAR'), 'text/calendar')
    for (const media of [voice, document, calendar]) await channel.send(to, sample({ media }))
    expect(phone.heard.map(({ file }) => [file?.kind, file?.hash, file?.name])).toEqual([
      ['voice', voice.hash, undefined],
      ['document', document.hash, 'document.pdf'],
      ['document', calendar.hash, 'calendar.ics'],
    ])
    expect(uploads()[1]?.payload.disable_content_type_detection).toBe(true)
  })

  test('is uploaded once and then sent by its id, the largest variant, until the id is refused', async () => {
    const { phone, shelf, fake } = await open()
    const message = sample({ media: shelf.add('photo', png(1600, 1200)) })
    const [ben, cho] = await more(2)
    for (const person of [phone, ben, cho]) if (person) await sendTo(person, message)
    expect(uploads()).toHaveLength(1)
    expect(ben?.heard[0]?.file).toEqual({ ...phone.heard[0]?.file, width: 1600 })
    expect([...shelf.refs.keys()]).toEqual([`${accountOf(fake.token)} ${message.media?.hash}`])

    fake.forgetFiles()
    expect((await sendTo(phone, message)).ok).toBe(true)
    expect((await sendTo(phone, message)).ok).toBe(true)
    expect(uploads()).toHaveLength(2)
    expect(phone.heard).toHaveLength(3)
    // Refused with bytes and all: that is the answer, and no third attempt.
    fake.forgetFiles()
    fake.fault({
      method: 'sendPhoto',
      kind: 'answer',
      code: 400,
      description: 'Bad Request: wrong file identifier',
      times: 2,
    })
    expect(await sendTo(phone, message)).toEqual({ ok: false, why: 'refused', code: 400 })
    expect(fake.hits).toHaveLength(2)
  })

  test('an id that another bot got is of no use, and is not asked for', async () => {
    const { phone, shelf } = await open()
    const message = sample({ media: shelf.add('photo', png()) })
    shelf.refs.set(`${accountOf('123:abc')} ${message.media?.hash}`, 'an-id-of-another-bot')
    await sendTo(phone, message)
    expect(phone.heard).toHaveLength(1)
    expect(rig.fake.callsOf('sendPhoto')).toHaveLength(1)
  })

  test('of many at once one uploads, and the others wait for its id', async () => {
    const { shelf } = await open()
    const message = sample({ media: shelf.add('photo', png(640, 480, 0, 2 * MEGABYTE)) })
    const people = await more(6)
    rig.fake.fault({ method: 'sendPhoto', kind: 'slow', ms: 300 })
    const sending = Promise.all(people.map(person => sendTo(person, message)))
    // Whoever asked something meanwhile has the answer before the upload has ended.
    const [asker] = await more(1)
    if (asker) await sendTo(asker, sample())
    expect(asker?.heard).toHaveLength(1)
    expect(people.flatMap(({ heard }) => heard)).toEqual([])
    expect((await sending).every(({ ok }) => ok)).toBe(true)
    expect(uploads()).toHaveLength(1)
    expect(shelf.reads).toBe(1)
  })

  test('when the first one fails, the next uploads; a "slow down" is for all of them', async () => {
    const { shelf, fake } = await open()
    const message = sample({ media: shelf.add('photo', png()) })
    const people = await more(3)
    fake.fault({ method: 'sendPhoto', kind: '5xx', after: true })
    const first = await Promise.all(people.map(person => sendTo(person, message)))
    expect(first.filter(({ ok }) => !ok)).toEqual([{ ok: false, why: 'in-doubt' }])
    expect(uploads()).toHaveLength(2)

    const other = sample({ media: shelf.add('photo', png(640, 480, 1)) })
    fake.fault({ method: 'sendPhoto', kind: 'answer', code: 429, retryAfter: 9 })
    expect(await Promise.all(people.map(person => sendTo(person, other)))).toEqual(
      Array(3).fill({ ok: false, why: 'slow-down', retryAfter: 9 }),
    )
    expect(uploads()).toHaveLength(3)
    expect((await Promise.all(people.map(person => sendTo(person, other)))).every(({ ok }) => ok)).toBe(true)
  })

  test('an upload that was cut, or answered with a 502, is in doubt and repeated by nobody', async () => {
    const { phone, shelf, fake } = await open()
    const message = sample({ media: shelf.add('document', Buffer.alloc(3 * MEGABYTE, 1)) })
    fake.fault({ method: 'sendDocument', kind: 'cut' })
    expect(await sendTo(phone, message)).toEqual({ ok: false, why: 'in-doubt' })
    expect(phone.heard).toHaveLength(0)
    fake.fault({ method: 'sendDocument', kind: 'drop', after: true })
    expect(await sendTo(phone, message)).toEqual({ ok: false, why: 'in-doubt' })
    fake.fault({ method: 'sendDocument', kind: '5xx', after: true })
    expect(await sendTo(phone, message)).toEqual({ ok: false, why: 'in-doubt' })
    expect(phone.heard).toHaveLength(2)
    expect(shelf.refs.size).toBe(0)
  })

  test('an upload that finds nobody is surely not sent', async () => {
    const { phone, shelf, fake } = await open()
    const message = sample({ media: shelf.add('photo', png()) })
    await fake.down()
    expect(await sendTo(phone, message)).toEqual({ ok: false, why: 'unreachable' })
    await fake.up()
    expect((await sendTo(phone, message)).ok).toBe(true)
    expect(phone.heard).toHaveLength(1)
  })

  test('a longer text follows its file, with the buttons; what failed goes on where it stopped', async () => {
    const { phone, shelf, fake } = await open()
    const media = shelf.add('photo', png())
    const fits = sample({ media, text: ['x'.repeat(1024)], choices: [], verbs: [] })
    await sendTo(phone, fits)
    expect(phone.heard).toHaveLength(1)
    const long = sample({ media, text: ['x'.repeat(1025)] })
    fake.fault({ kind: 'answer', code: 429, retryAfter: 1 })
    expect(await sendTo(phone, long)).toEqual({ ok: false, why: 'slow-down', retryAfter: 1 })
    const sent = await sendTo(phone, long)
    expect(phone.heard.slice(1)).toMatchObject([
      { text: '', file: { kind: 'photo' }, buttons: [] },
      { text: 'x'.repeat(1025), buttons: [[{}], [{}], [{}], [{}, {}]] },
    ])
    const [, file, text] = phone.heard
    expect(sent).toEqual({ ok: true, ref: `${file?.id}:p${media.hash.slice(0, 8)},${text?.id}` })
  })

  test('a file that Telegram takes from nobody goes up once, and for each the refusal stands', async () => {
    const { phone, shelf } = await open()
    const message = sample({ media: shelf.add('photo', png(9000, 100)) })
    expect(await sendTo(phone, message)).toEqual({ ok: false, why: 'refused', code: 400 })
    for (const person of await more(3))
      expect(await sendTo(person, message)).toEqual({ ok: false, why: 'refused', code: 400 })
    expect(uploads()).toHaveLength(1)
    const huge = sample({ media: shelf.add('document', Buffer.alloc(52 * MEGABYTE)) })
    expect(await sendTo(phone, huge)).toEqual({ ok: false, why: 'refused', code: 413 })
    const gone = sample({ media: { kind: 'photo', hash: createHash('sha256').update('gone').digest('base64url') } })
    expect(await sendTo(phone, gone)).toEqual({ ok: false, why: 'refused', code: 410 })
    expect(phone.heard).toEqual([])
  })

  test('what is refused for its text is not held against its file', async () => {
    const { phone, shelf, fake } = await open()
    const message = sample({ media: shelf.add('photo', png()) })
    fake.fault({ method: 'sendPhoto', kind: 'answer', code: 400, description: "Bad Request: can't parse entities" })
    expect(await sendTo(phone, message)).toEqual({ ok: false, why: 'refused', code: 400 })
    expect((await sendTo(phone, message)).ok).toBe(true)
  })

  test('who takes no voices gets the words, and who blocked the bot nothing', async () => {
    const { phone, shelf } = await open()
    const message = sample({ media: shelf.add('voice', ogg()) })
    const [other] = await more(1)
    phone.refuseVoices()
    expect((await sendTo(phone, message)).ok).toBe(true)
    expect(phone.heard).toMatchObject([{ text: 'Where did it happen?' }])
    expect(phone.heard[0]?.file).toBeUndefined()
    other?.block()
    expect(other && (await sendTo(other, message))).toEqual({ ok: false, why: 'gone' })
  })

  test('a store that fails costs an upload, and no message', async () => {
    const { phone, shelf } = await open()
    const message = sample({ media: shelf.add('photo', png()) })
    const broken = async () => {
      throw new Error('the disk is full')
    }
    Object.assign(shelf, { ref: broken, keepRef: broken })
    expect((await sendTo(phone, message)).ok).toBe(true)
    const other = sample({ media: shelf.add('photo', png(640, 480, 1)) })
    // Nor does an id that cannot be forgotten.
    Object.assign(shelf, { ref: async () => 'refused-again-and-again', forgetRef: broken })
    const third = sample({ media: shelf.add('photo', png(640, 480, 2)) })
    expect((await sendTo(phone, third)).ok).toBe(true)
    expect(rig.fake.callsOf('sendPhoto')).toHaveLength(3)
    Object.assign(shelf, { file: broken, ref: broken })
    expect(await sendTo(phone, other)).toEqual({ ok: false, why: 'unreachable' })
    expect(phone.heard).toHaveLength(2)
  })
})
