/**
 * One push channel's way out. Its heart is the cycle: ONE transaction that takes in what came back and claims what goes
 * next, so that a cycle costs one fsync however much it carries. After the commit, and only then, the claimed lines are
 * written to the wire, each in its slot.
 */
import type { Channel } from '../kit/channel.ts'
import type { ChannelName, Instant, PersonKey } from '../kit/ids.ts'
import { type Log, logWord } from '../kit/log.ts'
import type { Sent } from '../kit/message.ts'
import type { World } from '../kit/world.ts'
import { createClaimer, type Plan } from './claim.ts'
import { type Back, createFlights, type Flight } from './flights.ts'
import { land } from './landing.ts'
import { createWindow } from './pace.ts'
import type { Opener, Outbox, Receipted, Timer } from './ports.ts'
import type { QuietHours } from './quiet-hours.ts'
import { createWeather } from './weather.ts'

export type Ways<Tx> = {
  store: Outbox<Tx>
  privacy: Opener
  world: World
  log: Log
  timer: Timer
  quietHours: QuietHours | undefined
  /** May campaigns go out from this instance? Asked in every cycle. */
  campaigns(): boolean
  /** Within the transaction that takes in successes: keeps what `clear` will need. */
  onSent(tx: Tx, sent: Receipted[]): Promise<void>
  /** The person blocked us; after the commit, and again whenever it shows again. */
  onGone(person: PersonKey): Promise<void>
}

export type LaneState = {
  channel: ChannelName
  /** Lines that a crash would leave in doubt now. */
  inFlight: number
  /** The platform cannot be reached. */
  down: boolean
  /** Since the start. `dead`: kept for staff. */
  sent: number
  dead: number
}
export type Lane = {
  /** There may be something to send. */
  nudge(): void
  /** Claims nothing more and waits for what is on the wire; returns how many lines are still in doubt. */
  stop(limitMs: number): Promise<number>
  state(): LaneState
}

const endOfTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** How often to look for lines that another process wrote (the command line). */
const IDLE_MS = 1000

export const createLane = <Tx>(channel: Channel, ways: Ways<Tx>): Lane => {
  const { store, world, log, timer } = ways
  const word = logWord(channel.name)
  const window = createWindow(channel.pace.perSecond)
  const flights = createFlights(channel.pace.perChatMs)
  const claimNext = createClaimer(channel, store, ways.privacy, ways.quietHours)
  const weather = createWeather()
  const totals = { sent: 0, dead: 0 }
  let stopping = false
  let wanted = false
  let running: Promise<void> | undefined
  let last = world.now()
  let latest = last
  let owedSetBack = 0
  let wakeOff = (): void => {}
  let slotOff = (): void => {}
  let onLanding = (): void => {}

  /** The time. When the clock is set back all that was booked moves along, or nobody would be written to until that hour came again. */
  const clock = (): Instant => {
    const now = world.now()
    const setBack = Math.max(0, last - now)
    last = now
    latest = Math.max(latest, now)
    if (setBack === 0) return now
    flights.shift(setBack)
    window.shift(setBack)
    weather.shift(setBack)
    owedSetBack += setBack
    return now
  }
  const dice = (): number => (world.random(1)[0] ?? 0) / 256

  const nudge = (): void => {
    wanted = true
    running ??= cycles()
  }
  const cycles = async (): Promise<void> => {
    while (wanted) {
      // What lands or is written in this turn of the event loop shares the cycle.
      await endOfTurn()
      wanted = false
      await cycle()
    }
    running = undefined
  }

  const cycle = async (): Promise<void> => {
    wakeOff()
    const now = clock()
    const setBack = owedSetBack
    const returned = flights.returned()
    try {
      const plan = await store.tx(async tx => {
        await takeIn(tx, returned)
        return claimNext(tx, wishAt(now, setBack, returned))
      })
      flights.settle(returned)
      owedSetBack -= setBack
      for (const line of plan.broken) log.warn('delivery.unknown', { channel: word, line: line.id })
      totals.dead += plan.broken.length
      flights.book(plan.flights, plan.slots)
      wakeAt(stopping ? undefined : nextLook(plan, now))
      pump()
    } catch (error) {
      // Nothing of it was committed: what came back is taken in again, what is on the wire stays counted.
      log.error('delivery.failed', error, { channel: word })
      wakeAt(now + IDLE_MS)
      return
    }
    for (const { line, landing } of returned) if (landing.gone) await farewell(line.person)
  }

  const takeIn = async (tx: Tx, returned: Back[]): Promise<void> => {
    const finishes = returned.map(({ landing }) => landing.finish)
    if (finishes.length > 0) await store.finishLines(tx, finishes)
    // What waits for somebody who blocked us can never arrive; its address must not stay.
    for (const { line, landing } of returned) if (landing.gone) await store.removeLinesOf(tx, line.person)
    const sent = returned.flatMap(it => it.sent ?? [])
    if (sent.length > 0) await ways.onSent(tx, sent)
  }

  const wishAt = (now: Instant, setBack: number, returned: Back[]) => {
    const places = stopping ? 0 : weather.places(channel.pace.inFlight, now)
    return {
      now,
      latest,
      places: Math.max(0, places - flights.count() + returned.length),
      kept: places > 1 ? 1 : 0,
      overtakable: flights.overtakable(),
      pauseUntil: weather.pausedUntil(),
      setBack,
      campaigns: ways.campaigns(),
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
      const now = clock()
      // The bad news came while these lines were being claimed.
      if (slot < weather.opensAt()) {
        flights.recall(now)
        nudge()
        return
      }
      const at = Math.max(slot, window.opensAt())
      if (now < at) {
        slotOff = timer(Math.ceil(at - now), pump)
        return
      }
      const flight = flights.depart()
      window.add(now)
      if (flight) void fly(flight)
    }
  }

  const fly = async ({ line, letter }: Flight): Promise<void> => {
    const sent = await attempt(line.id, () => channel.send(letter.to, letter.message))
    const now = clock()
    const landing = land(sent, line, now, dice())
    const { done } = landing.finish
    if (done === 'sent' && sent.ok) totals.sent++
    if (done === 'failed' || done === 'unknown') totals.dead++
    if (weather.landed(landing, now, dice())) flights.recall(now)
    if (landing.note && weather.failures() < 2) log.warn(landing.note.event, noteFacts(landing.note.status, line.id))
    const receipted =
      sent.ok && sent.ref !== '' ? { person: line.person, channel: channel.name, ref: sent.ref, at: now } : undefined
    flights.land({ line, landing, ...(receipted ? { sent: receipted } : {}) }, now)
    onLanding()
    nudge()
  }

  const noteFacts = (status: number | undefined, line: Flight['line']['id']) => ({
    channel: word,
    line,
    ...(status === undefined ? {} : { status }),
  })

  /** A channel that throws has a bug; whether its message went out nobody knows. */
  const attempt = async (line: Flight['line']['id'], send: () => Promise<Sent>): Promise<Sent> => {
    try {
      return await send()
    } catch (error) {
      log.error('delivery.failed', error, { channel: word, line })
      return { ok: false, why: 'in-doubt' }
    }
  }

  const farewell = async (person: PersonKey): Promise<void> => {
    try {
      await ways.onGone(person)
    } catch (error) {
      log.error('delivery.failed', error, { channel: word, why: 'gone' })
    }
  }

  const stop = async (limitMs: number): Promise<number> => {
    stopping = true
    slotOff()
    await running
    flights.recall(clock())
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
  return { nudge, stop, state }
}
