/** Staff accounts: who may come in to the console, how they join and sign in, and what is written down about it. */
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import type { Store } from '../../store/index.ts'
import { createJoining, type Joining } from './joining.ts'
import { createPeople, type People } from './people.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createSignIn, type SignIn } from './sign-in.ts'

export type { JoinRefusal, Offer, OpenInvite } from './joining.ts'
export type { AuditView, Holder, Member } from './people.ts'
export type { OpenSession, Signed } from './sessions.ts'

export type StaffDoor = Sessions & SignIn & Joining & People

/** @param rooms.demo only demo people are let in, and whoever joins is one. */
export const createStaffDoor = (rooms: { store: Store; privacy: Privacy; world: World; demo: boolean }): StaffDoor => ({
  ...createSessions(rooms),
  ...createSignIn(rooms),
  ...createJoining(rooms),
  ...createPeople(rooms),
})
