import { expect, test } from 'vitest'
import { saveCeilings } from '../../src/store/quotas.ts'
import { fullest } from './fullest.ts'
import { SIZE, type Trouble, tenThousand, troubleOf } from './ten-thousand.ts'

const everybody = Array.from({ length: SIZE }, (_, n) => n)
/** Half of them have lines that are said again in doubt. */
const isRepeated = (n: number) => Math.floor(n / 100) % 2 === 0
const IN_DOUBT: readonly (Trouble | undefined)[] = ['502', '502 after', 'dropped', 'dropped after']
const TWICE: readonly (Trouble | undefined)[] = ['502 after', 'dropped after']

/** How long these spans are together. */
const lengthOf = (spans: { from: number; to: number }[]): number => {
  let [sum, end] = [0, 0]
  for (const { from, to } of spans) {
    sum += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return sum
}

const expected = (n: number): number => {
  const trouble = troubleOf(n)
  if (trouble === '403') return 0
  if (TWICE.includes(trouble)) return isRepeated(n) ? 2 : 1
  return IN_DOUBT.includes(trouble) && !isRepeated(n) ? 0 : 1
}

test('ten thousand at the permitted rate, whatever goes wrong, and replies before all of them', {
  timeout: 900_000,
}, async () => {
  const { begin, run, freeze, build, clock, store, say, ...it } = await tenThousand()
  const { id } = await begin()
  await run(id)
  // Only so that what is said again in doubt need not wait for the next hour.
  await store.tx(tx => saveCeilings(tx, { hour: 9, day: 9, week: 9 }))
  await freeze(id, 1, everybody.filter(isRepeated), { policy: 'repeat' })
  await freeze(
    id,
    1,
    everybody.filter(n => !isRepeated(n)),
  )
  const delivery = build()
  const began = clock.now()
  await delivery.start()
  const asked = new Map<number, number>()
  for (let n = 0; !(await it.isDone()); n++) {
    await clock.pass(700 + (n % 5) * 97)
    asked.set(SIZE + n, clock.now())
    await say(delivery, [{ person: SIZE + n, text: `answer ${n}` }])
  }
  await clock.pass(2000)

  const times = new Map<number, number[]>()
  for (const { person, at } of it.received()) times.set(person, [...(times.get(person) ?? []), at])
  const wrong = everybody.filter(n => (times.get(n)?.length ?? 0) !== expected(n))
  expect(wrong, 'nobody is missed, nobody gets it twice but in doubt and where the line says so').toEqual([])
  const doubts = everybody.filter(n => IN_DOUBT.includes(troubleOf(n)) && !isRepeated(n)).length
  const gone = everybody.filter(n => troubleOf(n) === '403').length
  expect(await it.counts(id)).toEqual([`gone ${gone}`, `sent ${SIZE - gone - doubts}`, `unknown ${doubts}`])

  const all = it.sends()
  expect(fullest(all.map(({ at }) => at)), 'no second above the limit').toBeLessThanOrEqual(30)
  const pauses = it.pauses()
  expect(pauses, 'the far side never had to say it of itself').toHaveLength(SIZE / 100)
  for (const { from, to } of pauses)
    expect(
      all.filter(({ at }) => at > from && at < to),
      'every retry_after is kept',
    ).toEqual([])
  const took = Math.max(...everybody.flatMap(n => times.get(n) ?? [])) - began
  // What was told to wait had taken its turn: that turn lies within the pause, and is not silence.
  const silent = lengthOf(pauses) - pauses.length * (1000 / 30)
  const rate = all.filter(({ at }) => at <= began + took).length / ((took - silent) / 1000)
  const waits = [...asked]
    .map(([person, at]) => (times.get(person)?.[0] ?? Number.POSITIVE_INFINITY) - at)
    .sort((a, b) => a - b)
  const p99 = waits[Math.floor(waits.length * 0.99)] ?? Number.POSITIVE_INFINITY
  console.log(
    `${rate.toFixed(2)} a second of 30; ${waits.length} replies, p99 ${p99} ms, the slowest ${waits.at(-1)} ms`,
  )
  expect(rate).toBeGreaterThanOrEqual(0.99 * 30)
  expect(p99).toBeLessThan(2000)
  expect(waits.at(-1)).toBeLessThan(Number.POSITIVE_INFINITY)
})
