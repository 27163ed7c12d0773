import { expect, test } from 'vitest'
import { OK, personKey, stage } from './stage.ts'

test('a line is marked before it is written to the wire, and gone after it was sent', async () => {
  const { build, write, clock, channel, rows, wire } = await stage()
  const states: string[] = []
  const send = channel.send
  channel.send = async (to, message) => {
    states.push(...(await rows()).map(row => row.state))
    return send(to, message)
  }
  await write([{ person: 1, text: 'hello' }])
  const delivery = build()
  await delivery.start()
  await clock.pass(100)
  expect(states).toEqual(['sending'])
  expect(wire).toMatchObject([{ to: 'chat 1', text: 'hello' }])
  expect(await rows()).toEqual([])
})

test('one person reads in order and with a gap, whatever else is sent', async () => {
  const { build, write, clock, wire } = await stage({ perChatMs: 1000 })
  const delivery = build()
  await delivery.start()
  await write([1, 2, 1, 1, 3].map(person => ({ person })))
  delivery.nudge()
  await clock.pass(5000)
  const mine = wire.filter(({ to }) => to === 'chat 1')
  expect(mine.map(({ text }) => text)).toEqual(['line 0', 'line 2', 'line 3'])
  for (const [index, { at }] of mine.slice(1).entries())
    expect(at - (mine[index]?.at ?? 0)).toBeGreaterThanOrEqual(1000)
  expect(wire.find(({ to }) => to === 'chat 3')?.at).toBeLessThan((mine[1]?.at ?? 0) - 500)
})

test('a later line never overtakes an earlier one that had to wait', async () => {
  const { build, write, clock, answers, texts } = await stage()
  answers((attempt, text) =>
    text === 'line 0' && attempt < 3 ? { sent: { ok: false, why: 'in-doubt' } } : { sent: OK },
  )
  await write([{ person: 1 }, { person: 1 }, { person: 2 }])
  await build().start()
  await clock.pass(60_000)
  expect(texts()).toEqual(['line 2', 'line 0', 'line 1'])
})

test('blocked: all that waits for the person is dropped, and the room that knows them is told', async () => {
  const { build, write, clock, answers, rows, attempts } = await stage()
  const gone: object[] = []
  answers((_, text) => ({ sent: text === 'line 3' ? OK : { ok: false, why: 'gone' } }))
  await write([{ person: 1 }, { person: 1 }, { person: 1, priority: 2 }, { person: 2 }])
  await build({ onGone: async chat => void gone.push(chat) }).start()
  await clock.pass(5000)
  expect(gone).toEqual([{ person: personKey(1), channel: expect.any(String), address: 'chat 1' }])
  expect(await rows()).toEqual([])
  expect(attempts()).toBe(2)
})

test('refused: kept for staff with its code, tried once, and the next line goes on', async () => {
  const { build, write, clock, answers, rows, attempts, texts } = await stage()
  answers((_, text) => ({ sent: text === 'line 0' ? { ok: false, why: 'refused', code: 400 } : OK }))
  await write([{ person: 1 }, { person: 1 }])
  const delivery = build()
  await delivery.start()
  await clock.pass(5000)
  expect(await rows()).toMatchObject([{ state: 'failed', code: 400 }])
  expect(texts()).toEqual(['line 1'])
  expect(attempts()).toBe(2)
  expect(delivery.state()).toMatchObject([{ sent: 1, dead: 1, inFlight: 0, down: false }])
})

test('out of reach: tried again and again with growing pauses, nothing lost, order kept', async () => {
  const { build, write, clock, answers, rows, texts, attempts } = await stage()
  answers(() => ({ sent: { ok: false, why: 'unreachable' }, ms: 1 }))
  await write([{ person: 1 }, { person: 2 }, { person: 1 }])
  const delivery = build()
  await delivery.start()
  await clock.pass(300_000)
  expect(delivery.state()).toMatchObject([{ down: true, sent: 0, dead: 0 }])
  expect(attempts()).toBeLessThan(20)
  answers(() => ({ sent: OK }))
  await clock.pass(400_000)
  expect(await rows()).toEqual([])
  expect(texts().filter(text => text !== 'line 1')).toEqual(['line 0', 'line 2'])
})

test('in doubt: repeated where the line says so, kept as unknown where it does not', async () => {
  const { build, write, clock, answers, rows, texts } = await stage()
  answers(attempt => (attempt < 2 ? { sent: { ok: false, why: 'in-doubt' }, arrives: true } : { sent: OK }))
  await write([
    { person: 1, policy: 'repeat', text: 'again' },
    { person: 2, policy: 'hold', text: 'once' },
  ])
  await build().start()
  await clock.pass(60_000)
  expect(texts().sort()).toEqual(['again', 'again', 'once'])
  expect(await rows()).toMatchObject([{ state: 'unknown' }])
})

test('a repeat that stays in doubt ends with staff, and an outage does not use up what must not be repeated', async () => {
  const { build, write, clock, answers, rows, attempts } = await stage()
  answers(() => ({ sent: { ok: false, why: 'in-doubt' } }))
  await write([{ person: 0 }])
  await build().start()
  await clock.pass(1_800_000)
  expect(await rows()).toMatchObject([{ state: 'unknown' }])
  expect(attempts()).toBeLessThan(15)
  await write(Array.from({ length: 200 }, (_, person) => ({ person, priority: 2 as const, policy: 'hold' as const })))
  await clock.pass(60_000)
  const unknown = (await rows()).filter(row => row.state === 'unknown')
  expect(unknown.length).toBeLessThan(10)
})

test('a channel that throws and a line that cannot be opened stop nobody', async () => {
  const { build, write, clock, channel, rows, texts } = await stage({}, ['Error: a bug'])
  const send = channel.send
  channel.send = async (to, message) => {
    if (message.text[0] === 'bug') throw new Error('a bug')
    return send(to, message)
  }
  await write([
    { person: 1, text: 'bug', policy: 'hold' },
    { person: 2, text: 'broken' },
    { person: 3, text: 'fine' },
  ])
  await build().start()
  await clock.pass(5000)
  expect(texts()).toEqual(['fine'])
  expect((await rows()).map(row => row.state)).toEqual(['unknown', 'failed'])
})

test('at night notices and alerts wait for the morning of their area, answers do not', async () => {
  const { build, write, clock, wire } = await stage()
  clock.set(11 * 3_600_000)
  const evening = clock.now()
  await write([
    { person: 1, priority: 2, zone: 'Asia/Tokyo', text: 'alert' },
    { person: 1, priority: 0, zone: 'Asia/Tokyo', text: 'answer' },
    { person: 2, priority: 1, zone: 'Asia/Tokyo', text: 'notice' },
    { person: 3, priority: 2, zone: 'Europe/London', text: 'elsewhere' },
    { person: 4, priority: 2, text: 'no area' },
  ])
  await build().start()
  await clock.pass(60_000)
  expect(wire.map(({ text }) => text).sort()).toEqual(['answer', 'elsewhere', 'no area'])
  clock.set(9 * 3_600_000 - 120_000)
  await clock.pass(58_000)
  expect(wire).toHaveLength(3)
  await clock.pass(4000)
  const morning = wire.filter(({ text }) => text === 'alert' || text === 'notice')
  expect(morning).toHaveLength(2)
  // From 23:00 to 08:00 are nine hours.
  for (const { at } of morning) expect(at - evening).toBeGreaterThanOrEqual(9 * 3_600_000)
  for (const { at } of morning) expect(at - evening).toBeLessThan(9 * 3_600_000 + 2000)
})

test('campaigns go out only where an operator has said so', async () => {
  const { build, write, clock, texts } = await stage()
  let allowed = false
  await write([
    { person: 1, priority: 3, text: 'campaign' },
    { person: 2, priority: 2, text: 'alert' },
  ])
  await build({ upTo: () => (allowed ? 3 : 2) }).start()
  await clock.pass(60_000)
  expect(texts()).toEqual(['alert'])
  allowed = true
  await clock.pass(2000)
  expect(texts()).toEqual(['alert', 'campaign'])
})

test('what was sent is handed on in the same transaction, with the platform’s id of it', async () => {
  const { build, write, clock, store } = await stage()
  const kept: string[] = []
  await write([{ person: 1 }])
  await build({
    onSent: async (tx, sent) => {
      const left = await tx.selectFrom('outbox').selectAll().execute()
      kept.push(...sent.map(({ ref, person }) => `${ref} ${person} ${left.length}`))
    },
  }).start()
  await clock.pass(1000)
  expect(kept).toEqual([`1 ${personKey(1)} 0`])
  await store.checkpoint()
})

test('a line that another process wrote is found without a nudge', async () => {
  const { build, write, clock, texts } = await stage()
  await build().start()
  await clock.pass(5000)
  await write([{ person: 1 }])
  await clock.pass(1500)
  expect(texts()).toEqual(['line 0'])
})

test('a store that fails for a while loses and repeats nothing', async () => {
  const { build, write, clock, store, texts, rows } = await stage({}, ['Error: disk full'])
  let broken = false
  const port = {
    tx: <T>(work: Parameters<typeof store.tx<T>>[0]): Promise<T> =>
      store.tx(async tx => {
        const result = await work(tx)
        if (broken) throw new Error('disk full')
        return result
      }),
  }
  await write([{ person: 1 }, { person: 2 }, { person: 3 }])
  await build({}, port).start()
  broken = true
  await clock.pass(10_000)
  broken = false
  await clock.pass(10_000)
  expect(texts().sort()).toEqual(['line 0', 'line 1', 'line 2'])
  expect(await rows()).toEqual([])
})
