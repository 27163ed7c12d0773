/**
 * What no write to the database takes back: a file of its own beside it, to which is only added. A row that was deleted can be written
 * again by whoever writes to the database; what stands here has happened all the same.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'

/**
 * `founded`: a database (in a demo: the same with ` demo`) has had its first signer, so that the next one needs a colleague's word.
 * `anew`: the operator said that it may begin once more. `retired`: a signer. `revoked`: the digest of a sheet whose approvals were
 * taken back. `ended`: a time of single approval. `filled`: an occasion of a sheet for which everybody has become a line.
 */
export type Fact = 'founded' | 'anew' | 'retired' | 'revoked' | 'ended' | 'filled'

export type Ledger = {
  has(fact: Fact, id: string): boolean
  /** On the disk when it returns. Knowing it already it does nothing. */
  write(fact: Fact, id: string): void
}

const LINE = /^(founded|anew|retired|revoked|ended|filled) (\S.*)$/

export const openLedger = (path: string): Ledger => {
  const known = new Set<string>()
  const take = (line: string): void => {
    const [, fact, id] = LINE.exec(line) ?? []
    if (fact === 'anew') known.delete(`founded ${id}`)
    else if (fact) known.add(line)
  }
  if (existsSync(path)) for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) take(line)
  return {
    has: (fact, id) => known.has(`${fact} ${id}`),
    write(fact, id) {
      const line = `${fact} ${id}`
      if (known.has(line)) return
      // A line of its own, even behind one that a power cut left unfinished.
      append(path, `\n${line}\n`)
      take(line)
    },
  }
}

const append = (path: string, text: string): void => {
  const file = openSync(path, 'a', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
