/** One contender, one run, one line of JSON: `node bench/child.ts <number> <people> <feeders> <folder>`. */
import { CONTENDERS } from './contenders/index.ts'
import { measure } from './measure.ts'

const [number, people, feeders, folder] = process.argv.slice(2)
const entry = CONTENDERS[Number(number)]
if (!entry || !folder) throw new Error('usage: child.ts <number> <people> <feeders> <folder>')
console.log(JSON.stringify(await measure(await entry.load(), Number(people), Number(feeders), folder)))
