/** What Telegram says about a chat, with its number in it, on the way of a campaign: looked for in every file and in the log. */
import { readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { createLog } from '../../src/app/log.ts'
import { createTelegram } from '../../src/channels/telegram/grammy.ts'
import type { Address } from '../../src/kit/ids.ts'
import { createScriptedApp } from '../contracts/scripted-app.ts'
import { createFakeTelegram } from '../fake/telegram/server.ts'
import { filesBelow, formsOf } from '../faults/search.ts'
import { campaignStage } from './campaign-stage.ts'

const FIRST = 7_316_640_952_100
const SAID = 'xylographically wrong'
const chatOf = (n: number) => FIRST + n

test('neither the number of a chat nor what Telegram says about it stands in a file or in the log', async () => {
  const logged: Buffer[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      logged.push(Buffer.from(chunk))
      done()
    },
  })
  const log = createLog({ level: 'debug', destination })
  const fake = await createFakeTelegram()
  onTestFinished(() => fake.stop())
  for (let n = 0; n < 6; n++) fake.person({ id: chatOf(n), met: true })
  const says = (n: number, code: number) =>
    fake.fault({ chat: chatOf(n), kind: 'answer', code, description: `${SAID}: chat ${chatOf(n)} not found` })
  for (const [n, code] of [400, 403, 404, 502].entries()) says(n + 1, code)
  fake.fault({ chat: chatOf(5), kind: 'drop', after: true })
  let onWire = 0
  const stage = await campaignStage({}, [], {
    to: n => String(chatOf(n)) as Address,
    busy: () => onWire > 0,
    open(clock) {
      const world = { now: clock.now, random: (size: number) => new Uint8Array(size) }
      const channel = createTelegram({ token: fake.token, apiRoot: fake.root, app: createScriptedApp(), world, log })
      return {
        ...channel,
        pace: { perSecond: 30, perChatMs: 0, inFlight: 4 },
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
  })
  const call = await stage.begin()
  await stage.run(call.id)
  await stage.freeze(call.id, 1, [0, 1, 2, 3, 4, 5])
  const delivery = stage.build({ log })
  await delivery.start()
  await stage.clock.pass(20_000)
  await delivery.stop()
  const look = () =>
    [
      ...filesBelow(stage.folder).map(name => ({ name, bytes: readFileSync(name) })),
      { name: 'log', bytes: Buffer.concat(logged) },
    ].flatMap(({ name, bytes }) =>
      [SAID, ...Array.from({ length: 6 }, (_, n) => String(chatOf(n)))].flatMap(text =>
        formsOf(text).some(form => bytes.includes(form)) ? [`${text} in ${name}`] : [],
      ),
    )
  expect(await stage.counts(call.id)).toEqual(['failed:400 1', 'gone 1', 'sent 2', 'unknown 2'])
  expect(Buffer.concat(logged).toString()).toContain('delivery.refused')
  expect(look()).toEqual([])
  await stage.store.tx(tx => tx.updateTable('campaigns').set({ title: SAID }).execute())
  expect(look()).not.toEqual([])
})
