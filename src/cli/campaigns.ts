import { areStopped, type BrakeRooms, startAgain, stopAll } from '../app/campaigns/kill.ts'
import { realWorld } from '../house.ts'
import { configOrTell } from './environment.ts'
import { memoryOrTell } from './rooms.ts'

const STOPPED = 'All campaigns and alerts are stopped. Answers and notices go out as always.'
const GOING = 'Campaigns and alerts go out.'

/** What each word does; returns the sentence to print. */
const ORDERS: Record<string, (rooms: BrakeRooms) => Promise<string>> = {
  stop: async rooms => {
    const now = await stopAll(rooms, null)
    return now ? `${STOPPED} A running Tulay sends nothing more of them from now on.` : `${STOPPED} They were before.`
  },
  go: async rooms => ((await startAgain(rooms, null)) ? `${GOING} They go on where they stood.` : GOING),
}

/** `tulay campaigns [stop | go]`: the kill switch, for whoever has the machine; also while Tulay runs. */
export const campaigns = async (words: string[]): Promise<number> => {
  const [word, ...rest] = words
  const order = word === undefined ? undefined : Object.hasOwn(ORDERS, word) ? ORDERS[word] : undefined
  if (rest.length > 0 || (word !== undefined && !order)) {
    console.error('campaigns stop: nothing that is said to many goes out any more; campaigns go: it goes on')
    return 2
  }
  const config = configOrTell()
  const memory = config && (await memoryOrTell(config))
  if (!memory) return 2
  try {
    const rooms = { store: memory.store, world: realWorld }
    if (order) console.log(await order(rooms))
    else console.log((await areStopped(rooms)) ? `${STOPPED} To go on: npm run tulay -- campaigns go` : GOING)
    return 0
  } finally {
    await memory.store.close()
  }
}
