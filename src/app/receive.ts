import { step } from '../engine/step.ts'
import type { Address, ChannelName, Lang, PersonKey } from '../kit/ids.ts'
import type { Inbound } from '../kit/inbound.ts'
import type { Message } from '../kit/message.ts'
import { readReceipt } from '../kit/text.ts'
import { receiptKeys } from '../privacy/receipts.ts'
import { heldLines } from '../store/outbox.ts'
import { loadPeople } from '../store/people.ts'
import { loadSessions } from '../store/sessions.ts'
import { type Reply, type Room, runBatch } from './batch.ts'
import { isAboutCampaign } from './campaigns/acts/polls.ts'
import { TRIES_PER_HOUR } from './commits/find-concern.ts'
import { markSeen, openHeld } from './held.ts'
import { mergeMessages } from './merge.ts'
import { sorry } from './sorry.ts'
import { openState } from './state.ts'
import type { Job, Talk } from './talk.ts'
import { openingOf } from './turn.ts'
import { createWriting } from './writing.ts'
import { readInbound } from './zawgyi.ts'

/** So many updates share one transaction at the most: more would keep the first of them waiting. */
const BATCH = 256
const HOUR = 3_600_000

type Waiting = { job: Job; resolve: (reply: Reply) => void; reject: (error: unknown) => void }

export type Receiver = {
  /** Group commit: resolves after the commit of what holds these updates. Rejects when nothing could be written (a full disk). */
  receive(inbounds: Inbound[]): Promise<Reply[]>
  /** What a pull channel shows now. Changes nothing but that alerts which were shown count as seen. */
  view(channel: ChannelName, address: Address, guess?: Lang): Promise<Message[]>
  /** Resolves when everything received so far is committed. */
  idle(): Promise<void>
}

/**
 * Group commit: all updates that arrive while the last transaction runs share the next one, and with it one fsync. The queue is
 * worked through in order, so that every person's order is kept.
 */
export const createReceiver = (room: Room, committed: () => void): Receiver => {
  const { privacy, store, world } = room.tools
  const queue: Waiting[] = []
  const stretch = createStretcher(room)
  let running: Promise<void> | undefined

  const run = async () => {
    while (queue.length > 0) {
      // Whoever is about to call in this turn of the event loop still joins: larger batches, fewer fsyncs.
      await endOfTurn()
      const batch = queue.splice(0, BATCH)
      const jobs = batch.map(({ job }) => job)
      const writing = createWriting()
      const settle = (committed: boolean) => {
        for (const boarding of writing.aboard.splice(0)) boarding.settle(committed)
      }
      try {
        await stretch(jobs)
        const now = world.now()
        const { replies, talks, later } = await store.tx(tx => runBatch(room, tx, jobs, now, writing))
        const gone = writing.aboard.reduce((sum, { lines }) => sum + lines.size, 0)
        settle(true)
        for (const talk of talks.values()) remember(room, talk, now)
        const again: Waiting[] = []
        for (const [at, waiting] of batch.entries()) {
          const reply = replies[at]
          if (!reply) again.push(waiting)
          else {
            wipeKeys(waiting.job)
            waiting.resolve(reply)
          }
        }
        // In their order, before all that came in meanwhile.
        queue.unshift(...again)
        if (writing.said.length > gone) committed()
        for (const task of writing.after) task()
        await later?.ready()
      } catch (error) {
        settle(false)
        room.log.error('receive.failed', error, { count: jobs.length })
        for (const { job, reject } of batch) {
          wipeKeys(job)
          reject(error)
        }
      }
    }
    // Here, where the queue was just seen empty: a moment later somebody may have joined it and found this still running.
    running = undefined
  }

  return {
    receive(inbounds) {
      const replies = inbounds.map(
        inbound =>
          new Promise<Reply>((resolve, reject) => {
            const person = privacy.person(inbound.channel, inbound.address)
            const hash = privacy.update(inbound.channel, inbound.update)
            queue.push({ job: { inbound: readInbound(inbound), person, hash }, resolve, reject })
          }),
      )
      if (queue.length > 0) running ??= run()
      return Promise.all(replies)
    },

    async view(channel, address, guess) {
      const person = privacy.person(channel, address)
      const { row, bytes, held } = await store.tx(async tx => {
        const row = (await loadPeople(tx, [person])).get(person)
        const bytes = (await loadSessions(tx, [person])).get(person)
        const held = await openHeld(room, tx, await heldLines(tx, person), world.now())
        await markSeen(
          tx,
          held.map(({ line }) => line),
        )
        return { row, bytes, held }
      })
      if (held.length > 0) return held.map(({ message }) => message)
      const kept = room.memory.get(person, world.now())
      const session = bytes ? openState(privacy, person, bytes)?.session : kept?.session
      if (isAboutCampaign(session)) await store.tx(tx => room.tools.polls.recall(tx, session, world.now()))
      const lang = row?.lang ?? kept?.lang
      const env = {
        flows: room.flows,
        words: room.words,
        look: room.look,
        world,
        person: {
          lang,
          consent: row !== undefined,
          guess: lang ? undefined : room.words.matchLanguage(guess),
          channel: { name: channel, push: false },
        },
      }
      try {
        const outcome =
          session || lang
            ? step(env, session, { kind: 'command', name: session ? 'repeat' : 'menu', args: '' })
            : openingOf(env)
        return mergeMessages(outcome.effects.flatMap(effect => (effect.kind === 'say' ? [effect.message] : [])))
      } catch (error) {
        room.log.error('receive.failed', error)
        return sorry(env, session)
      }
    },

    async idle() {
      while (running) await running
    },
  }
}

const endOfTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** What a receipt has opened is closed again. */
const wipeKeys = ({ receipt }: Job): void => {
  if (typeof receipt === 'object') for (const { wrapKey } of receipt.keys) wrapKey.fill(0)
}

/** After the commit: who has no consent is remembered in memory, and nobody else is. */
const remember = (room: Room, talk: Talk, now: number): void => {
  if (!talk.changed) return
  const anything = talk.session || talk.lang || talk.refs.length > 0
  if (talk.consent || !anything) room.memory.forget(talk.person)
  else room.memory.set(talk.person, { session: talk.session, lang: talk.lang, refs: talk.refs }, now)
}

/** Receipts are stretched before the transaction, a few per person and hour: the rest is refused without work. */
const createStretcher = ({ tools: { privacy, world } }: Room) => {
  let hour = 0
  const tries = new Map<PersonKey, number>()
  return async (jobs: Job[]): Promise<void> => {
    const thisHour = Math.floor(world.now() / HOUR)
    if (thisHour !== hour) tries.clear()
    hour = thisHour
    for (const job of jobs) {
      const receipt = job.inbound.it.kind === 'text' ? readReceipt(job.inbound.it.text) : undefined
      if (!receipt || receipt === 'typo') continue
      const tried = (tries.get(job.person) ?? 0) + 1
      tries.set(job.person, tried)
      job.receipt = tried > TRIES_PER_HOUR ? 'wait' : { receipt, keys: await receiptKeys(privacy, receipt) }
    }
  }
}
