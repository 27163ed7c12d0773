/** What doors know of a sheet. */
export type { Action } from '../../domain/campaigns/actions.ts'
export type { Audience } from '../../domain/campaigns/audience.ts'
export { CHECKS } from '../../domain/campaigns/checklist.ts'
export { deskPlaceholder } from '../../domain/campaigns/placeholders.ts'
export { type Event, KINDS, type Kind, type Sheet, type When } from '../../domain/campaigns/sheet.ts'
export { STATES } from '../../domain/campaigns/states.ts'
export { isZone, readTime, writtenTime } from '../../domain/campaigns/written-time.ts'
export { isoWeek, mondayOf } from '../../domain/deadlines.ts'
