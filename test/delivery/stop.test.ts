import { expect, test } from 'vitest'
import { OK, stage } from './stage.ts'

const people = (size: number) =>
  Array.from({ length: size }, (_, person) => ({ person, priority: 2 as const, policy: 'hold' as const }))

test('a stop waits for what is on the wire, claims nothing more, and the next start repeats nothing', async () => {
  const { build, write, clock, wire, answers, rows } = await stage()
  answers(() => ({ sent: OK, ms: 400 }))
  await write(people(20))
  const delivery = build()
  await delivery.start()
  await clock.pass(500)
  const begun = wire.length
  let stopped = false
  const stop = delivery.stop().then(() => {
    stopped = true
  })
  await clock.pass(100)
  expect(stopped).toBe(false)
  await clock.pass(1000)
  await stop
  expect(wire).toHaveLength(begun)
  expect((await rows()).map(row => row.state)).toEqual(new Array(20 - begun).fill('pending'))
  await build().start()
  await clock.pass(10_000)
  expect(new Set(wire.map(({ to }) => to)).size).toBe(20)
  expect(wire).toHaveLength(20)
})

test('a stop does not wait for ever; what is still out then is settled at the next start, as the line says', async () => {
  const { build, write, clock, answers, rows, texts } = await stage()
  answers(() => ({ sent: OK, ms: 3_600_000 }))
  await write([
    { person: 1, policy: 'repeat', text: 'repeat' },
    { person: 2, policy: 'hold', text: 'hold' },
  ])
  const delivery = build()
  await delivery.start()
  await clock.pass(1000)
  const stop = delivery.stop(5000)
  await clock.pass(5001)
  await stop
  clock.forget()
  answers(() => ({ sent: OK }))
  await build().start()
  await clock.pass(5000)
  expect(texts()).toEqual(['repeat', 'hold', 'repeat'])
  expect(await rows()).toMatchObject([{ state: 'unknown' }])
})

test('after a stop a nudge does nothing', async () => {
  const { build, write, clock, wire } = await stage()
  const delivery = build()
  await delivery.start()
  await delivery.stop()
  await write([{ person: 1 }])
  delivery.nudge()
  await clock.pass(5000)
  expect(wire).toEqual([])
})

test('before the start a nudge does nothing', async () => {
  const { build, write, clock, wire } = await stage()
  await write([{ person: 1 }])
  build().nudge()
  await clock.pass(5000)
  expect(wire).toEqual([])
})
