import { createCampaigns } from '../../src/app/campaigns/index.ts'
import type { Cases } from '../../src/app/cases/index.ts'
import { createCoding } from '../../src/app/coding/index.ts'
import { createOffice } from '../../src/app/office/index.ts'
import type { ConsolePort } from '../../src/console/index.ts'

const gone = async () => ({ ok: false, why: 'gone' }) as const

/** For pages that are about no case: whatever is asked for is gone. */
export const NO_CASES: Cases = { see: async () => undefined, open: gone, note: gone, reply: gone, change: gone }

export const NO_CODING = createCoding({ store: undefined, world: undefined, changes: undefined } as never)
/** Whoever asks for a campaign fails. */
const campaigns = createCampaigns({ store: undefined, world: undefined, demo: false } as never)
export const NO_CAMPAIGNS = { ...campaigns, signing: { ...campaigns.signing, isSingle: async () => false } }
/** For pages on which nothing is set: whoever asks it for anything fails. */
export const NO_OFFICE = createOffice({ store: undefined, world: undefined, changes: undefined, demo: false } as never)
/** No desks, no ready replies, no quotes. */
export const NO_LETTERS: ConsolePort['letters'] = {
  desks: { search: () => [], areas: () => [] },
  replies: { list: async () => [], save: async () => true, remove: async () => undefined },
  quotes: { list: async () => [] },
}
