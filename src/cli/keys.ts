import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { createKeys, keyState } from '../app/keys.ts'
import { realWorld } from '../house.ts'
import { openSodium } from '../privacy/sodium.ts'
import { configOrTell } from './environment.ts'
import { memoryOrTell } from './rooms.ts'
import { sheetText } from './sheets.ts'

const SHORTEST = 16

/**
 * `tulay keys`: makes the first two keyholders and the recovery kit. Each keyholder types a name (a pseudonym) and a passphrase that
 * is never shown, stored or sent. The three sheets of the recovery kit are printed once.
 */
export const keys = async (): Promise<number> => {
  const config = configOrTell()
  const memory = config && (await memoryOrTell(config))
  if (!memory) return 2
  const { store } = memory
  try {
    const { real } = await keyState(store)
    if (real >= 2) {
      console.error('There are keyholders already. More are invited from the staff page.')
      return 1
    }
    const asker = createAsker()
    console.log('Reports are sealed to two people at least. Each of them types a name and a passphrase now.')
    const people = [await askPerson(asker, 'First'), await askPerson(asker, 'Second')]
    asker.close()
    const made = await createKeys({ store, sodium: await openSodium(), world: realWorld }, people)
    const { fingerprint, sheets } = made.recovery
    const day = new Date(realWorld.now()).toISOString().slice(0, 10)
    const page = `${config.publicUrl ?? `http://localhost:${config.port}`}/staff/keys/recover`
    const head = { day, fingerprint, page, screen: process.stdout.isTTY }
    console.log(
      '\nThe recovery kit: three sheets. Copy each to paper by hand now: they are shown once and stored nowhere.',
    )
    for (const [at, sheet] of sheets.entries())
      console.log(`\n${'-'.repeat(78)}\n${sheetText(head, sheet, at + 1, sheets.length)}`)
    console.log(
      `\n${'-'.repeat(78)}\nThen clear this screen. Sheets out of a printer are made on the page "Recovery kit", once somebody has joined.`,
    )
    return 0
  } finally {
    await store.close()
  }
}

type Asker = ReturnType<typeof createAsker>

const askPerson = async (asker: Asker, which: string): Promise<{ name: string; passphrase: string }> => {
  const name = await asker.line(`${which} keyholder, a name that is not the real one: `)
  for (;;) {
    const passphrase = await asker.hidden(`Passphrase of ${name} (${SHORTEST} characters or more; it is not shown): `)
    if (passphrase.length < SHORTEST)
      console.log(`That is shorter than ${SHORTEST} characters. Five or six words make a good passphrase.`)
    else if ((await asker.hidden('Once more: ')) === passphrase) return { name, passphrase }
    else console.log('The two were not the same.')
  }
}

/** Reads lines from the terminal or a pipe; what is typed hidden is not echoed. */
const createAsker = () => {
  let mute = false
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!mute) process.stdout.write(chunk)
      done()
    },
  })
  const reader = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY === true })
  const lines = reader[Symbol.asyncIterator]()
  const line = async (question: string): Promise<string> => {
    process.stdout.write(question)
    const { value, done } = await lines.next()
    if (done) throw new Error('the input ended before all questions were answered')
    return String(value).trim()
  }
  return {
    line,
    async hidden(question: string) {
      process.stdout.write(question)
      mute = true
      const { value, done } = await lines.next()
      mute = false
      process.stdout.write('\n')
      if (done) throw new Error('the input ended before all questions were answered')
      return String(value)
    },
    close: () => reader.close(),
  }
}
