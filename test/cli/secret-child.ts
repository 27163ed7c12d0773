/** Changes the secret of a data folder, and dies where it is told to: `node secret-child.ts <folder> <step> [sealed rows before]`. */
import { join } from 'node:path'
import { changeSecret } from '../../src/cli/secret.ts'
import { realWorld } from '../../src/house.ts'
import { openMemory } from '../../src/memory.ts'

const [data = '', step = ''] = process.argv.slice(2)
const config = { data, secretFile: join(data, 'secret') }
const die = () => process.kill(process.pid, 'SIGKILL')
const memory = await openMemory(config as Parameters<typeof openMemory>[0], realWorld, true)
if (!memory.ok) throw new Error(memory.why)
const { store } = memory.value
// In the middle of the transaction, and between its commit and everything after it.
const tx: typeof store.tx = work =>
  store.tx(async inner => {
    const done = await work(inner)
    if (step === 'uncommitted') die()
    return done
  })
const checkpoint = async () => {
  if (step === 'committed') die()
  await store.checkpoint()
}
await changeSecret({
  memory: { ...memory.value, store: { ...store, tx, checkpoint } },
  config,
  to: undefined,
  world: realWorld,
  told: now => void (now === step && die()),
})
