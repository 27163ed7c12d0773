import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** These begin first, so that no core is left alone with one of them at the end. */
const LONGEST = [
  'test/stories/',
  'test/faults/kill',
  'test/faults/campaign',
  'test/delivery/ten-thousand',
  'test/app/case-year',
  'test/faults/memory',
  'test/browser/',
  'test/app/pipeline',
  'test/delivery/crash',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex(part => moduleId.includes(part))
      return at < 0 ? LONGEST.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

// The limits, here and in the tests, only end what hangs: no test is about how fast this machine is. A hook may open a house and a browser.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
})
