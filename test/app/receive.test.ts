import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { realWorld } from '../../src/house.ts'
import type { Address, UpdateKey } from '../../src/kit/ids.ts'
import type { Inbound } from '../../src/kit/inbound.ts'
import { openRig } from './rig.ts'

const inbound = (n: number): Inbound => ({
  channel: 'telegram',
  address: `chat ${n % 2}` as Address,
  update: String(n) as UpdateKey,
  at: 0,
  it: { kind: 'command', name: 'start', args: '' },
})

/** Microtasks, not timers: the moment between "the queue is empty" and "nobody runs" is a few of them wide. */
const after = async (tasks: number): Promise<void> => {
  for (let task = 0; task < tasks; task++) await undefined
}

/** More than a batch of one has from its beginning to its end. */
const LONGEST = 300

it('nobody is left waiting who comes in the very moment in which a batch ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tulay-receive-'))
  let began = (): void => {}
  const now = (): number => {
    began()
    return Date.now()
  }
  const { app, close } = await openRig(folder, { world: { ...realWorld, now } })
  onTestFinished(async () => {
    await close()
    rmSync(folder, { recursive: true })
  })
  let update = 0
  for (let tasks = 0; tasks < LONGEST; tasks++) {
    const { promise: second, resolve } = Promise.withResolvers<unknown>()
    began = () => {
      began = () => {}
      after(tasks).then(() => resolve(app.receive([inbound(update++)])))
    }
    await app.receive([inbound(update++)])
    const limit = setTimeout(() => resolve('left waiting'), 5000)
    expect({ tasks, second: await second }).toEqual({ tasks, second: [{ repeat: false, messages: [] }] })
    clearTimeout(limit)
  }
  expect(await app.receive([])).toEqual([])
  expect(await app.receive([inbound(update++)])).toHaveLength(1)
}, 60_000)
