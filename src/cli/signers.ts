import { parseArgs } from 'node:util'
import { beginAnew } from '../app/campaigns/signing/begin-anew.ts'
import { realWorld } from '../house.ts'
import { configOrTell } from './environment.ts'
import { memoryOrTell } from './rooms.ts'

const ASK = [
  'When nobody is left who can sign campaigns, or vouch for a new key: "signers anew --yes" retires all keys that sign. The next one',
  'that is made on the page "Signing" holds at once, so be sure that it is made by the right person, right after it. What was signed and has',
  'not gone out does not go out. Stop Tulay first.',
].join('\n')

/** `tulay signers anew --yes`: whoever has the machine lets a group that lost all its signing keys begin once more. */
export const signers = async (words: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: words,
    options: { yes: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (positionals.join(' ') !== 'anew' || !values.yes) {
    console.error(ASK)
    return positionals.join(' ') === 'anew' ? 1 : 2
  }
  const config = configOrTell()
  const memory = config && (await memoryOrTell(config, true))
  if (!memory) return 2
  try {
    const ended = await beginAnew({ ...memory, world: realWorld, demo: false })
    console.log(
      [
        ended.length === 0 ? 'There was no key that signs.' : `Retired: ${ended.join(', ')}.`,
        'The next key that is made on the page "Signing" holds at once; every later one needs a colleague who vouches for it.',
      ].join('\n'),
    )
    return 0
  } finally {
    await memory.store.close()
  }
}
