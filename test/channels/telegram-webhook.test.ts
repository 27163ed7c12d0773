import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { byWebhook, SECRET, type TelegramRig } from './telegram-rig.ts'

let rig: TelegramRig
const open = async (...args: Parameters<typeof byWebhook>) => {
  rig = await byWebhook(...args)
  return rig
}
afterEach(() => rig?.stop())

const post = (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': SECRET },
  method = 'POST',
) =>
  fetch(rig.fake.webhook.url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'POST' ? { body } : {}),
  })
const update = (id: number, text: string) =>
  JSON.stringify({ update_id: id, message: { message_id: 1, date: 0, chat: { id: 44, type: 'private' }, text } })

describe('the webhook', () => {
  test('is set with its secret and with what we want to be told', async () => {
    const { fake } = await open()
    expect(fake.callsOf('setWebhook')).toHaveLength(1)
    expect(fake.callsOf('setWebhook')[0]?.payload).toMatchObject({
      secret_token: SECRET,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    })
    expect(fake.webhook.url).not.toContain(SECRET)
    expect(fake.callsOf('getUpdates')).toEqual([])
  })

  test.each([
    ['no secret', {}],
    ['another secret', { 'x-telegram-bot-api-secret-token': 'another' }],
    ['one of the same length', { 'x-telegram-bot-api-secret-token': SECRET.replace('a', 'b') }],
  ])('answers 401 to %s, and takes nothing', async (_what, headers) => {
    const { app } = await open()
    expect((await post(update(1, 'let me in'), headers)).status).toBe(401)
    expect(app.batches).toBe(0)
  })

  test('answers 200 to what cannot be read, so that it does not come for ever', async () => {
    const { app } = await open()
    for (const body of ['', '{', 'null', '[]', '{"update_id":"x"}', '"\\ud800"', '\u0000'])
      expect((await post(body)).status).toBe(200)
    expect((await post(new Uint8Array([0xff, 0xfe, 0x00]))).status).toBe(200)
    expect(app.batches).toBe(0)
  })

  test('refuses other methods and endless bodies', async () => {
    await open()
    expect((await post('', undefined, 'GET')).status).toBe(405)
    expect((await post('x'.repeat(1_000_001)).catch(() => ({ status: 413 }))).status).toBe(413)
  })

  test('answers only after the commit', async () => {
    const { app } = await open()
    const release = app.holdCommits()
    let answered = false
    const answer = post(update(7, 'wait')).then(response => {
      answered = true
      return response.status
    })
    await sleep(200)
    expect(answered).toBe(false)
    release()
    expect(await answer).toBe(200)
    expect(app.deeds()).toEqual([{ kind: 'text', text: 'wait' }])
  })

  test('answers 503 to what was not committed, and it comes again', async () => {
    const { app, fake } = await open()
    const { phone } = await rig.person()
    app.fail(2)
    phone.type('not lost')
    await rig.committed(1)
    await fake.until(() => fake.updates.pending().length === 0)
    expect(fake.statuses).toEqual([503, 503, 200])
    expect(app.repeats).toBe(0)
  })

  test('commits once what comes twice at the same time', async () => {
    const { app } = await open()
    const release = app.holdCommits()
    const answers = [post(update(9, 'twice')), post(update(9, 'twice'))]
    await sleep(100)
    release()
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200])
    expect(app.batches).toBe(1)
  })

  test('stays as it is at the next start, and is set again for another secret', async () => {
    const first = await open()
    const { url } = first.fake.webhook
    const { createTelegram } = await import('../../src/channels/telegram/grammy.ts')
    const { telegramOptions } = await import('./telegram-rig.ts')
    const { app, fake, log } = first
    const { origin, pathname } = new URL(url)
    const start = async (secret: string) => {
      const telegram = createTelegram({
        ...telegramOptions({ app, fake, log }),
        webhook: { publicUrl: origin, secret },
      })
      await telegram.start()
      await telegram.stop()
      return telegram.webhook?.path
    }
    expect(await start(SECRET)).toBe(pathname)
    expect(fake.callsOf('setWebhook')).toHaveLength(1)
    expect(await start('a-new-secret-of-ours')).not.toBe(pathname)
    expect(fake.callsOf('setWebhook')).toHaveLength(2)
  })

  test('is taken away when the bot polls, and nothing that waited is lost', async () => {
    const { app, fake, log } = await open()
    const { createTelegram } = await import('../../src/channels/telegram/grammy.ts')
    const { telegramOptions } = await import('./telegram-rig.ts')
    await rig.shut()
    const { phone } = await rig.person()
    phone.type('while nobody listened')
    const telegram = createTelegram(telegramOptions({ app, fake, log }))
    await telegram.start()
    await rig.committed(1)
    expect(fake.webhook.url).toBe('')
    await telegram.stop()
  })

  test('keeps the order of one person beside a slow download', async () => {
    const { app, fake } = await open()
    const [ana, ben] = [await rig.person(), await rig.person()]
    fake.fault({ method: 'file', kind: 'slow', ms: 400 })
    ana.phone.photo(Buffer.from('picture'))
    ana.phone.type('after it')
    ben.phone.type('hello')
    await rig.committed(3)
    expect(app.committed[0]?.address).toBe(String(ben.phone.id))
    expect(app.deeds().map(({ kind }) => kind)).toEqual(['text', 'file', 'text'])
  })
})
