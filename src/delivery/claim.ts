/** Which lines go next: inside the transaction of a cycle, or of the batch that writes them. */

import { outsideQuietHours, type QuietHours } from '../app/quiet-hours.ts'
import type { Channel } from '../kit/channel.ts'
import type { Instant, PersonKey } from '../kit/ids.ts'
import type { Flight } from './flights.ts'
import { arrival, bookableAt, slotsAhead, spacing } from './pace.ts'
import { type Finish, LEASE_MS, type Letter, type Line, type Opener, type Outbox, type Priority } from './ports.ts'

/** Rounds of lines put off until the morning in one cycle; the next cycle goes on. */
const NIGHT_ROUNDS = 5

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

export const createClaimer = <Tx>(
  channel: Channel,
  store: Outbox<Tx>,
  privacy: Opener,
  quietHours: QuietHours | undefined,
): Claimer<Tx> => {
  const { name } = channel
  const { perSecond } = channel.pace

  /** Up to `limit` lines that can be opened and may ring now; the others are settled on the way. */
  const take = async (tx: Tx, wish: Wish, limit: number, upTo: Priority, plan: Plan): Promise<void> => {
    const { now, latest } = wish
    let left = limit
    for (let round = 0; round < NIGHT_ROUNDS && left > 0; round++) {
      const except = [...wish.busy, ...plan.flights.map(({ line }) => line.person)]
      const lines = await store.claimLines(tx, {
        channel: name,
        now: latest,
        limit: left,
        lease: latest + LEASE_MS,
        upTo,
        except,
      })
      const later: Finish[] = []
      for (const line of lines) {
        const letter = openLetter(privacy, line)
        const due = letter && ringsAt(letter, line, latest, quietHours)
        if (!letter) plan.broken.push(line)
        if (!letter) later.push({ id: line.id, done: 'failed', code: null })
        else if (due && due > latest) later.push({ id: line.id, done: 'again', due })
        else plan.flights.push({ line, letter })
      }
      if (later.length === 0) return
      await store.finishLines(tx, later)
      left = later.length
      if (round === NIGHT_ROUNDS - 1) plan.wakeAt = now
    }
  }

  /** From when on slots are free, and how many of them may be booked now. */
  const readSlots = async (tx: Tx, wish: Wish) => {
    const saved = await store.readPace(tx, name)
    const tat = Math.max(arrival(saved === undefined ? undefined : saved - wish.setBack, wish.now), wish.pauseUntil)
    return { saved, tat, ahead: slotsAhead(tat, wish.now, perSecond) }
  }
  const emptyPlan = (): Plan => ({ flights: [], slots: [], wakeAt: Number.POSITIVE_INFINITY, broken: [] })
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

    await take(tx, wish, Math.min(places, Math.max(ahead, wish.overtakable)), 0, plan)
    const others = Math.min(places - wish.kept, ahead) - plan.flights.length
    await take(tx, wish, others, wish.upTo, plan)

    const { flights } = plan
    const next = bookSlots(plan, tat)
    if (flights.length > 0 || wish.setBack > 0 || wish.pauseUntil > (saved ?? 0)) await store.writePace(tx, name, next)
    if (flights.length > 0) {
      const ids = flights.map(({ line }) => line.id)
      await store.markSending(tx, ids)
    }
    const due = await store.nextDue(tx, name, wish.latest)
    if (due !== undefined) plan.wakeAt = Math.min(plan.wakeAt, due)
    if (flights.length >= ahead) plan.wakeAt = Math.min(plan.wakeAt, Math.max(bookableAt(next), now + 1))
    return plan
  }

  return { claim, board }
}

const openLetter = (privacy: Opener, line: Line): Letter | undefined => {
  const plain = privacy.open('outbox', line.body, line.id)
  try {
    return plain && (JSON.parse(new TextDecoder().decode(plain)) as Letter)
  } catch {
    return undefined
  }
}

const ringsAt = (letter: Letter, line: Line, now: Instant, quietHours: QuietHours | undefined): Instant =>
  line.priority === 0 || !letter.zone || !quietHours ? now : outsideQuietHours(now, letter.zone, quietHours)
