import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Delivery } from '../../src/delivery/index.ts'
import type { Sent } from '../../src/kit/message.ts'
import type { Store } from '../../src/store/index.ts'
import { type Answer, fullestSecond, OK, openStage, type Plan } from './stage.ts'

const IN_FLIGHT = 3
const NEVER = new Promise<never>(() => {})

/**
 * A process that can die at any point that matters: before a transaction, inside it (it is undone), after its commit, before a
 * message reaches the platform, and before the platform's answer reaches us. Dead, it does nothing any more.
 */
const mortal = (store: Pick<Store, 'tx'>, channel: { send: (to: never, message: never) => Promise<Sent> }) => {
  let left = Number.POSITIVE_INFINITY
  let dead = false
  const step = (): void => {
    if (--left <= 0) dead = true
  }
  const send = channel.send
  let open = 0
  let most = 0
  return {
    tx: async <T>(work: Parameters<typeof store.tx<T>>[0]): Promise<T> => {
      step()
      if (dead) return NEVER
      try {
        const result = await store.tx(async tx => {
          const done = await work(tx)
          step()
          if (dead) throw new Error('died before the commit')
          return done
        })
        step()
        return dead ? NEVER : result
      } catch (error) {
        if (dead) return NEVER
        throw error
      }
    },
    send: async (to: never, message: never): Promise<Sent> => {
      step()
      if (dead) return NEVER
      most = Math.max(most, ++open)
      const sent = await send(to, message)
      open--
      step()
      return dead ? NEVER : sent
    },
    dieAfter: (steps: number): void => {
      left = steps
    },
    /** The most sends that were on the wire at once. */
    most: () => most,
  }
}

const plans: fc.Arbitrary<Plan[]> = fc.array(
  fc.record({
    person: fc.integer({ min: 0, max: 6 }),
    priority: fc.constantFrom(0 as const, 0 as const, 1 as const, 2 as const, 3 as const),
    policy: fc.constantFrom('repeat' as const, 'restart' as const, 'hold' as const),
  }),
  { minLength: 1, maxLength: 25 },
)
const answer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ sent: fc.constant(OK), ms: fc.integer({ min: 0, max: 300 }) }) },
  { weight: 1, arbitrary: fc.constant({ sent: { ok: false, why: 'unreachable' } as const, ms: 2 }) },
  { weight: 1, arbitrary: fc.constant({ sent: { ok: false, why: 'slow-down', retryAfter: 2 } as const, ms: 5 }) },
  {
    weight: 1,
    arbitrary: fc.boolean().map(arrives => ({ sent: { ok: false, why: 'in-doubt' } as const, ms: 50, arrives })),
  },
)

test('whenever the process dies: nothing is lost, no more is repeated than was in flight, and order is kept', async () => {
  const deaths = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(
      plans,
      fc.array(answer, { maxLength: 15 }),
      deaths,
      fc.boolean(),
      async (lines, answers, lives, fast) => {
        const it = await openStage({ inFlight: IN_FLIGHT, ...(fast ? { perSecond: 1_000_000 } : {}) })
        let [doubled, doubts] = [0, 0]
        it.answers(attempt => {
          const next = answers[attempt] ?? { sent: OK }
          if (!next.sent.ok && next.sent.why === 'in-doubt') doubts++
          if (!next.sent.ok && next.sent.why === 'in-doubt' && next.arrives) doubled++
          return fast ? { ...next, ms: (next.ms ?? 0) % 3 } : next
        })
        await it.write(lines)
        const send = it.channel.send
        for (const life of [...lives, undefined]) {
          it.channel.send = send
          const process = mortal(it.store, it.channel)
          it.channel.send = process.send
          const delivery: Delivery = it.build({}, process)
          void delivery.start()
          await it.clock.rest()
          if (life !== undefined) process.dieAfter(life)
          await it.clock.pass(life === undefined ? 240_000 : 4000)
          it.clock.forget()
          expect(process.most()).toBeLessThanOrEqual(IN_FLIGHT)
        }
        const rows = await it.rows()
        const times = new Map<string, number>()
        for (const { text } of it.wire) times.set(text, (times.get(text) ?? 0) + 1)
        const unknown = rows.map(row => row.turn)

        // Nothing waits for ever, and what is left is told to staff.
        expect(rows.filter(row => row.state !== 'unknown')).toEqual([])
        for (const [n, { policy }] of lines.entries()) {
          const said = times.get(`line ${n}`) ?? 0
          // What may be repeated was said; what may not be was said once at the most, and if not surely, staff know.
          if (policy === 'repeat' || (policy === 'restart' && doubts === 0)) expect(said).toBeGreaterThanOrEqual(1)
          if (policy === 'hold') expect(said).toBeLessThanOrEqual(1)
          if (said === 0) expect(unknown).toContain(n)
        }
        const repeats = it.wire.length - times.size
        expect(repeats).toBeLessThanOrEqual(lives.length * IN_FLIGHT + doubled)

        // The first time that each line was said, per person and rank.
        const first = [...times.keys()].map(text => Number(text.split(' ')[1]))
        for (const [n, line] of lines.entries())
          for (const later of first.slice(first.indexOf(n) + 1)) {
            const other = lines[later]
            if (first.includes(n) && other?.person === line.person && other.priority === line.priority)
              expect(later).toBeGreaterThan(n)
          }
        if (!fast) expect(fullestSecond(it.wire)).toBeLessThanOrEqual(30)
        expect(it.errors).toEqual([])
        await it.finished()
      },
    ),
    { numRuns: 60 },
  )
})
