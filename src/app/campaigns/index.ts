/** What is said to many. One part of the port for each part of the work; each stands in a folder or a file of its own beside this one. */
import type { QuietHours } from '../../domain/quiet-hours.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import type { Sodium } from '../../privacy/sodium.ts'
import type { Store } from '../../store/index.ts'
import type { Directory } from '../directory.ts'
import type { AppWords } from '../words.ts'
import { type Approval, createApproval } from './approval/index.ts'
import { type Course, createCourse } from './course/index.ts'
import { createDrafts, type Drafts } from './drafts/index.ts'
import { type Glance, seeGlance } from './glance.ts'
import { createPosters, type Posters } from './posters.ts'
import { createSigning, type Signing } from './signing/index.ts'

export type Campaigns = {
  /** Campaigns that are written: begun, saved sheet by sheet, looked at. */
  drafts: Drafts
  /** What is under way, in codes and figures. */
  glance(): Promise<Glance>
  /** Paper that leads to the bot. */
  posters: Posters
  /** How they go, and what came of them. */
  course: Course
  /** What is signed before it goes out. */
  approval: Approval
  /** Keys with which staff sign. */
  signing: Signing
}

export type CampaignRooms = {
  store: Store
  privacy: Privacy
  sodium: Sodium
  world: World
  demo: boolean
  words: Pick<AppWords, 'text' | 'has' | 'languages'>
  directory: Pick<Directory, 'look' | 'areaName' | 'areaOf' | 'desks' | 'known'>
  pushes(channel: string): boolean
  nudge(): void
  /** For telling when a sending will be over: in which hours nothing rings, and how many lines a second the platform permits. */
  config?: { quietHours?: QuietHours | undefined }
  pace?: { perSecond: number } | undefined
}

export const createCampaigns = (rooms: CampaignRooms): Campaigns => ({
  drafts: createDrafts(rooms),
  glance: () => seeGlance(rooms),
  posters: createPosters(rooms),
  course: createCourse(rooms),
  approval: createApproval(rooms),
  signing: createSigning(rooms),
})
