import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import { type Counted, countAudience } from '../count-audience.ts'
import type { CampaignRooms } from '../index.ts'

export type Reach = Counted

/** So long a count stands while somebody types on. */
const FRESH = 30_000

/** How many a sheet would reach. One count at a time, and none twice within half a minute: it looks at everybody. */
export const createReach = (rooms: Pick<CampaignRooms, 'store' | 'privacy' | 'world'>) => {
  let last: { key: string; at: number; counted: Promise<Reach> } | undefined
  let queue: Promise<unknown> = Promise.resolve()
  return ({ audience, texts, fallback }: Sheet): Promise<Reach> => {
    const spoken = { langs: Object.keys(texts), fallback }
    const key = JSON.stringify([audience, spoken])
    const now = rooms.world.now()
    if (last?.key === key && now - last.at < FRESH) return last.counted
    const counted = queue.then(() => countAudience(rooms, audience, spoken))
    queue = counted.catch(() => undefined)
    last = { key, at: now, counted }
    return counted
  }
}
