/** Staff as the doors know them. */
export { may, type Right, ROLES, type Role, type Staff } from '../domain/staff.ts'
