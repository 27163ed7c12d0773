/** Campaigns and a process that dies: real processes, real sockets, a clock that runs faster. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { fullest } from '../delivery/fullest.ts'
import { troubleOf } from '../delivery/ten-thousand.ts'
import { campaignRig, chatOf, TITLE } from './campaign-rig.ts'

const SIZE = Number(process.env.PEOPLE ?? 10_000)
const KILLS = Number(process.env.KILLS ?? 20)
const STOPPERS = 2 * KILLS
/** Sends that may be under way at once (channels/telegram/channel.ts): what a kill leaves in doubt. */
const IN_FLIGHT = 4
const isRepeated = (n: number) => Math.floor(n / 100) % 2 === 0
/** At the end of the line, so that they stop before it is their turn. */
const isStopper = (n: number) => n >= SIZE - STOPPERS
const IN_DOUBT = new Set<string | undefined>(['502', '502 after', 'dropped', 'dropped after'])
const TWICE = new Set<string | undefined>(['502 after', 'dropped after'])

test('killed twenty times among ten thousand, it misses nobody and repeats no more than was on the wire', {
  timeout: 900_000,
}, async () => {
  const it = await campaignRig({ size: SIZE, speed: 10, isRepeated })
  const { fake } = it
  for (let n = 0; n < SIZE + KILLS; n++) fake.person({ id: chatOf(n), met: true })
  for (let n = 0; n < SIZE - STOPPERS; n++) plant(fake, n)
  await it.start()
  const kills: number[] = []
  for (let n = 1; n <= KILLS; n++) {
    const mark = (n * SIZE) / (KILLS + 2)
    await fake.until(() => it.received().length >= mark, 300_000)
    // Somebody asks, and two of those who come last want no more of it.
    fake.person({ id: chatOf(SIZE + n - 1) }).type('/help')
    for (const who of [SIZE - 2 * n, SIZE - 2 * n + 1]) fake.person({ id: chatOf(who) }).type('stop')
    await sleep(n * 7)
    await it.kill()
    kills.push(it.world.now())
    await it.start()
  }
  while (it.left() > 0) await sleep(200)

  const times = new Map<number, number[]>()
  const received = it.received()
  for (const { person, at } of received) times.set(person, [...(times.get(person) ?? []), at])
  const heard = (n: number) => times.get(n)?.length ?? 0
  const everybody = Array.from({ length: SIZE }, (_, n) => n)

  for (const n of everybody.filter(isStopper)) {
    const messages = fake.person({ id: chatOf(n) }).messages
    expect(messages.filter(({ from }) => from === 'bot').length, 'a stop is answered').toBeGreaterThan(0)
    expect(
      messages.some(({ text }) => text.includes(TITLE)),
      'and obeyed',
    ).toBe(false)
  }
  const others = everybody.filter(n => !isStopper(n) && troubleOf(n) !== '403')
  const missed = others.filter(n => heard(n) === 0)
  // Staff know of them that nobody knows.
  const isKnown = (n: number) => !isRepeated(n) && ['502', 'dropped'].includes(troubleOf(n) ?? '')
  expect(
    missed.filter(n => !isKnown(n)),
    'nobody is missed',
  ).toEqual([])
  const twice = others.filter(n => heard(n) > (isRepeated(n) && TWICE.has(troubleOf(n)) ? 2 : 1))
  const perKill = kills.map(
    (at, n) =>
      twice.filter(who => (times.get(who) ?? []).slice(1).some(it => it >= at && it < (kills[n + 1] ?? Infinity)))
        .length,
  )
  expect(Math.max(...perKill)).toBeLessThanOrEqual(IN_FLIGHT)
  const [sent, gone, unknown, dropped] = ['sent', 'gone', 'unknown', 'dropped'].map(it.count) as [
    number,
    number,
    number,
    number,
  ]
  console.log(
    `${kills.length} kills: ${sent} sent, ${gone} gone, ${unknown} unknown, ${dropped} stopped, ${twice.length} repeated`,
  )
  expect(sent + gone + unknown + dropped, 'the figures are exact').toBe(SIZE)
  const doubts = others.filter(n => !isRepeated(n) && IN_DOUBT.has(troubleOf(n))).length
  expect(unknown).toBeGreaterThanOrEqual(doubts - KILLS * IN_FLIGHT)
  expect(unknown).toBeLessThanOrEqual(doubts)
  expect(dropped).toBe(STOPPERS)
  expect(gone).toBe(everybody.filter(n => !isStopper(n) && troubleOf(n) === '403').length)
  // At the far end a second may hold what was still on its way when it began.
  const arrivals = fake.callsOf('sendMessage').map(({ at }) => at)
  expect(fullest(arrivals)).toBeLessThanOrEqual(30 + IN_FLIGHT)
  for (let n = 0; n < KILLS; n++)
    expect(
      fake.person({ id: chatOf(SIZE + n) }).messages.some(({ from }) => from === 'bot'),
      'who asks is answered',
    ).toBe(true)
})

const BLOCKED = 'Forbidden: bot was blocked by the user'

const plant = (fake: Awaited<ReturnType<typeof campaignRig>>['fake'], n: number): void => {
  const [chat, what] = [chatOf(n), troubleOf(n)]
  if (what === '429') fake.fault({ chat, kind: 'answer', code: 429, retryAfter: 1 })
  // Telegram tells the bot of a block as well: here it finds out by itself.
  if (what === '403') fake.fault({ chat, kind: 'answer', code: 403, description: BLOCKED })
  if (what === '502' || what === '502 after') fake.fault({ chat, kind: '5xx', after: what !== '502' })
  if (what === 'dropped' || what === 'dropped after') fake.fault({ chat, kind: 'drop', after: what !== 'dropped' })
}

test('the kill switch from another process: nothing leaves more than two seconds after the commit', {
  timeout: 300_000,
}, async () => {
  const it = await campaignRig({ size: 900, speed: 1, isRepeated: () => false })
  for (let n = 0; n < 900; n++) it.fake.person({ id: chatOf(n), met: true })
  await it.start()
  await it.fake.until(() => it.received().length > 30, 120_000)
  const said = await it.command('campaigns', 'stop')
  const ended = it.world.now()
  expect(said).toContain('All campaigns and alerts are stopped.')
  await sleep(5000)
  const late = it.received().filter(({ at }) => at > ended + 2000)
  expect(late).toEqual([])
  expect(await it.command('campaigns')).toContain('campaigns go')
  const before = it.received().length
  expect(before).toBeLessThan(900)
  expect(await it.command('campaigns', 'go')).toContain('Campaigns and alerts go out.')
  await it.fake.until(() => it.received().length > before + 30, 120_000)
})
