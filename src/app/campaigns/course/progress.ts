import { finishOf, type LineCount, type Progress, progressOf } from '../../../domain/campaigns/progress.ts'
import { LIVE } from '../../../domain/campaigns/states.ts'
import { outsideQuietHours } from '../../../domain/quiet-hours.ts'
import { zoneOf } from '../../../domain/zones.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { countsOf } from '../../../store/campaigns/counts.ts'
import { type Run, runsOf } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import { readMeta } from '../../../store/meta.ts'
import { callOf, mayRing } from '../acts/call.ts'
import type { CampaignRooms } from '../index.ts'
import { type Known, knownCampaign } from './known.ts'

export type RunView = Run &
  Progress & {
    /** Wait on the web until the person looks. */
    held: number
    /** When the last one will have gone out; `undefined`: all have, or nothing goes out now. */
    finish: Instant | undefined
  }

export type ProgressView = Known & {
  /** The newest first. */
  runs: RunView[]
  /** Somebody has stopped everything. */
  stopped: boolean
}

/** What Telegram permits one bot, where nobody has said otherwise. */
const PACE = 30

export type ProgressRooms = Pick<CampaignRooms, 'world' | 'demo' | 'pushes' | 'config' | 'pace'>

/** `orphaned`: who signed what it says now has left, so that nothing more of it goes out until others sign a correction. */
export type SeenProgress = ProgressView & { orphaned: boolean }

export const seeProgress = (rooms: CampaignRooms, id: CampaignId): Promise<SeenProgress | undefined> =>
  rooms.store.tx(async tx => {
    const view = await progressIn(tx, rooms, id)
    return view && { ...view, orphaned: await isOrphaned(tx, rooms, view) }
  })

const isOrphaned = async (tx: Tx, rooms: CampaignRooms, { campaign, runs }: ProgressView): Promise<boolean> => {
  if (!LIVE.includes(campaign.state) || runs.every(({ left }) => left === 0)) return false
  const call = await callOf(tx, rooms, campaign.id, rooms.world.now())
  return call !== undefined && !(await mayRing(tx, rooms, call))
}

/** The same inside a transaction. */
export const progressIn = async (tx: Tx, rooms: ProgressRooms, id: CampaignId): Promise<ProgressView | undefined> => {
  const known = await knownCampaign(tx, rooms, id)
  if (!known) return undefined
  const stopped = (await readMeta(tx, 'campaigns')) === 'stopped'
  const runs: RunView[] = []
  for (const run of await runsOf(tx, id)) {
    const counts = await countsOf(tx, id, run.run)
    const left = ahead(counts, rooms.pushes)
    const progress = progressOf(counts)
    const goes = !stopped && GOING.has(known.campaign.state) && run.state !== 'done' && run.state !== 'cancelled'
    const finish = goes ? finishOf({ left, ...finishing(rooms, known, run) }) : undefined
    runs.push({ ...run, ...progress, held: progress.left - left, finish })
  }
  return { ...known, stopped, runs: runs.reverse() }
}

const GOING: ReadonlySet<string> = new Set(['approved', 'running', 'ended'])

/** Lines that go out by themselves and have not yet; the others wait until the person looks. */
const ahead = (counts: readonly LineCount[], pushes: (channel: string) => boolean): number =>
  Math.max(0, progressOf(counts.filter(({ channel }) => pushes(channel))).left)

/** By the night of where most are: each person's own is known only when their line is opened. */
const finishing = ({ world, config, pace }: ProgressRooms, { sheet }: Known, run: Run) => ({
  from: Math.max(world.now(), run.at),
  perSecond: pace?.perSecond ?? PACE,
  awake: (at: Instant): Instant =>
    config?.quietHours && !sheet?.emergency
      ? outsideQuietHours(at, zoneOf(sheet?.audience.areas[0]), config.quietHours)
      : at,
})
