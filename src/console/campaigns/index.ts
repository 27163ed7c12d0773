import { Hono } from 'hono'
import type { Campaigns } from '../../app/campaigns/index.ts'
import type { QueueDoor } from '../queue-routes.ts'
import type { StaffRoom } from '../room.ts'
import { courseRoutes } from './course/index.ts'
import { listRoutes } from './list.ts'
import { signingRoutes } from './signing/routes.ts'

/** What is said to many: `/staff/campaigns` and all below it. */
export const campaignRoutes = (
  room: StaffRoom,
  campaigns: Campaigns,
  { live, script, assets }: Pick<QueueDoor, 'live' | 'script'> & { assets: string },
): Hono => {
  const routes = new Hono()
  routes.route('/', listRoutes(room, campaigns.drafts))
  routes.route('/', courseRoutes(room, campaigns.course, { live, script }))
  routes.route('/', signingRoutes(room, campaigns.signing, assets))
  return routes
}
