import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadContent } from '../app/content.ts'
import { sendTestAlert } from '../app/send-alert.ts'
import { loadWords } from '../app/words.ts'
import { zoneOf } from '../domain/zones.ts'
import { PROJECT, pushesTo, realWorld } from '../house.ts'
import { readHold } from '../store/standing.ts'
import { configOrTell } from './environment.ts'
import { memoryOrTell } from './rooms.ts'

/**
 * `tulay say "text" [--topic work] [--area JP-13]`: a marked test alert to everybody who subscribed to it. The running
 * process sends it, at a decent hour; without one it goes out at the next start.
 */
export const say = async (words: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { topic: { type: 'string', multiple: true }, area: { type: 'string' } },
  })
  const text = positionals.join(' ').trim()
  if (text === '' || text.length > 1000) {
    console.error(
      'Say what, in 1000 characters or fewer: npm run tulay -- say "This is a test." [--topic work] [--area JP-13]',
    )
    return 2
  }
  const wrong = unknownIn(values)
  if (wrong) {
    console.error(wrong)
    return 2
  }
  const config = configOrTell()
  const memory = config && (await memoryOrTell(config))
  if (!memory) return 2
  const count = await sendTestAlert(
    { ...memory, words: loadWords(join(PROJECT, 'locales')), world: realWorld, pushes: pushesTo, zoneOf },
    { text, ...(values.topic ? { topics: values.topic } : {}), ...(values.area ? { area: values.area } : {}) },
  )
  const hold = await memory.store.tx(readHold)
  await memory.store.close()
  console.log(
    count === 1 ? 'The test alert is on its way to 1 person.' : `The test alert is on its way to ${count} people.`,
  )
  if (hold) console.log('It waits, because alerts are held back here: npm run tulay -- resume')
  return 0
}

/** A topic or an area that nobody can have chosen would reach nobody, in silence. */
const unknownIn = ({ topic = [], area }: { topic?: string[]; area?: string }): string | undefined => {
  const content = loadContent(join(PROJECT, 'content'))
  if (!content.ok) return content.why.map(({ file, path, message }) => `${file} ${path} ${message}`).join('\n')
  const topics = content.value.groups.map(({ id }) => id)
  const odd = topic.find(id => !topics.includes(id))
  if (odd !== undefined) return `There is no topic "${odd}". There are: ${topics.join(', ')}.`
  const known = area === undefined || content.value.areas.some(({ code }) => code === area)
  return known ? undefined : `There is no area "${area}". Areas are named by their ISO 3166 code, such as JP or JP-13.`
}
