import type { Cases } from '../../src/app/cases/index.ts'

const gone = async () => ({ ok: false, why: 'gone' }) as const

/** For pages that are about no case: whatever is asked for is gone. */
export const NO_CASES: Cases = { see: async () => undefined, open: gone, note: gone, reply: gone, change: gone }
