import { expect, test } from 'vitest'
import { markDemo } from '../../src/app/mark-demo.ts'
import type { Channel } from '../../src/kit/channel.ts'
import type { Address } from '../../src/kit/ids.ts'
import { type Message, plain } from '../../src/kit/message.ts'
import { sample } from '../contracts/rig.ts'

const ana = 'ana' as Address
const make = () => {
  const heard: string[] = []
  const hear = async (message: Message) => {
    heard.push(plain(message.text).split('\n')[0] ?? '')
    return { ok: true, ref: '1' } as const
  }
  const channel: Channel = {
    ...{ name: 'telegram', mode: 'push', pace: { perSecond: 1, perChatMs: 1, inFlight: 1 } },
    send: (_, message) => hear(message),
    edit: (_, __, message) => hear(message),
  }
  const clock = { now: 0 }
  const world = { now: () => clock.now, random: (size: number) => new Uint8Array(size) }
  return { heard, clock, marked: markDemo(channel, { text: () => 'DEMO', has: () => true } as never, world) }
}

test('the first message of an hour, each personal one, and whatever takes the place of one says that it is a demo', async () => {
  const { heard, clock, marked } = make()
  await marked.send(ana, sample())
  await marked.send(ana, sample())
  await marked.send(ana, sample({ personal: true }))
  await marked.edit?.(ana, '1', sample())
  clock.now += 60 * 60_000
  await marked.send(ana, sample())
  const words = 'Where did it happen?'
  expect(heard).toEqual(['DEMO', words, 'DEMO', 'DEMO', 'DEMO'])
})

test('a channel that knows no edits learns none', () => {
  const { marked } = make()
  const { edit: _, ...without } = marked
  expect(
    markDemo(without, { text: () => 'DEMO' } as never, { now: () => 0, random: () => new Uint8Array() }).edit,
  ).toBeUndefined()
})
