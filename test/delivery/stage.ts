/**
 * A stage for delivery: the real store in a temporary folder, a clock that only moves when told, and a channel whose far side
 * is scripted. Nothing depends on how fast the machine is: time moves on when all that was begun has come to rest.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { type Boarding, boardAnswers } from '../../src/app/boarding.ts'
import { createDelivery, type Delivery, type DeliveryOptions } from '../../src/delivery/index.ts'
import type { Letter, Priority } from '../../src/delivery/ports.ts'
import type { Channel } from '../../src/kit/channel.ts'
import type { Address, Instant, LineId, PersonKey } from '../../src/kit/ids.ts'
import type { Log } from '../../src/kit/log.ts'
import { type Message, plain, type Sent } from '../../src/kit/message.ts'
import type { Sealed } from '../../src/privacy/seal.ts'
import { openStore, type Store, type Tx } from '../../src/store/index.ts'
import { addLines, finishLines, markSending, recoverLines, removeLinesOf } from '../../src/store/outbox.ts'
import { claimLines, nextDue, obstacles } from '../../src/store/outbox-claims.ts'
import { readPace, writePace } from '../../src/store/pace.ts'
import { createClock } from './clock.ts'
import { fullest } from './fullest.ts'

/** A disk in memory, where there is one: what a commit costs is no matter on this clock. */
const MEMORY = '/dev/shm'

/** What reached the platform. */
export type Wire = { at: Instant; to: string; text: string }
/** The far side's answer to the n-th attempt (from 0): what it says, after how long, and whether the message got there. */
export type Answer = { sent: Sent; ms?: number; arrives?: boolean }
export type Script = (attempt: number, text: string) => Answer

export const OK: Sent = { ok: true, ref: '1' }
/** 2030-01-02, 12:00 in Tokyo. */
export const NOON = Date.UTC(2030, 0, 2, 3)

export type Plan = {
  person: number
  priority?: Priority
  policy?: 'repeat' | 'restart' | 'hold'
  zone?: string
  text?: string
  due?: Instant
}

/** The seal is another room's: here words are only turned into bytes. */
const privacy = { open: (_: 'outbox', sealed: Uint8Array) => (sealed.length > 0 ? sealed : undefined) }
const id = (n: number, kind: number): string =>
  Buffer.from([kind, ...new Array(11).fill(0), n >> 24, n >> 16, n >> 8, n]).toString('base64url')
export const personKey = (n: number): PersonKey => id(n, 1) as PersonKey

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Another far side than the scripted one. */
export type Far = { open(clock: Clock): Channel; busy(): boolean; to(person: number): Address }
type Clock = ReturnType<typeof createClock>

export const openStage = async (channelPace: Partial<Channel['pace']> = {}, far?: Far) => {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'tulay-delivery-'))
  const clock = createClock(NOON, far?.busy)
  let seed = 1
  const random = (size: number): Uint8Array =>
    Uint8Array.from({ length: size }, () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed & 255
    })
  const world = { now: clock.now, random }
  const store = await openStore({ folder, world })
  const errors: unknown[] = []
  const log: Log = { debug() {}, info() {}, warn() {}, error: (_, error) => void errors.push(error) }
  const wire: Wire[] = []
  let attempts = 0
  let lines = 0
  let script: Script = () => ({ sent: OK })

  const channel: Channel = far?.open(clock) ?? {
    name: 'telegram',
    mode: 'push',
    pace: { perSecond: 30, perChatMs: 0, inFlight: 3, ...channelPace },
    async send(to, message) {
      const text = plain(message.text)
      const { sent, ms = 20, arrives = sent.ok } = script(attempts++, text)
      if (arrives) wire.push({ at: clock.now(), to, text })
      if (ms > 0) await clock.sleep(ms)
      return sent
    },
  }

  const finished = async (): Promise<void> => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    folder,
    clock,
    store,
    channel,
    wire,
    /** What was logged as an error. */
    errors,
    finished,
    /** How often the channel was asked to send. */
    attempts: () => attempts,
    answers(next: Script): void {
      script = next
    },
    /** Writes lines as `app` does, one per plan. */
    async write(plans: Plan[]): Promise<LineId[]> {
      const rows = plans.map(plan => lineOf(plan, lines++, clock.now(), far?.to))
      await store.tx(tx => addLines(tx, rows))
      return rows.map(row => row.id)
    },
    /** Writes lines as `app` does with answers: those that may board it go out with this very commit. Resolves with how many. */
    async say(delivery: Delivery<Tx>, plans: Plan[], port: Pick<Store, 'tx'> = store): Promise<number> {
      const answers = plans.map(plan => {
        const line = lineOf(plan, lines++, clock.now(), far?.to)
        return { line, letter: JSON.parse(Buffer.from(line.body).toString()) as Letter }
      })
      const aboard: Boarding[] = []
      const end = (committed: boolean): void => {
        for (const boarding of aboard.splice(0)) boarding.settle(committed)
      }
      let went = 0
      try {
        await port.tx(async tx => {
          await addLines(tx, await boardAnswers(delivery.board, tx, answers, aboard))
          went = aboard.reduce((sum, boarding) => sum + boarding.lines.size, 0)
        })
      } catch (error) {
        end(false)
        throw error
      }
      end(true)
      if (went < answers.length) delivery.nudge()
      return went
    },
    build: (more: Partial<DeliveryOptions<Tx>> = {}, port: Pick<Store, 'tx'> = store): Delivery<Tx> =>
      createDelivery<Tx>({
        store: {
          tx: port.tx,
          claimLines,
          markSending,
          finishLines,
          removeLinesOf,
          recoverLines,
          nextDue,
          obstacles,
          readPace,
          writePace,
        },
        channels: [channel],
        privacy,
        world,
        log,
        timer: clock.timer,
        quietHours: { from: 21 * 60, to: 8 * 60 },
        upTo: () => 3,
        onGone: async () => {},
        ...more,
      }),
    rows: () => store.tx(tx => tx.selectFrom('outbox').selectAll().orderBy('turn').execute()),
    texts: () => wire.map(({ text }) => text),
  }
}

/** A stage that is taken down with the test, which fails if there were other errors in the log than it says. */
export const stage = async (
  channelPace: Partial<Channel['pace']> = {},
  errors: string[] = [],
  far?: Far,
): Promise<Stage> => {
  const it = await openStage(channelPace, far)
  onTestFinished(async () => {
    await it.finished()
    expect([...new Set(it.errors.map(String))]).toEqual(errors)
  })
  return it
}

const lineOf = (
  { person, priority = 0, policy = 'repeat', zone, text, due }: Plan,
  n: number,
  now: Instant,
  to: Far['to'] = chat => `chat ${chat}` as Address,
) => {
  const message: Message = { lang: 'en', text: [text ?? `line ${n}`], choices: [], verbs: [], personal: true }
  const letter: Letter = { to: to(person), message, ...(zone ? { zone } : {}) }
  const body = text === 'broken' ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(letter))
  return {
    id: id(n, 2) as LineId,
    person: personKey(person),
    channel: 'telegram',
    priority,
    state: 'pending' as const,
    due: due ?? now,
    order: n,
    body: body as Sealed,
    cause: null,
    policy,
    attempts: 0,
    code: null,
  }
}

/** The most sends that any second (sliding) saw. */
export const fullestSecond = (wire: Wire[]): number => fullest(wire.map(({ at }) => at))
