import { type Cases, createCases } from '../../src/app/cases/index.ts'

/** For pages that are about no case. */
export const NO_CASES: Cases = createCases({} as Parameters<typeof createCases>[0])
