import { resolve } from 'node:path'
import { configOrTell } from './environment.ts'
import { memoryOrTell } from './rooms.ts'

/** `tulay backup <folder>`: the database and the shred file, each into a folder of its own. The secret is never copied. */
export const backup = async ([folder]: string[]): Promise<number> => {
  if (!folder) {
    console.error('Say where to: npm run tulay -- backup <folder>')
    return 2
  }
  const config = configOrTell()
  const memory = config && (await memoryOrTell(config))
  if (!memory) return 2
  const copies = await memory.store.backup(resolve(folder)).catch(unwritable)
  await memory.store.close()
  if (typeof copies === 'string') {
    console.error(
      `The backup could not be written to ${resolve(folder)} (${copies}). Choose a folder with room that you may write to.`,
    )
    return 1
  }
  const { database, shred, old } = copies
  console.log(`Database: ${database}`)
  console.log(`Shred file: ${shred}`)
  if (old > 0)
    console.log(`Wiped ${old === 1 ? 'one copy' : `${old} copies`} of the shred file that would soon be 7 days old.`)
  console.log(
    'An erased report is gone only when every copy of the shred file from before is: if you copy them elsewhere,',
  )
  console.log('keep them there for 7 days at the most.')
  return 0
}

/** What the system says about a folder (ENOTDIR, EACCES, ENOSPC) or SQLite about a disk; anything else is a mistake of ours. */
const unwritable = (error: unknown): string => {
  const { code } = error as { code?: unknown }
  if (typeof code !== 'string' || !/^(E[A-Z]+|SQLITE_(FULL|IOERR|CANTOPEN|READONLY)\w*)$/.test(code)) throw error
  return code
}
