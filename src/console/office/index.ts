import { Hono } from 'hono'
import type { ConsolePort } from '../port.ts'
import type { StaffRoom } from '../room.ts'
import { demandRoutes } from './demands.ts'
import { dutyRoutes } from './duty.ts'
import { settingRoutes } from './settings.ts'

/** What a group sets for itself. */
export const officeRoutes = (room: StaffRoom, { office, topics }: Pick<ConsolePort, 'office' | 'topics'>): Hono => {
  const routes = new Hono()
  routes.route('/', dutyRoutes(room, office.duty))
  routes.route('/', demandRoutes(room, office.demands))
  routes.route('/', settingRoutes(room, office, topics))
  return routes
}
