/** Tulay as it is, in a world whose clock and timers run faster: `node test/faults/fast-child.ts <pace as JSON>`. For tests only. */
import { createLog } from '../../src/app/log.ts'
import { readConfig } from '../../src/config.ts'
import { createHouse, PROJECT, readGround } from '../../src/house.ts'
import { openMemory } from '../../src/memory.ts'
import { fastWorld, type Pace } from './fast-clock.ts'

const pace = JSON.parse(process.argv[2] ?? '') as Pace
const world = fastWorld(pace)
const config = readConfig(process.env)
if (!config.ok) throw new Error(config.why.join('\n'))
const ground = readGround(PROJECT, config.value.countries)
const memory = await openMemory(config.value, world)
if (!ground.ok || !memory.ok) throw new Error('cannot start')
const house = await createHouse({
  ...memory.value,
  ...{ config: config.value, world, ground: ground.value, log: createLog({ level: 'silent' }) },
  timer: (ms, work) => {
    const handle = setTimeout(work, ms / pace.speed)
    return () => clearTimeout(handle)
  },
})
await house.start()
