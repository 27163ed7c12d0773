import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createStanding, endHold } from '../../../src/store/standing.ts'
import { tempFolder } from '../../store/fresh.ts'
import { DAY, NOON, openRuns } from './runs-rig.ts'

test('a copy of the server, or an older state of it, fills and begins nothing until the operator says yes', async () => {
  const original = await openRuns()
  for (let n = 0; n < 3; n++) await original.subscribe(`chat ${n}`)
  const standing = createStanding({ ...original, world: original.rooms.world })
  await standing.takeUp()
  const sent = await original.approve()
  await original.tick()
  const waits = await original.approve({ when: { how: 'at', at: NOON + DAY } })
  await original.store.close()

  const folder = tempFolder()
  for (const file of ['tulay.db', 'shred.db', 'instance']) cpSync(join(original.folder, file), join(folder, file))
  let ask = (): 'copy' | 'stale' | undefined => 'copy'
  const copy = await openRuns({ hold: () => ask() }, folder, original.secret)
  copy.set(NOON + DAY)
  const its = createStanding({ ...copy, world: copy.rooms.world })
  expect(await its.takeUp()).toBe(3)
  ask = its.hold
  expect(await copy.tick()).toBe(0)
  expect((await copy.lines()).map(({ state }) => state)).toEqual(['parked', 'parked', 'parked'])
  expect(await copy.states(waits)).toEqual(['call waits'])
  expect(await copy.states(sent)).toEqual(['call sending'])

  await copy.store.tx(endHold)
  await its.beat()
  await copy.tick()
  expect(await copy.states(waits)).toEqual(['call sending'])
  expect(await copy.lines()).toHaveLength(6)
})
