import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openFlowBook } from '../../src/app/flows.ts'
import { createApp } from '../../src/app/index.ts'
import { createLog } from '../../src/app/log.ts'
import { createTelegramChannel } from '../../src/channels/telegram/channel.ts'
import { createCourtesy } from '../../src/channels/telegram/courtesy.ts'
import { createIntake } from '../../src/channels/telegram/intake.ts'
import type { Carrier } from '../../src/channels/telegram/port.ts'
import { readUpdate } from '../../src/channels/telegram/read.ts'
import { createDelivery } from '../../src/delivery/index.ts'
import { isoWeek } from '../../src/domain/deadlines.ts'
import { PROJECT, pushesTo, readGround, realWorld } from '../../src/house.ts'
import type { Channel } from '../../src/kit/channel.ts'
import type { Address } from '../../src/kit/ids.ts'
import { createPrivacy } from '../../src/privacy/index.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { openStore, type Tx } from '../../src/store/index.ts'
import * as outbox from '../../src/store/outbox.ts'
import * as pace from '../../src/store/pace.ts'
import { savePerson } from '../../src/store/people.ts'
import type { Contender } from '../contender.ts'
import { createFakeTelegram, type FakeTelegram, FIRST_CHAT } from '../telegram.ts'
import { addReaders, readAll } from './tulay-reader.ts'

/** Telegram's own limits are not what is measured; everything else of the channel is as it runs. */
const UNPACED = { perSecond: 1_000_000, perChatMs: 0, inFlight: 256 } as const

const carrierTo = (fake: FakeTelegram): Carrier => ({
  call: async (method, payload) => ({ ok: true, result: fake.call(method, payload) }),
  toFile: file => file,
})

/**
 * Tulay as it runs: Telegram's updates through its own door, every turn committed with `synchronous=FULL` together with the
 * outbox, answers through the outbox and the channel, reports sealed to two keyholders and the recovery key.
 */
export const tulay = (): Contender => ({
  name: 'Tulay',
  durability: 'FULL',
  async open(folder, people) {
    const world = realWorld
    const store = await openStore({ folder, world })
    const sodium = await openSodium()
    const privacy = createPrivacy({ secret: world.random(32), world, sodium })
    const ground = readGround(PROJECT, ['JP', 'KR'])
    if (!ground.ok) throw new Error(ground.why.join('\n'))
    const { words, directory, flows } = ground.value
    const log = createLog({ level: 'silent' })
    const fake = createFakeTelegram()
    const carrier = carrierTo(fake)
    const app = createApp({
      store,
      privacy,
      sodium,
      world,
      words,
      log,
      flows: await openFlowBook(store, flows.value),
      look: directory.look,
      demo: () => false,
      names: directory,
      pushes: pushesTo,
      nudge: () => delivery.nudge(),
      board: (tx, channel, answers) => delivery.board(tx, channel, answers),
      // Receipts are made ahead of time, when nobody waits; a burst is not what a conversation costs. Decision 0010.
      receipts: { size: Math.ceil(people * 1.5) + 16, atOnce: 2 },
    })
    const channel: Channel = {
      ...createTelegramChannel({ carrier, app, bot: () => undefined, account: () => undefined }),
      pace: UNPACED,
    }
    const delivery = createDelivery<Tx>({
      store: { ...store, ...outbox, ...pace },
      channels: [channel],
      privacy,
      world,
      log,
      quietHours: undefined,
      onGone: async () => {},
      onSent: app.sent,
    })
    const courtesy = createCourtesy({ carrier, app, world, bot: () => undefined })
    const intake = createIntake({ app, courtesy, fetchFile: async () => ({ ok: false, why: 'not-fetched' }) })
    const reader = await addReaders(store, sodium, world)
    await store.tx(async tx => {
      for (let person = 0; person < people; person++) {
        const address = String(FIRST_CHAT + person) as Address
        await savePerson(tx, { person: privacy.person('telegram', address), lang: 'en', since: isoWeek(world.now()) })
      }
    })
    await delivery.start()
    await app.warm()
    return {
      async act(person, act) {
        const read = readUpdate(fake.update(person, act), { at: world.now() })
        if (!read) throw new Error('an update that Tulay does not read')
        const said = fake.said(person)
        const [committed] = intake.take([read])
        await committed
        await fake.answered(person, said)
      },
      stateBytes() {
        const db = new Database(join(folder, 'tulay.db'), { readonly: true })
        const bytes = db.prepare<[], number>('select length(person) + length(state) from sessions').pluck().all()
        db.close()
        return bytes
      },
      filed: () => readAll(store, sodium, reader),
      async close() {
        await intake.stop()
        await app.stop()
        await delivery.stop()
        await store.close()
      },
    }
  },
})
