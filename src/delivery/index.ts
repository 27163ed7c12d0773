/**
 * delivery: the way out. It takes lines of the outbox, which others wrote in the transaction of what they are about,
 * paces them, sends them through their channel and marks what became of them. `main` builds it; `app` nudges it after
 * each commit. No chat platform has an idempotency key, so what was on the wire at a crash is undecidable: each line says
 * whether it is then repeated or kept for staff. Channels of the mode `pull` fetch for themselves and are none of its business.
 */
import type { Channel } from '../kit/channel.ts'
import type { ChannelName } from '../kit/ids.ts'
import type { Flight } from './flights.ts'
import { createLane } from './lane.ts'
import type { Timer } from './ports.ts'
import type { Boarding, LaneState, Ways } from './ways.ts'

export type Delivery<Tx = never> = {
  /** Settles what the last run left in doubt, then begins to send. Once, before anything is nudged. */
  start(): Promise<void>
  /** There may be something to send: on this channel, or on any. */
  nudge(channel?: ChannelName): void
  /**
   * The short way out, inside the transaction that writes these answers: those that overtake nobody are claimed before they are
   * written, and one commit does for both. `undefined`: none of them may.
   */
  board(tx: Tx, channel: ChannelName, answers: Flight[]): Promise<Boarding | undefined>
  /** Claims nothing more, waits for what is on the wire, takes it in. Lines not back after `limitMs` are settled at the next start. */
  stop(limitMs?: number): Promise<void>
  /** Numbers for `/readyz`, `doctor` and the console. */
  state(): LaneState[]
}

export type DeliveryOptions<Tx> = Omit<Ways<Tx>, 'timer' | 'upTo' | 'onSent' | 'campaigns'> & {
  channels: Channel[]
  /** Default: real time. */
  timer?: Timer
  /** Default: no campaign goes out, because nobody has said that this instance is no copy of another one. */
  upTo?: Ways<Tx>['upTo']
  onSent?: Ways<Tx>['onSent']
  campaigns?: Ways<Tx>['campaigns']
}

const STOP_MS = 8000

/** Builds the way out; nothing is sent before `start`. */
export const createDelivery = <Tx>(options: DeliveryOptions<Tx>): Delivery<Tx> => {
  const { store, world, log } = options
  const ways: Ways<Tx> = {
    timer: realTimer,
    upTo: () => 2,
    onSent: async () => {},
    campaigns: undefined,
    ...options,
  }
  const lanes = options.channels
    .filter(channel => channel.mode === 'push')
    .map(channel => ({ name: channel.name, ...createLane(channel, ways) }))
  let started = false
  return {
    async start() {
      const { repeated, unknown } = await store.tx(async tx => {
        await ways.campaigns?.recover(tx)
        return store.recoverLines(tx, { now: world.now(), all: true })
      })
      if (repeated + unknown > 0) log.warn('delivery.recovered', { count: repeated, failed: unknown })
      started = true
      for (const lane of lanes) lane.nudge()
    },
    nudge(channel) {
      if (!started) return
      for (const lane of lanes) if (channel === undefined || lane.name === channel) lane.nudge()
    },
    async board(tx, channel, answers) {
      return started ? lanes.find(({ name }) => name === channel)?.board(tx, answers) : undefined
    },
    async stop(limitMs = STOP_MS) {
      started = false
      const doubts = await Promise.all(lanes.map(lane => lane.stop(limitMs)))
      log.info('delivery.stopped', { waiting: doubts.reduce((sum, doubt) => sum + doubt, 0) })
    },
    state: () => lanes.map(lane => lane.state()),
  }
}

/** Does not keep the process alive. */
const realTimer: Timer = (ms, work) => {
  const handle = setTimeout(work, ms).unref()
  return () => clearTimeout(handle)
}
