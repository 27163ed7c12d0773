import { describe, expect, test } from 'vitest'
import { type Read, readUpdate } from '../../src/channels/telegram/read.ts'
import type { Deed } from '../../src/kit/inbound.ts'
import { LIMITS } from '../../src/kit/inbound.ts'

const AT = 1_790_000_000_000
const NAMES = { first_name: 'Canary-First', last_name: 'Canary-Last', username: 'canary_user' }
const from = { id: 5_123_456_789, is_bot: false, language_code: 'fil', ...NAMES }
const chat = { id: 5_123_456_789, type: 'private', ...NAMES }
const group = { id: -1_001_234_567_890, type: 'supergroup', title: 'Canary-Group' }
const bot = { id: 7_000_000_001, is_bot: true, username: 'tulay_bot' }

const read = (update: unknown): Read | undefined => readUpdate(update, { at: AT, bot: 'Tulay_Bot' })
const message = (content: object, over: object = {}) => ({
  update_id: 77,
  message: { message_id: 4, date: 1, from, chat, ...content, ...over },
})
const deedOf = (update: unknown): Deed | undefined => {
  const found = read(update)
  return found?.kind === 'deed' ? found.inbound.it : undefined
}

describe('a private message', () => {
  test('becomes an inbound with address, key, guess and message id, and nothing else of the person', () => {
    const found = read(message({ text: 'hello' }))
    expect(found).toEqual({
      kind: 'deed',
      inbound: {
        channel: 'telegram',
        address: '5123456789',
        update: '77',
        at: AT,
        guess: 'fil',
        ref: '4',
        it: { kind: 'text', text: 'hello' },
      },
    })
    expect(JSON.stringify(found)).not.toMatch(/canary/i)
  })

  test.each<[string, object, Deed | undefined]>([
    ['a command', { text: '/report' }, { kind: 'command', name: 'report', args: '' }],
    [
      'a command with the name of a bot',
      { text: '/Help@tulay_bot  me ' },
      { kind: 'command', name: 'help', args: 'me' },
    ],
    ['a slash that is no command', { text: '/日本' }, { kind: 'text', text: '/日本' }],
    ['half a surrogate pair', { text: 'a\ud83dz' }, { kind: 'text', text: 'a\ufffdz' }],
    ['a text that is too long', { text: 'x'.repeat(LIMITS.text + 1) }, { kind: 'unreadable', why: 'too-long' }],
    ['a place', { location: { latitude: -0.04, longitude: 139.6499 } }, { kind: 'place', lat: 0, lon: 139.6 }],
    [
      'a venue',
      { venue: {}, location: { latitude: 35.68, longitude: 139.76 } },
      { kind: 'place', lat: 35.7, lon: 139.8 },
    ],
    ['no place on earth', { location: { latitude: 99, longitude: 1 } }, { kind: 'unreadable', why: 'other' }],
    ['a sticker', { sticker: { file_id: 'x' } }, { kind: 'unreadable', why: 'sticker' }],
    ['a contact', { contact: { phone_number: '+81901234' } }, { kind: 'unreadable', why: 'contact' }],
    ['a poll', { poll: { id: '1' } }, { kind: 'unreadable', why: 'other' }],
    ['something of next year', { hologram: { id: '1' } }, { kind: 'unreadable', why: 'other' }],
    [
      'a moving picture',
      { animation: { file_id: 'x' }, document: { file_id: 'x', mime_type: 'image/gif' } },
      { kind: 'unreadable', why: 'wrong-type' },
    ],
    ['a video', { video: { file_id: 'x' } }, { kind: 'unreadable', why: 'wrong-type' }],
    [
      'a document',
      { document: { file_id: 'x', mime_type: 'application/pdf' } },
      { kind: 'unreadable', why: 'wrong-type' },
    ],
    ['a document without a type', { document: { file_id: 'x' } }, { kind: 'unreadable', why: 'wrong-type' }],
    [
      'a voice message of 11 MB',
      { voice: { file_id: 'x', file_size: 11_000_000 } },
      { kind: 'unreadable', why: 'too-large' },
    ],
    ['a photo without sizes', { photo: [] }, { kind: 'unreadable', why: 'not-fetched' }],
    ['a pinned message', { pinned_message: { text: 'x' } }, undefined],
    ['a timer for deletion', { message_auto_delete_timer_changed: { message_auto_delete_time: 86400 } }, undefined],
  ])('reads %s', (_what, content, deed) => {
    expect(deedOf(message(content))).toEqual(deed)
  })

  test('takes the largest photo within the limit', () => {
    const photo = [
      { file_id: 'small', width: 90, height: 60, file_size: 900 },
      { file_id: 'right', width: 1280, height: 853, file_size: 200_000 },
      { file_id: 'huge', width: 9000, height: 6000, file_size: LIMITS.photo + 1 },
    ]
    expect(read(message({ photo, caption: 'My room' }))).toMatchObject({
      kind: 'file',
      from: { address: '5123456789' },
      file: { id: 'right', media: 'photo', caption: 'My room' },
    })
  })

  test('takes a picture sent as a file, and a voice message', () => {
    const document = { file_id: 'doc', mime_type: 'image/png', file_name: 'Canary-Name.png' }
    expect(read(message({ document }))).toMatchObject({
      kind: 'file',
      file: { id: 'doc', media: 'photo', caption: '' },
    })
    expect(read(message({ voice: { file_id: 'ogg' } }))).toMatchObject({ file: { id: 'ogg', media: 'voice' } })
  })

  test('refuses a file id that could be more than an id', () => {
    expect(deedOf(message({ voice: { file_id: '../../etc/passwd' } }))).toEqual({
      kind: 'unreadable',
      why: 'not-fetched',
    })
  })

  test('of a bot is nothing', () => {
    expect(read(message({ text: 'hello' }, { from: { ...from, is_bot: true } }))).toBeUndefined()
  })
})

describe('a change of an earlier message', () => {
  const edited = (content: object, where: object = chat) => ({
    update_id: 5,
    edited_message: { message_id: 4, from, chat: where, ...content },
  })
  test('is told to be unreadable, in a private chat', () => {
    expect(deedOf(edited({ text: 'no, I mean' }))).toEqual({ kind: 'unreadable', why: 'edited' })
    expect(deedOf(edited({ photo: [], caption: 'I mean' }))).toEqual({ kind: 'unreadable', why: 'edited' })
    expect(read(edited({ text: 'x' }, group))).toBeUndefined()
  })
  test('is nothing when a live location moves', () => {
    expect(read(edited({ location: { latitude: 35, longitude: 139 } }))).toBeUndefined()
  })
})

describe('a tap', () => {
  const tap = (over: object) => ({
    update_id: 6,
    callback_query: { id: '991', from, message: { message_id: 3, chat, date: 0 }, data: 'a.tag1.1.yes', ...over },
  })
  test('brings the token, and the id by which the phone is answered', () => {
    expect(read(tap({}))).toMatchObject({
      kind: 'deed',
      tap: '991',
      inbound: { address: '5123456789', it: { kind: 'tap', token: 'a.tag1.1.yes' } },
    })
  })
  test('on a message too old to be told in full is a tap all the same', () => {
    expect(deedOf(tap({ message: { chat, message_id: 3, date: 0 } }))).toEqual({ kind: 'tap', token: 'a.tag1.1.yes' })
  })
  test('with more than 64 bytes, without data or outside a private chat is nothing', () => {
    expect(read(tap({ data: 'あ'.repeat(22) }))).toBeUndefined()
    expect(read(tap({ data: undefined }))).toBeUndefined()
    expect(read(tap({ message: { chat: group, message_id: 3 } }))).toBeUndefined()
    expect(read(tap({ message: undefined, inline_message_id: 'x' }))).toBeUndefined()
  })
})

describe('a group', () => {
  const say = (text: string) => ({ update_id: 8, message: { message_id: 4, from, chat: group, text } })
  const member = (before: string, after: string, where: object = group) => ({
    update_id: 9,
    my_chat_member: {
      chat: where,
      from,
      date: 0,
      old_chat_member: { user: bot, status: before },
      new_chat_member: { user: bot, status: after },
    },
  })
  test.each(['/start', '/start@tulay_bot', '/report@TULAY_BOT my boss'])('is answered when it says %s', text => {
    const found = read(say(text))
    expect(found).toMatchObject({ kind: 'deed', inbound: { address: '-1001234567890', it: { kind: 'group' } } })
    expect(JSON.stringify(found)).not.toContain('boss')
  })
  test.each(['hello', '/report', '/start@other_bot', 'please @tulay_bot'])('is not read when it says %s', text => {
    expect(read(say(text))).toBeUndefined()
  })
  test('is answered when it takes the bot in, and not when it puts it out', () => {
    expect(deedOf(member('left', 'member'))).toEqual({ kind: 'group' })
    expect(read(member('member', 'administrator'))).toBeUndefined()
    expect(read(member('member', 'kicked'))).toBeUndefined()
  })
  test('blocking is told of a private chat only', () => {
    expect(deedOf(member('member', 'kicked', chat))).toEqual({ kind: 'blocked' })
    expect(read(member('kicked', 'member', chat))).toBeUndefined()
  })
  test('a channel is not read', () => {
    expect(
      read({ update_id: 1, channel_post: { message_id: 1, chat: { id: -100, type: 'channel' }, text: 'x' } }),
    ).toBeUndefined()
    expect(
      read({ update_id: 1, message: { message_id: 1, chat: { id: -100, type: 'channel' }, text: '/start' } }),
    ).toBeUndefined()
  })
})
