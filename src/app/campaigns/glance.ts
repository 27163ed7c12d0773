import { type Brief, briefOf } from '../../domain/campaigns/progress.ts'
import type { Kind } from '../../domain/campaigns/sheet.ts'
import type { State } from '../../domain/campaigns/states.ts'
import type { CampaignId, Instant } from '../../kit/ids.ts'
import { allCampaigns } from '../../store/campaigns/index.ts'
import type { Store, Tx } from '../../store/index.ts'
import { readMeta } from '../../store/meta.ts'
import { type ProgressRooms, progressIn } from './course/progress.ts'
import type { VerdictRooms } from './verdict.ts'
import { waitingSheets } from './waiting.ts'

/** One campaign in codes and figures, without a word that anybody wrote. */
export type Glanced = {
  id: CampaignId
  kind: Kind
  /** On which it was begun. */
  day: string
  state: State
  /** Of the sending that goes on, else of the last. */
  figures?: (Brief & { finish: Instant | undefined }) | undefined
  /** How many have signed the sheet that waits for it; none: nothing waits. */
  signed?: { sheet: number; n: number; of: number } | undefined
}
/** `stopped`: by the kill switch. */
export type Glance = { stopped: boolean; campaigns: Glanced[] }

export type GlanceRooms = ProgressRooms & VerdictRooms

const UNDER_WAY: State[] = ['signing', 'approved', 'running', 'paused']

/** What is under way, for a chat and for a page that opens nothing. */
export const glance = async (tx: Tx, rooms: GlanceRooms): Promise<Glance> => {
  const waiting = await waitingSheets(tx, rooms)
  const campaigns: Glanced[] = []
  for (const { id, kind, day, state, demo } of await allCampaigns(tx, UNDER_WAY)) {
    if (demo !== rooms.demo) continue
    const runs = (await progressIn(tx, rooms, id))?.runs ?? []
    const run = runs.find(it => it.state === 'filling' || it.state === 'sending') ?? runs.find(it => it.began !== null)
    const waits = waiting.find(it => it.campaign === id)
    campaigns.push({
      ...{ id, kind, day, state },
      figures: run && { ...briefOf(run), finish: run.finish },
      signed: waits && { sheet: waits.number, n: waits.signed.length, of: waits.of },
    })
  }
  return { stopped: (await readMeta(tx, 'campaigns')) === 'stopped', campaigns }
}

export const seeGlance = ({ store, ...rooms }: GlanceRooms & { store: Store }): Promise<Glance> =>
  store.tx(tx => glance(tx, { ...rooms, store }))
