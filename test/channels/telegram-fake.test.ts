/** The fake must refuse what Telegram refuses, or the other tests would prove nothing. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFakeTelegram, type FakeTelegram } from '../fake/telegram/server.ts'

type Answer = { ok: boolean; result?: unknown; error_code?: number; description?: string; parameters?: unknown }
let fake: FakeTelegram
beforeEach(async () => {
  fake = await createFakeTelegram()
})
afterEach(() => fake.stop())

const call = async (method: string, payload: object, token = fake.token): Promise<Answer> => {
  const body = JSON.stringify(payload)
  const headers = { 'content-type': 'application/json' }
  return (await (await fetch(`${fake.root}/bot${token}/${method}`, { method: 'POST', headers, body })).json()) as Answer
}
const says = (description: string) => ({ ok: false, description: expect.stringContaining(description) })

describe('sendMessage', () => {
  const send = (over: object) =>
    call('sendMessage', { chat_id: fake.person({ met: true }).id, parse_mode: 'HTML', text: 'x', ...over })
  const buttons = (...row: object[]) => ({ reply_markup: { inline_keyboard: [row] } })

  test.each([
    ['no text', { text: ' \n' }, 'message text is empty'],
    ['4097 characters', { text: 'x'.repeat(4097) }, 'message is too long'],
    ['an unknown tag', { text: '<p>x</p>' }, 'Unsupported start tag "p" at byte offset 0'],
    ['a tag that is left open', { text: 'あ<b>x' }, `Can't find end tag corresponding to start tag "b"`],
    ['tags that cross', { text: '<b><i>x</b></i>' }, 'Unmatched end tag'],
    ['an end without a start', { text: 'x</b>' }, 'Unexpected end tag'],
    ['a bare <', { text: '1 < 2' }, `can't parse entities`],
    ['65 bytes of data', buttons({ text: 'a', callback_data: 'x'.repeat(65) }), 'BUTTON_DATA_INVALID'],
    ['a button without a deed', buttons({ text: 'a' }), 'Text buttons are unallowed'],
    ['a link that is none', buttons({ text: 'a', url: 'no link' }), 'Wrong HTTP URL'],
    ['half a surrogate pair', { text: '\ud83d' }, 'UTF-8'],
    ['nobody', { chat_id: 12 }, 'chat not found'],
  ])('refuses %s', async (_what, over, description) => {
    expect(await send(over)).toMatchObject({ ...says(description), error_code: 400 })
  })

  test('counts characters after the entities', async () => {
    expect((await send({ text: `<b>${'&lt;'.repeat(4096)}</b>` })).ok).toBe(true)
  })

  test('refuses to begin with somebody who never wrote', async () => {
    const description = "Forbidden: bot can't initiate conversation with a user"
    expect(await call('sendMessage', { chat_id: fake.person().id, text: 'x' })).toMatchObject({
      error_code: 403,
      description,
    })
  })

  test('holds to the limits of Telegram where a test asks for them', async () => {
    await fake.stop()
    fake = await createFakeTelegram({ limits: { perSecond: 30, perChatMs: 1000 } })
    const { id } = fake.person({ met: true })
    expect((await call('sendMessage', { chat_id: id, text: 'x' })).ok).toBe(true)
    expect(await call('sendMessage', { chat_id: id, text: 'x' })).toMatchObject({
      error_code: 429,
      parameters: { retry_after: 1 },
    })
  })
})

describe('getUpdates', () => {
  const ids = async (payload: object) =>
    ((await call('getUpdates', payload)).result as { update_id: number }[]).map(one => one.update_id)

  test('brings an update again until a higher offset confirms it', async () => {
    const person = fake.person()
    const [first, second] = [person.type('a'), person.type('b')]
    expect(await ids({})).toEqual([first, second])
    expect(await ids({ offset: first })).toEqual([first, second])
    expect(await ids({ offset: second })).toEqual([second])
    expect(await ids({ offset: second + 1 })).toEqual([])
    expect(await ids({ offset: first })).toEqual([])
  })

  test('waits for the first, and ends when another one polls', async () => {
    const waiting = call('getUpdates', { timeout: 20 })
    await fake.until(() => fake.callsOf('getUpdates').length === 1)
    const next = call('getUpdates', { timeout: 20 })
    expect(await waiting).toMatchObject({ error_code: 409, ...says('terminated by other getUpdates request') })
    const id = fake.person().type('hello')
    expect(await next).toMatchObject({ ok: true, result: [{ update_id: id }] })
  })

  test('is refused while a webhook is set', async () => {
    await call('setWebhook', { url: `${fake.root}/nowhere` })
    expect(await call('getUpdates', {})).toMatchObject({ error_code: 409, ...says('webhook is active') })
  })
})

test('knows one token only, and only methods that there are', async () => {
  expect(await call('getMe', {}, '1:x')).toMatchObject({ error_code: 401 })
  expect(await call('getRich', {})).toMatchObject({ error_code: 404 })
})

test('shows edits and deletions on the phone', async () => {
  const person = fake.person({ met: true })
  const sent = await call('sendMessage', { chat_id: person.id, text: 'one' })
  const { message_id } = sent.result as { message_id: number }
  await call('editMessageText', { chat_id: person.id, message_id, text: 'two' })
  expect(person.heard[0]?.text).toBe('two')
  expect(await call('editMessageText', { chat_id: person.id, message_id, text: 'two' })).toMatchObject(
    says('message is not modified'),
  )
  await call('deleteMessage', { chat_id: person.id, message_id })
  expect(person.heard).toEqual([])
  expect(await call('deleteMessage', { chat_id: person.id, message_id })).toMatchObject(
    says('message to delete not found'),
  )
  expect(await call('editMessageText', { chat_id: person.id, message_id, text: 'x' })).toMatchObject(
    says('message to edit not found'),
  )
})

test('runs as a process of its own, where people act through its side door', async () => {
  const child = spawn(process.execPath, ['test/fake/telegram/serve.ts'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { root, token } = JSON.parse(line) as { root: string; token: string }
  const control = async (order: object) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${root}/control`, { method: 'POST', headers, body: JSON.stringify(order) })
    return ((await response.json()) as { result: unknown }).result
  }
  const update = await control({ do: 'type', person: 42, with: ['hello'] })
  await control({ do: 'photo', person: 42, with: [Buffer.from('picture').toString('base64'), 'look'] })
  const answer = (await (await fetch(`${root}/bot${token}/getUpdates`)).json()) as Answer
  expect(answer.result).toMatchObject([
    { update_id: update, message: { text: 'hello', chat: { id: 42 } } },
    { message: { caption: 'look' } },
  ])
  expect(await control({ do: 'messages', person: 42 })).toMatchObject([{ from: 'me', text: 'hello' }, { from: 'me' }])
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})
