import { resolve } from 'node:path'
import { configOrTell, memoryOrTell } from './rooms.ts'

/** `tulay backup <folder>`: the database and the shred file, each into a folder of its own. The secret is never copied. */
export const backup = async ([folder]: string[]): Promise<number> => {
  if (!folder) {
    console.error('Say where to: npm run tulay -- backup <folder>')
    return 2
  }
  const config = configOrTell()
  const memory = config && (await memoryOrTell(config))
  if (!memory) return 2
  const { database, shred } = await memory.store.backup(resolve(folder))
  await memory.store.close()
  console.log(`Database: ${database}`)
  console.log(`Shred file: ${shred}`)
  console.log('Keep copies of the shred file for 7 days at the most: an erased report is gone only when they are.')
  return 0
}
