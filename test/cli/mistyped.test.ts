/** What somebody types wrongly is told in a sentence, and never ends in a trace of ours. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { COMMANDS, runCommand } from '../../src/cli/index.ts'

const data = mkdtempSync(join(tmpdir(), 'tulay-cli-'))
vi.stubEnv('TULAY_DATA', join(data, 'data'))
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(data, { recursive: true, force: true })
})
afterEach(() => vi.restoreAllMocks())

const ran = async (...words: string[]) => {
  const told: string[] = []
  for (const way of ['log', 'error'] as const)
    vi.spyOn(console, way).mockImplementation(text => void told.push(String(text)))
  return { code: await runCommand(words), told: told.join('\n') }
}

describe('a slip in a command', () => {
  it('that there is not, lists those that there are', async () => {
    const { code, told } = await ran('strat')
    expect(code).toBe(2)
    for (const name of ['"strat"', ...Object.keys(COMMANDS)]) expect(told).toContain(name)
  })

  it.each(['say', 'talk', 'lint', 'graph'])('of %s: an option that it does not know', async command => {
    expect(await ran(command, '--colour')).toEqual({ code: 2, told: `${command}: Unknown option '--colour'.` })
  })

  it('of a topic or an area reaches nobody, and says so', async () => {
    expect(await ran('say', 'hello', '--topic', 'wrok')).toMatchObject({
      code: 2,
      told: expect.stringContaining('work'),
    })
    expect(await ran('say', 'hello', '--area', 'Tokyo')).toMatchObject({
      code: 2,
      told: expect.stringContaining('JP-13'),
    })
    expect((await ran('say', 'hello', '--topic', 'work', '--area', 'JP-13')).code).toBe(0)
  })

  it('of a folder for the backup', async () => {
    const file = join(data, 'file')
    writeFileSync(file, '')
    expect(await ran('backup', join(file, 'x'))).toMatchObject({ code: 1, told: expect.stringContaining('ENOTDIR') })
    expect((await ran('backup')).code).toBe(2)
  })
})
