import { Hono } from 'hono'
import type { Office } from '../../app/office/index.ts'
import type { StaffRoom } from '../room.ts'
import { demandRoutes } from './demands.ts'
import { dutyRoutes } from './duty.ts'

/** What a group sets for itself. */
export const officeRoutes = (room: StaffRoom, office: Office): Hono => {
  const routes = new Hono()
  routes.route('/', dutyRoutes(room, office.duty))
  routes.route('/', demandRoutes(room, office.demands))
  return routes
}
