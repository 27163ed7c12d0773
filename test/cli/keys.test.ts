/** `tulay keys`, as the two people see it who sit at the server. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fingerprint } from '../../src/privacy/fingerprint.ts'
import { joinShares } from '../../src/privacy/recovery.ts'
import { readShare } from '../../src/privacy/shares.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { openStore } from '../../src/store/index.ts'
import { activeHolders } from '../../src/store/keyholders.ts'
import { world } from '../privacy/world.ts'

const run = (data: string, typed: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, TULAY_DATA: data, TULAY_DEMO: '0', TULAY_PUBLIC_URL: 'https://help.example' }
    const child = spawn(process.execPath, ['src/main.ts', 'keys'], { env, stdio: ['pipe', 'pipe', 'pipe'] })
    let heard = ''
    for (const pipe of [child.stdout, child.stderr]) pipe.on('data', chunk => (heard += chunk))
    child.on('error', reject)
    child.on('close', code => (code === 0 ? resolve(heard) : reject(new Error(`${code}: ${heard}`))))
    child.stdin.end(typed)
  })

/** The words of a sheet by their numbers, which run down its columns. */
const wordsOn = (sheet: string): string => {
  const lines = sheet.split('\n').filter(line => /^( ?\d+ [a-z]+ *)+$/.test(line))
  const found = lines.flatMap(line => [...line.matchAll(/(\d+) ([a-z]+)/g)])
  return found
    .toSorted(([, one], [, other]) => Number(one) - Number(other))
    .map(([, , word]) => word)
    .join(' ')
}

test('it prints three sheets, of which any two give the key that the server keeps', async () => {
  const data = mkdtempSync(join(tmpdir(), 'tulay-keys-'))
  try {
    const phrase = 'five words that are long'
    const heard = await run(data, `Maya\n${phrase}\n${phrase}\nNoor\n${phrase}\n${phrase}\n`)
    expect(heard).not.toContain(phrase)
    const sheets = heard.split('-'.repeat(78)).slice(1, 4)
    const shares = sheets.map((sheet, at) => {
      expect(sheet).toContain(`sheet ${at + 1} of 3`)
      expect(sheet).toContain('https://help.example/staff/keys/recover')
      expect(sheet).toContain('Never photograph it')
      // Ink is dark: the light frame of the code is blank, and each line of it fits on paper.
      for (const line of sheet.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
      const share = readShare(wordsOn(sheet))
      if (!share.ok) throw new Error(JSON.stringify(share.why))
      return share.value
    })
    const sodium = await openSodium()
    const store = await openStore({ folder: data, world })
    const holders = await store.tx(activeHolders)
    await store.close()
    const recovery = holders.find(({ role }) => role === 'recovery')
    expect(holders.map(({ name }) => name).toSorted()).toEqual(['Maya', 'Noor', 'recovery'])
    for (const [one, other] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const) {
      const key = await joinShares(sodium, shares[one] ?? new Uint8Array(), shares[other] ?? new Uint8Array())
      expect(key.ok && fingerprint(sodium, key.value.publicKey)).toBe(
        fingerprint(sodium, recovery?.publicKey ?? new Uint8Array()),
      )
    }
    expect(sheets[0]).toContain(fingerprint(sodium, recovery?.publicKey ?? new Uint8Array()))
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
})
