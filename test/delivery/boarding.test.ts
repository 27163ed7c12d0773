import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../../src/store/index.ts'
import { fullestSecond, OK, openStage, type Stage, stage } from './stage.ts'

/** A store that counts its transactions, and can fail the next one at its commit. */
const watched = ({ store }: Pick<Stage, 'store'>) => {
  let failing = false
  const counted = { transactions: 0 }
  const port: Pick<Store, 'tx'> = {
    tx: work => {
      counted.transactions++
      return store.tx(async tx => {
        const done = await work(tx)
        if (failing) {
          failing = false
          throw new Error('the disk is full')
        }
        return done
      })
    },
  }
  return { port, counted, fail: () => (failing = true) }
}

test('an answer is written as sending, and not on the wire before that is committed', async () => {
  const it = await stage()
  const { port, counted } = watched(it)
  const delivery = it.build({}, port)
  await delivery.start()
  await it.clock.pass(100)
  const states: string[] = []
  const send = it.channel.send
  it.channel.send = async (to, message) => {
    // The stage's own transaction: it would wait for one that is not over.
    states.push(...(await it.rows()).map(row => row.state))
    return send(to, message)
  }
  const before = counted.transactions
  expect(await it.say(delivery, [{ person: 1 }, { person: 2 }], port)).toBe(2)
  expect(counted.transactions - before).toBe(1)
  await it.clock.pass(200)
  expect(states.slice(0, 2)).toEqual(['sending', 'sending'])
  expect(it.texts()).toEqual(['line 0', 'line 1'])
  expect(await it.rows()).toEqual([])
})

test('what landed is taken in by the transaction of the next answers', async () => {
  const it = await stage({ perSecond: 1_000_000, inFlight: 8 })
  const { port, counted } = watched(it)
  const delivery = it.build({}, port)
  await delivery.start()
  await it.clock.pass(100)
  const before = counted.transactions
  for (let turn = 0; turn < 5; turn++) {
    expect(await it.say(delivery, [{ person: 1 }, { person: 2 }], port)).toBe(2)
    await it.clock.pass(21)
  }
  expect(counted.transactions - before).toBe(5)
  await it.clock.pass(100)
  expect(await it.rows()).toEqual([])
  expect(it.texts()).toHaveLength(10)
})

test('a batch that is not committed says nothing, and the next one does', async () => {
  const it = await stage()
  const { port, fail } = watched(it)
  const delivery = it.build({}, port)
  await delivery.start()
  await it.clock.pass(100)
  fail()
  await expect(it.say(delivery, [{ person: 1 }], port)).rejects.toThrow('full')
  await it.clock.pass(500)
  expect(it.wire).toEqual([])
  expect(await it.say(delivery, [{ person: 1 }], port)).toBe(1)
  await it.clock.pass(500)
  expect(it.texts()).toEqual(['line 1'])
})

test('nobody overtakes: not the own earlier words, not who waits longer', async () => {
  const it = await stage({ perSecond: 1_000_000, inFlight: 8 })
  const delivery = it.build()
  await delivery.start()
  await it.clock.pass(100)
  it.answers(attempt =>
    attempt === 0 ? { sent: { ok: false, why: 'slow-down', retryAfter: 1 }, ms: 5 } : { sent: OK },
  )
  // Two at once to one person: the second waits for the first.
  expect(await it.say(delivery, [{ person: 1 }, { person: 1 }])).toBe(1)
  await it.clock.pass(50)
  expect(await it.say(delivery, [{ person: 1 }, { person: 2 }])).toBe(0)
  await it.clock.pass(5000)
  const [one, two] = ['chat 1', 'chat 2'].map(to => it.wire.filter(said => said.to === to).map(({ text }) => text))
  expect(one).toEqual(['line 0', 'line 1', 'line 2'])
  expect(two).toEqual(['line 3'])
})

test('who waits longer goes first, also when another process wrote it', async () => {
  const it = await stage()
  const delivery = it.build()
  await delivery.start()
  await it.clock.pass(100)
  await it.write([{ person: 1 }])
  expect(await it.say(delivery, [{ person: 2 }])).toBe(0)
  await it.clock.pass(500)
  expect(it.texts()).toEqual(['line 0', 'line 1'])
})

test('nobody boards a lane that stops', async () => {
  const it = await stage()
  const delivery = it.build()
  await delivery.start()
  await it.clock.pass(100)
  const stopped = delivery.stop()
  expect(await it.say(delivery, [{ person: 1 }])).toBe(0)
  await it.clock.pass(10_000)
  await stopped
  expect(it.wire).toEqual([])
  expect((await it.rows()).map(row => row.state)).toEqual(['pending'])
})

test('whatever is said when: all of it arrives once, in order, never too fast, with no more in doubt than allowed', async () => {
  const turn = fc.record({
    people: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 6 }),
    pause: fc.constantFrom(0, 1, 4, 20, 21, 30, 400, 3000),
    dies: fc.boolean(),
  })
  const faults = fc.array(fc.constantFrom('ok', 'ok', 'ok', 'slow', 'down'), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(turn, { minLength: 1, maxLength: 10 }),
      faults,
      fc.boolean(),
      async (turns, whys, fast) => {
        const it = await openStage({ inFlight: 3, ...(fast ? { perSecond: 1_000_000 } : {}) })
        it.answers(attempt => {
          const why = whys[attempt]
          if (why === 'slow') return { sent: { ok: false, why: 'slow-down', retryAfter: 1 }, ms: 3 }
          if (why === 'down') return { sent: { ok: false, why: 'unreachable' }, ms: 3 }
          return { sent: OK, ms: 20 }
        })
        let delivery = it.build()
        await delivery.start()
        const said: { person: number; n: number }[] = []
        let doubts = 0
        for (const { people, pause, dies } of turns) {
          for (const person of people) said.push({ person, n: said.length })
          await it.say(
            delivery,
            people.map(person => ({ person })),
          )
          await it.clock.pass(pause)
          const sending = (await it.rows()).filter(row => row.state === 'sending').length
          expect(sending).toBeLessThanOrEqual(3)
          if (!dies) continue
          // What is on the wire goes on; the process that would have heard of it is gone.
          doubts += sending
          it.clock.forget()
          delivery = it.build()
          await delivery.start()
        }
        await it.clock.pass(240_000)
        expect(await it.rows()).toEqual([])
        const times = Map.groupBy(it.wire, ({ text }) => text)
        for (const { n } of said) expect(times.get(`line ${n}`)?.length ?? 0).toBeGreaterThanOrEqual(1)
        expect(it.wire.length - times.size).toBeLessThanOrEqual(doubts)
        for (let person = 0; person <= 4; person++) {
          const mine = it.wire.filter(({ to }) => to === `chat ${person}`).map(({ text }) => Number(text.split(' ')[1]))
          const first = [...new Set(mine)]
          expect(first).toEqual(first.toSorted((a, b) => a - b))
        }
        if (!fast) expect(fullestSecond(it.wire)).toBeLessThanOrEqual(30)
        expect(it.errors).toEqual([])
        await it.finished()
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)
