/** How a campaign goes and how it ends: what came of it in numbers, signatures on paper, and to whom they were handed over. */
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import type { Result } from '../../../kit/result.ts'
import type { CampaignRooms } from '../index.ts'
import { type Brakes, createBrakes } from './brakes.ts'
import { createHandovers, type Handovers } from './handovers.ts'
import { createLimits, type Limits } from './limits.ts'
import { createModeration, type Moderation } from './moderate.ts'
import { createPaper, type Paper } from './paper.ts'
import { type SeenProgress, seeProgress } from './progress.ts'
import { type Results, seeResults } from './results.ts'
import { saveTelling, seeTelling, type Telling, type TellRefusal, type ToldPurpose } from './tell.ts'
import { createWatch } from './watch.ts'

export { OTHER } from '../../../domain/campaigns/figures.ts'
export { ENDS } from '../../../domain/campaigns/progress.ts'
export type { ToldList } from '../../../domain/suppression.ts'
export type { Campaign } from '../../../store/campaigns/index.ts'
export type { Brakes } from './brakes.ts'
export { LONGEST_TO } from './handovers.ts'
export { BOUNDS, type Limits, type LimitsView } from './limits.ts'
export { LONGEST_WORDS, type Moderation, type WordsPage } from './moderate.ts'
export type { RunView, SeenProgress } from './progress.ts'
export type { Results } from './results.ts'
export { type Telling, TOLD, type ToldPurpose } from './tell.ts'

export type Course = {
  /** How far each sending has come; `undefined`: there is no such campaign. */
  progress(id: CampaignId): Promise<SeenProgress | undefined>
  /** Says that a figure has changed, while anybody listens; returns what ends it. */
  watch(listener: () => void): () => void
  /** What people did; `undefined`: there is no such campaign. */
  results(id: CampaignId): Promise<Results | undefined>
  /** What is written of a result or a correction; `undefined`: there is no such campaign, or nothing to tell yet. */
  telling(id: CampaignId, purpose: ToldPurpose): Promise<Telling | undefined>
  tell(me: Staff, it: Parameters<typeof saveTelling>[2]): Promise<Result<number, TellRefusal>>
  limits: Limits
  brakes: Brakes
  moderation: Moderation
  paper: Paper
  handovers: Handovers
  /** Codes of areas that signatures on paper can be of. */
  areas(): string[]
}

export const createCourse = (rooms: CampaignRooms): Course => ({
  progress: id => seeProgress(rooms, id),
  watch: createWatch(rooms),
  results: id => seeResults(rooms, id),
  telling: (id, purpose) => seeTelling(rooms, id, purpose),
  tell: (me, it) => saveTelling(rooms, me, it),
  limits: createLimits(rooms),
  brakes: createBrakes(rooms),
  moderation: createModeration(rooms),
  paper: createPaper(rooms),
  handovers: createHandovers(rooms),
  areas: () => rooms.directory.desks.areas(),
})
