import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Started = { chat: string; staff: string; said(): string; stop(): Promise<number | null> }

/**
 * Starts the real process as `npm start` does, on a free port, with a data folder of its own, and waits until it has printed
 * its two addresses. `stop` ends it as an operator would, and hands back the exit code.
 */
export const startTulay = async (folder: string, more: Record<string, string> = {}): Promise<Started> => {
  const data = mkdtempSync(join(tmpdir(), 'tulay-data-'))
  const env = { PATH: process.env.PATH ?? '', PORT: '0', TULAY_DATA: data, ...more }
  const child = spawn(process.execPath, ['src/main.ts'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', chunk => {
    said += chunk
  })
  child.stderr.on('data', chunk => {
    said += chunk
  })
  const ended = new Promise<number | null>(done => child.once('exit', done))
  const addresses = await printed(child, () => said)
  const [chat = '', staff = ''] = addresses
  return {
    chat,
    staff,
    said: () => said,
    async stop() {
      child.kill('SIGTERM')
      const code = await ended
      rmSync(data, { recursive: true, force: true })
      return code
    },
  }
}

const printed = (child: ChildProcess, said: () => string): Promise<string[]> =>
  new Promise((done, fail) => {
    const look = (): void => {
      const addresses = [...said().matchAll(/http:\/\/[\w.[\]:-]+(?:\/[\w/-]*)?/g)].map(([address]) => address)
      if (addresses.length < 2) return
      child.off('exit', gone)
      done(addresses)
    }
    const gone = (code: number | null): void => fail(new Error(`ended with ${code} before it was ready:\n${said()}`))
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.once('exit', gone)
  })
