import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fullestSecond, OK, openStage, stage } from './stage.ts'

const campaign = (size: number) => Array.from({ length: size }, (_, person) => ({ person, priority: 3 as const }))

test('a campaign uses the permitted rate, and no second is above it', async () => {
  const { build, write, clock, wire, answers } = await stage({ inFlight: 4 })
  answers(attempt => ({ sent: OK, ms: 10 + ((attempt * 37) % 60) }))
  await write(campaign(600))
  await build().start()
  await clock.pass(30_000)
  expect(wire).toHaveLength(600)
  const took = (wire.at(-1)?.at ?? 0) - (wire[0]?.at ?? 0)
  expect(599 / took).toBeGreaterThanOrEqual((0.99 * 30) / 1000)
  expect(fullestSecond(wire)).toBeLessThanOrEqual(30)
})

test('late timers make no second too full, and cost no rate', async () => {
  const { build, write, clock, wire } = await stage({ inFlight: 4 })
  let n = 0
  const late = (ms: number, work: () => void) => clock.timer(ms + ((n++ * 37) % 90), work)
  await write(campaign(600))
  await build({ timer: late }).start()
  await clock.pass(30_000)
  expect(wire).toHaveLength(600)
  expect(fullestSecond(wire)).toBeLessThanOrEqual(30)
})

test('two workers of one bot share its rate', async () => {
  const { build, write, clock, wire } = await stage()
  const workers = [build(), build()]
  for (const worker of workers) await worker.start()
  await write(campaign(200))
  await clock.pass(10_000)
  expect(new Set(wire.map(({ to }) => to)).size).toBe(200)
  expect(wire).toHaveLength(200)
  expect(fullestSecond(wire)).toBeLessThanOrEqual(30)
})

test('an answer goes before a campaign, also when the campaign’s sends hang', async () => {
  const { build, write, clock, wire, answers } = await stage()
  answers((_, text) => ({ sent: OK, ms: text === 'answer' ? 20 : 9000 }))
  await write(campaign(100))
  const delivery = build()
  await delivery.start()
  await clock.pass(3000)
  const asked = clock.now()
  await write([{ person: 1000, text: 'answer' }])
  delivery.nudge()
  await clock.pass(1000)
  expect((wire.find(({ text }) => text === 'answer')?.at ?? Number.POSITIVE_INFINITY) - asked).toBeLessThanOrEqual(40)
})

test('however a campaign is going, an answer to anybody waits for one slot at the most', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 1, max: 60 }),
      async (perSecond, after, ms) => {
        const { build, write, clock, wire, answers, finished } = await openStage({ perSecond })
        answers(() => ({ sent: OK, ms }))
        await write(campaign(120))
        const delivery = build()
        await delivery.start()
        await clock.pass(after)
        const asked = clock.now()
        await write([{ person: 1000, text: 'answer' }])
        delivery.nudge()
        await clock.pass(3000)
        const slot = (1000 / perSecond) * 1.005
        expect(
          (wire.find(({ text }) => text === 'answer')?.at ?? Number.POSITIVE_INFINITY) - asked,
        ).toBeLessThanOrEqual(Math.ceil(slot) + 1)
        await finished()
      },
    ),
    { numRuns: 15 },
  )
})

test('a 429 silences the whole token for exactly as long as it says, also over a restart', async () => {
  const { build, write, clock, wire, answers, attempts } = await stage({ inFlight: 4 })
  let told = 0
  answers(attempt => {
    if (attempt !== 10) return { sent: OK, ms: 5 }
    told = clock.now() + 5
    return { sent: { ok: false, why: 'slow-down', retryAfter: 7 }, ms: 5 }
  })
  await write(campaign(40))
  const first = build()
  await first.start()
  await clock.pass(3000)
  expect(attempts()).toBeLessThanOrEqual(14)
  await first.stop()
  const second = build()
  await second.start()
  await write([{ person: 2000, text: 'answer' }])
  second.nudge()
  await clock.pass(20_000)
  const after = wire.filter(({ at }) => at > told)
  expect(after[0]).toMatchObject({ at: told + 7000, text: 'answer' })
  expect(new Set(wire.map(({ to }) => to)).size).toBe(41)
  expect(wire).toHaveLength(41)
})

test('a clock that is set back or forth silences nobody', async () => {
  const { build, write, clock, wire } = await stage()
  await write(campaign(60))
  const delivery = build()
  await delivery.start()
  await clock.pass(500)
  clock.set(-3_600_000)
  await clock.pass(500)
  clock.set(7_200_000)
  await write([{ person: 3000 }])
  await clock.pass(500)
  clock.set(-86_400_000 * 3)
  await clock.pass(5000)
  expect(wire).toHaveLength(61)
})
