/**
 * One push channel's way out. Its heart is the cycle: ONE transaction that takes in what came back and claims what goes
 * next, so that a cycle costs one fsync however much it carries. After the commit, and only then, the claimed lines are
 * written to the wire, each in its slot.
 */
import type { Channel } from '../kit/channel.ts'
import type { Address, Instant, PersonKey } from '../kit/ids.ts'
import { logWord } from '../kit/log.ts'
import { createAttempts } from './attempt.ts'
import { createClaimer, type Plan } from './claim.ts'
import { createClock } from './clock.ts'
import { type Back, createFlights, type Flight } from './flights.ts'
import { land } from './landing.ts'
import { createWindow } from './pace.ts'
import { LEASE_MS, type Line } from './ports.ts'
import { receiptOf, takeIn } from './take-in.ts'
import type { Boarding, Lane, LaneState, Ways } from './ways.ts'
import { createWeather } from './weather.ts'

/** What the kill switch holds back. */
const isAlert = ({ priority, campaign }: Line): boolean => priority > 1 || campaign !== undefined

const endOfTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** How often to look for lines that another process wrote (the command line). */
const IDLE_MS = 1000

/** So long what landed waits for a batch that takes it in along with its own work. Until then it counts as in doubt. */
const LINGER_MS = 5

export const createLane = <Tx>(channel: Channel, ways: Ways<Tx>): Lane<Tx> => {
  const { store, world, log, timer } = ways
  const word = logWord(channel.name)
  const window = createWindow(channel.pace.perSecond)
  const flights = createFlights(channel.pace.perChatMs)
  const { claim, board: boardNext } = createClaimer(channel, ways)
  const weather = createWeather()
  const clock = createClock(world, by => {
    flights.shift(by)
    window.shift(by)
    weather.shift(by)
  })
  const attempts = createAttempts(channel, log)
  const totals = { sent: 0, dead: 0 }
  let stopping = false
  let wanted = false
  let running: Promise<void> | undefined
  /** A transaction of ours is under way, a cycle's or a batch's; memory follows when it has ended. One at a time. */
  let ours: Promise<void> | undefined
  /** All that waited went by the short way: what lands does not make room for anything. */
  let alone = false
  let wakeOff = (): void => {}
  let slotOff = (): void => {}
  let lingerOff: (() => void) | undefined
  let onLanding = (): void => {}

  const dice = (): number => (world.random(1)[0] ?? 0) / 256

  const nudge = (): void => {
    wanted = true
    lingerNoMore()
    running ??= cycles()
  }
  const lingerNoMore = (): void => {
    lingerOff?.()
    lingerOff = undefined
  }
  const cycles = async (): Promise<void> => {
    while (wanted) {
      // What lands or is written in this turn of the event loop shares the cycle.
      await endOfTurn()
      while (ours) await ours
      wanted = false
      ours = cycle()
      await ours
      ours = undefined
    }
    running = undefined
  }

  const cycle = async (): Promise<void> => {
    wakeOff()
    const now = clock.now()
    const setBack = clock.setBack()
    const returned = flights.returned()
    try {
      const plan = await store.tx(async tx => {
        await takeIn(tx, ways, returned, now)
        return claim(tx, wishAt(now, setBack, returned))
      })
      alone = false
      flights.settle(returned)
      clock.told(setBack)
      for (const line of plan.broken) log.warn('delivery.unknown', { channel: word, line: line.id })
      totals.dead += plan.broken.length
      flights.book(plan.flights, plan.slots)
      // The kill switch: what was booked before is called back as well.
      if (plan.stopped && flights.recall(now, isAlert)) wanted = true
      wakeAt(stopping ? undefined : nextLook(plan, now))
      pump()
    } catch (error) {
      // Nothing of it was committed: what came back is taken in again, what is on the wire stays counted.
      log.error('delivery.failed', error, { channel: word })
      wakeAt(now + IDLE_MS)
      return
    }
    for (const { line, letter, landing } of returned) if (landing.gone) await farewell(line.person, letter.to)
  }

  const board = async (tx: Tx, answers: Flight[]): Promise<Boarding | undefined> => {
    if (stopping || ours || weather.failures() > 0) return undefined
    const now = clock.now()
    const returned = flights.returned()
    const calm = clock.setBack() === 0 && weather.opensAt() <= now
    if (!calm || returned.some(({ landing }) => landing.finish.done !== 'sent' || landing.gone)) return undefined
    const { promise, resolve } = Promise.withResolvers<void>()
    ours = promise
    lingerNoMore()
    const end = (): void => {
      ours = undefined
      resolve()
    }
    try {
      await takeIn(tx, ways, returned, now)
      const plan = await boardNext(tx, wishAt(now, 0, returned), answers)
      return {
        lines: new Set(plan.flights.map(({ line }) => line.id)),
        lease: clock.latest() + LEASE_MS,
        settle(committed) {
          end()
          if (!committed) return nudge()
          flights.settle(returned)
          alone = plan.alone
          flights.book(plan.flights, plan.slots)
          pump()
        },
      }
    } catch (error) {
      end()
      nudge()
      throw error
    }
  }

  const wishAt = (now: Instant, setBack: number, returned: Back[]) => {
    const places = stopping ? 0 : weather.places(channel.pace.inFlight, now)
    return {
      now,
      latest: clock.latest(),
      places: Math.max(0, places - flights.count() + returned.length),
      kept: places > 1 ? 1 : 0,
      overtakable: flights.overtakable(),
      pauseUntil: weather.pausedUntil(),
      setBack,
      upTo: ways.upTo(),
      busy: flights.busy(returned, now),
    }
  }

  const nextLook = (plan: Plan, now: Instant): Instant => Math.min(plan.wakeAt, flights.cooledAt(), now + IDLE_MS)

  const wakeAt = (at: Instant | undefined): void => {
    wakeOff()
    if (at !== undefined) wakeOff = timer(Math.max(0, Math.ceil(at - world.now())), nudge)
  }

  /** Writes what is due to the wire. */
  const pump = (): void => {
    slotOff()
    for (let slot = flights.nextSlot(); slot !== undefined; slot = flights.nextSlot()) {
      const now = clock.now()
      // The bad news came while these lines were being claimed.
      if (slot < weather.opensAt()) {
        flights.recall(now)
        nudge()
        return
      }
      // The clock shows whole milliseconds: a slot within this one is now.
      const at = Math.max(Math.floor(slot), window.opensAt())
      if (now < at) {
        slotOff = timer(Math.ceil(at - now), pump)
        return
      }
      const flight = flights.depart()
      window.add(now)
      if (flight) void fly(flight)
    }
  }

  const fly = async (flight: Flight): Promise<void> => {
    const { line, letter } = flight
    const sent = await attempts.send(flight)
    const now = clock.now()
    const die = sent.ok ? 0 : dice()
    const landing = land(sent, line, letter, now, die)
    const { done } = landing.finish
    if (done === 'sent' && sent.ok) totals.sent++
    if (done === 'failed' || done === 'unknown') totals.dead++
    if (weather.landed(landing, now, die)) flights.recall(now)
    if (landing.note && weather.failures() < 2) attempts.note(landing.note, line.id)
    const receipt = receiptOf(channel.name, flight, sent, now)
    flights.land({ line, letter, landing, ...(receipt ? { sent: receipt } : {}) }, now)
    onLanding()
    if (alone && done === 'sent' && !stopping) lingerOff ??= timer(LINGER_MS, nudge)
    else nudge()
  }

  const farewell = async (person: PersonKey, address: Address): Promise<void> => {
    try {
      await ways.onGone({ person, channel: channel.name, address })
    } catch (error) {
      log.error('delivery.failed', error, { channel: word, why: 'gone' })
    }
  }

  const stop = async (limitMs: number): Promise<number> => {
    stopping = true
    slotOff()
    await running
    while (ours) await ours
    flights.recall(clock.now())
    if (flights.writing() > 0) {
      await new Promise<void>(done => {
        const off = timer(limitMs, done)
        onLanding = () => {
          if (flights.writing() > 0) return
          off()
          done()
        }
      })
    }
    nudge()
    await running
    wakeOff()
    return flights.count()
  }

  const state = (): LaneState => ({
    channel: channel.name,
    inFlight: flights.count(),
    down: weather.failures() > 0,
    ...totals,
  })
  return { nudge, board, stop, state }
}
