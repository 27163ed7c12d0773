import { Hono } from 'hono'
import type { Campaigns } from '../../app/campaigns/index.ts'
import type { QueueDoor } from '../queue-routes.ts'
import type { StaffRoom } from '../room.ts'
import { approvalRoutes } from './approve/routes.ts'
import { composeRoutes } from './compose.ts'
import { courseRoutes } from './course/index.ts'
import { deskRoutes } from './desks.ts'
import { historyRoutes } from './history.ts'
import { listRoutes } from './list.ts'
import type { ComposeAssets } from './page.ts'
import { signingRoutes } from './signing/routes.ts'
import { copyRoutes } from './templates.ts'

/** `sealed`: where the scripts lie that sign. */
export type CampaignAssets = Pick<QueueDoor, 'live' | 'script'> & { compose: ComposeAssets; sealed: string }

/** What is said to many: `/staff/campaigns` and all below it. */
export const campaignRoutes = (
  room: StaffRoom,
  { approval, drafts, course, signing }: Campaigns,
  { compose, sealed, live, script }: CampaignAssets,
): Hono => {
  const routes = new Hono()
  routes.route('/', listRoutes(room, drafts))
  // Before the addresses with an id, which it would be taken for.
  routes.route('/', deskRoutes(room, drafts, compose.css))
  routes.route('/', composeRoutes(room, drafts, compose))
  routes.route('/', historyRoutes(room, drafts, compose.css))
  routes.route('/', copyRoutes(room, drafts))
  routes.route('/', courseRoutes(room, course, { live, script, assets: sealed }))
  routes.route('/', signingRoutes(room, signing, sealed))
  routes.route('/', approvalRoutes(room, approval, sealed))
  return routes
}
