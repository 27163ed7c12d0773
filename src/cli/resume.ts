import { parseArgs } from 'node:util'
import type { Store } from '../store/index.ts'
import { countWaiting, dropWaiting, sendParked } from '../store/parked.ts'
import { endHold, type Hold, readHold } from '../store/standing.ts'
import { configOrTell } from './environment.ts'
import { memoryOrTell } from './rooms.ts'

const WHY: Record<Hold, string> = {
  copy: 'The data came from another server, or are an older state (a restored backup), so what waits may have been sent there.',
  stale: 'Nobody had worked with the data for more than a day, so another server may have gone on with a copy of them.',
}

/** `tulay resume [--send | --drop]`: the operator's yes to a copy that is held back, with or without what waits in it. */
export const resume = async (words: string[]): Promise<number> => {
  const { values } = parseArgs({ args: words, options: { send: { type: 'boolean' }, drop: { type: 'boolean' } } })
  if (values.send && values.drop) {
    console.error('Either send what waits, or drop it: npm run tulay -- resume --send, or --drop')
    return 2
  }
  const config = configOrTell()
  const memory = config && (await memoryOrTell(config))
  if (!memory) return 2
  try {
    const { hold, text } = await lookAt(memory.store)
    if (!hold) {
      console.log('Nothing is held back.')
      return 0
    }
    if (!values.send && !values.drop) {
      console.log(
        [
          `Only answers go out. ${WHY[hold]}`,
          text,
          'Make sure that no other server runs with these data. Then choose:',
          '  npm run tulay -- resume --send   it was not sent: send it now, and go on as always',
          '  npm run tulay -- resume --drop   it was sent, or is too old: forget it, and go on as always',
        ].join('\n'),
      )
      return 1
    }
    await memory.store.tx(async tx => {
      await (values.send ? sendParked(tx) : dropWaiting(tx))
      await endHold(tx)
    })
    console.log(`${text} ${values.send ? 'It goes out' : 'It is forgotten'}; a running Tulay knows within a minute.`)
    return 0
  } finally {
    await memory.store.close()
  }
}

const lookAt = (store: Store): Promise<{ hold: Hold | undefined; text: string }> =>
  store.tx(async tx => {
    const { answers, alerts } = await countWaiting(tx)
    return {
      hold: await readHold(tx),
      text: `Waiting: ${counted(alerts, 'alert or notice', 'alerts and notices')}, ${counted(answers, 'answer', 'answers')}.`,
    }
  })

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
