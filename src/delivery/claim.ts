/** Which lines go next: inside the transaction of a cycle, or of the batch that writes them. */

import type { Channel } from '../kit/channel.ts'
import type { Instant, PersonKey } from '../kit/ids.ts'
import type { Flight } from './flights.ts'
import { sortLines } from './letters.ts'
import { arrival, bookableAt, slotsAhead, spacing } from './pace.ts'
import { type Finish, LEASE_MS, type Line, type Priority } from './ports.ts'
import type { Ways } from './ways.ts'

/** Rounds of lines that may not go now (it is night) in one cycle; the next cycle goes on. */
const ROUNDS = 5
/** So many of them in a round. */
const AT_ONCE = 50
/** What the kill switch lets through: answers and notices. */
const UNSTOPPED: Priority = 1

/** What the lane knows at the beginning of a cycle. */
export type Wish = {
  now: Instant
  /** The latest instant ever seen: what was due stays due when the clock is set back. */
  latest: Instant
  /** How many more lines may be under way. */
  places: number
  /** Places kept free for answers, so that hanging campaign lines cannot shut them out. */
  kept: number
  /** Booked lines of a lower rank, whose slots an answer may take. */
  overtakable: number
  /** Nobody sends before (429). */
  pauseUntil: Instant
  /** By how much the clock was set back since the pace was last written. */
  setBack: number
  /** Lines of a lower rank (a higher number) stay. */
  upTo: Priority
  busy: PersonKey[]
}

export type Plan = {
  flights: Flight[]
  slots: Instant[] /** When to look again. */
  wakeAt: Instant /** Ids that could not be opened. */
  broken: Line[]
  /** The kill switch: nothing that is said to many goes out. */
  stopped: boolean
}

export type Claimer<Tx> = {
  /** The lines that go next, claimed. */
  claim(tx: Tx, wish: Wish): Promise<Plan>
  /**
   * Which of these answers, that are about to be written, may go at once: those that overtake nobody. `alone`: and nothing else
   * is due.
   */
  board(tx: Tx, wish: Wish, answers: Flight[]): Promise<Plan & { alone: boolean }>
}

export const createClaimer = <Tx>(channel: Channel, ways: Ways<Tx>): Claimer<Tx> => {
  const { name } = channel
  const { store, campaigns } = ways
  const { perSecond } = channel.pace

  /** Up to `limit` lines that may go now; the others are settled on the way. */
  const take = async (tx: Tx, wish: Wish, limit: number, upTo: Priority, plan: Plan): Promise<void> => {
    const { now, latest } = wish
    let left = limit
    for (let round = 0; round < ROUNDS && left > 0; round++) {
      const except = [...wish.busy, ...plan.flights.map(({ line }) => line.person)]
      const lines = await store.claimLines(tx, {
        channel: name,
        now: latest,
        // Where some could not go, many of the next cannot either.
        limit: round === 0 ? left : Math.max(left, AT_ONCE),
        lease: latest + LEASE_MS,
        upTo,
        except,
      })
      const { flights, finishes, broken, more } = await sortLines(tx, ways, lines, latest)
      plan.flights.push(...flights.slice(0, left))
      plan.broken.push(...broken)
      const spare = flights.slice(left).map(({ line }): Finish => ({ id: line.id, done: 'later', due: line.due }))
      left -= Math.min(left, flights.length)
      if (finishes.length + spare.length > 0) await store.finishLines(tx, [...finishes, ...spare])
      if (finishes.length === 0 && !more) return
      if (round === ROUNDS - 1) plan.wakeAt = now
    }
  }

  /** From when on slots are free, and how many of them may be booked now. */
  const readSlots = async (tx: Tx, wish: Wish) => {
    const saved = await store.readPace(tx, name)
    const tat = Math.max(arrival(saved === undefined ? undefined : saved - wish.setBack, wish.now), wish.pauseUntil)
    return { saved, tat, ahead: slotsAhead(tat, wish.now, perSecond) }
  }
  const emptyPlan = (): Plan => ({
    flights: [],
    slots: [],
    wakeAt: Number.POSITIVE_INFINITY,
    broken: [],
    stopped: false,
  })
  /** Gives each flight its slot; returns where the next one begins. */
  const bookSlots = (plan: Plan, tat: Instant): Instant => {
    plan.slots = plan.flights.map((_, index) => tat + index * spacing(perSecond))
    return tat + plan.flights.length * spacing(perSecond)
  }

  const board: Claimer<Tx>['board'] = async (tx, wish, answers) => {
    const plan = emptyPlan()
    const busy = new Set(wish.busy)
    const found = await store.obstacles(tx, {
      channel: name,
      people: [...new Set(answers.map(({ line }) => line.person))],
      now: wish.latest,
    })
    // Who waits longer goes first.
    if (found.ranks.includes(0)) return { ...plan, alone: false }
    const { tat, ahead } = await readSlots(tx, wish)
    const limit = Math.min(wish.places, Math.max(ahead, wish.overtakable))
    for (const answer of answers) {
      const { person } = answer.line
      if (plan.flights.length >= limit) break
      if (!found.people.has(person) && !busy.has(person)) plan.flights.push(answer)
      // One at a time, in order: what comes behind the first waits in the outbox.
      busy.add(person)
    }
    const next = bookSlots(plan, tat)
    if (plan.flights.length > 0) await store.writePace(tx, name, next)
    return { ...plan, alone: found.ranks.length === 0 && plan.flights.length === answers.length }
  }

  const claim: Claimer<Tx>['claim'] = async (tx, wish) => {
    const { now, places } = wish
    const { saved, tat, ahead } = await readSlots(tx, wish)
    const plan = emptyPlan()
    plan.stopped = (await campaigns?.stopped(tx)) ?? false
    const upTo = plan.stopped ? (Math.min(wish.upTo, UNSTOPPED) as Priority) : wish.upTo

    await take(tx, wish, Math.min(places, Math.max(ahead, wish.overtakable)), 0, plan)
    const others = Math.min(places - wish.kept, ahead) - plan.flights.length
    await take(tx, wish, others, upTo, plan)

    const { flights } = plan
    const next = bookSlots(plan, tat)
    if (flights.length > 0 || wish.setBack > 0 || wish.pauseUntil > (saved ?? 0)) await store.writePace(tx, name, next)
    if (flights.length > 0) {
      const ids = flights.map(({ line }) => line.id)
      await store.markSending(tx, ids)
      const ofCampaigns = flights.filter(({ line }) => line.campaign)
      if (ofCampaigns.length > 0) await campaigns?.leave(tx, ofCampaigns, wish.latest)
    }
    const due = await store.nextDue(tx, name, wish.latest)
    if (due !== undefined) plan.wakeAt = Math.min(plan.wakeAt, due)
    if (flights.length >= ahead) plan.wakeAt = Math.min(plan.wakeAt, Math.max(bookableAt(next), now + 1))
    return plan
  }

  return { claim, board }
}
