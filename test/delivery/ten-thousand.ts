/** Ten thousand people behind the fake Bot API, over real sockets, on a clock that waits for them: nothing depends on the machine. */
import { onTestFinished } from 'vitest'
import { createTelegram } from '../../src/channels/telegram/grammy.ts'
import type { Address, Instant } from '../../src/kit/ids.ts'
import { createScriptedApp } from '../contracts/scripted-app.ts'
import { createFakeTelegram, type FakeTelegram } from '../fake/telegram/server.ts'
import { campaignStage } from './campaign-stage.ts'
import type { Far } from './stage.ts'

export const SIZE = 10_000
const FIRST = 5_000_000_000
const chatOf = (n: number) => FIRST + n
const personOf = (chat: unknown) => Number(chat) - FIRST
const log = { debug() {}, info() {}, warn() {}, error() {} }

export type Trouble = '429' | '403' | '502' | '502 after' | 'dropped' | 'dropped after'
/**
 * What goes wrong with whom: 1 % 429, 0.5 % 403, 0.2 % 5xx, 0.1 % dropped connections, some of these after it was delivered; and 1 % are
 * delivered and answered with 502.
 */
export const troubleOf = (n: number): Trouble | undefined => {
  if (n % 100 === 7) return '429'
  if (n % 200 === 11) return '403'
  if (n % 500 === 13) return '502'
  if (n % 100 === 57) return '502 after'
  return n % 900 === 17 ? (n % 3600 < 1800 ? 'dropped' : 'dropped after') : undefined
}
/** In seconds. */
export const retryAfterOf = (n: number): number => (n % 1000 === 7 ? 2 : 1)

const plant = (fake: FakeTelegram, n: number): void => {
  const [chat, what] = [chatOf(n), troubleOf(n)]
  if (what === '429') fake.fault({ chat, kind: 'answer', code: 429, retryAfter: retryAfterOf(n) })
  if (what === '403') fake.person({ id: chat }).block()
  if (what === '502' || what === '502 after') fake.fault({ chat, kind: '5xx', after: what !== '502' })
  if (what === 'dropped' || what === 'dropped after') fake.fault({ chat, kind: 'drop', after: what !== 'dropped' })
}

export const tenThousand = async () => {
  let [onWire, parked] = [0, 0]
  let now: () => Instant = Date.now
  let sleep: (ms: number) => Promise<void> = async () => undefined
  let dice = 1
  const latency = async () => {
    dice = (dice * 48_271) % 2_147_483_647
    parked++
    await sleep(30 + (dice % 50))
    parked--
  }
  const fake = await createFakeTelegram({
    limits: { perSecond: 30, perChatMs: 1000 },
    ...{ now: () => now(), latency },
  })
  onTestFinished(() => fake.stop())
  for (let n = 0; n < SIZE + 1000; n++) fake.person({ id: chatOf(n), met: true })
  for (let n = 0; n < SIZE; n++) plant(fake, n)
  const far: Far = {
    to: n => String(chatOf(n)) as Address,
    busy: () => onWire > parked,
    open(clock) {
      now = clock.now
      sleep = clock.sleep
      const world = { now: clock.now, random: (size: number) => new Uint8Array(size) }
      const app = createScriptedApp()
      const channel = createTelegram({ token: fake.token, apiRoot: fake.root, app, world, log })
      return {
        ...channel,
        pace: { perSecond: 30, perChatMs: 1000, inFlight: 4 },
        send: async (...it) => {
          onWire++
          try {
            return await channel.send(...it)
          } finally {
            onWire--
          }
        },
      }
    },
  }
  const stage = await campaignStage({}, [], far)
  const sends = () => fake.callsOf('sendMessage')
  return {
    ...stage,
    fake,
    sends,
    /** What reached people's phones, from the first: to whom. */
    received: () =>
      sends().flatMap(({ at, took, payload }) =>
        took ? [{ at, person: personOf(payload.chat_id), text: String(payload.text) }] : [],
      ),
    /** When the far side said 429, and for how long nothing may come then. */
    pauses: () =>
      sends()
        .filter(({ status }) => status === 429)
        .map(({ at, payload }) => ({ from: at, to: at + 1000 * retryAfterOf(personOf(payload.chat_id)) })),
    /** Nothing waits any more. */
    isDone: async () => {
      const row = await stage.store.tx(tx =>
        tx
          .selectFrom('outbox')
          .select('id')
          .where('campaign', 'is not', null)
          .where('state', 'in', ['pending', 'sending'])
          .executeTakeFirst(),
      )
      return row === undefined
    },
  }
}
