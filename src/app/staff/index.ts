/** Staff accounts: who may come in to the console, how they join and sign in, and what is written down about it. */
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import type { Store } from '../../store/index.ts'
import { type ChatAccounts, createChatAccounts } from '../staff-chat/accounts.ts'
import type { Menu } from '../staff-chat/menu.ts'
import { createDeeds, type Deeds } from './deeds.ts'
import { createInviting, type Inviting } from './inviting.ts'
import { createJoining, type Joining } from './joining.ts'
import { createOwnAccount, type OwnAccount } from './own-account.ts'
import { createPasskeys, type Passkeys } from './passkeys.ts'
import { createPatience } from './patience.ts'
import { createPeople, type People } from './people.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createSignIn, type SignIn } from './sign-in.ts'

export { AUDIT_ACTIONS } from '../../store/audit.ts'
export { AUDIT_FORMATS } from '../audit-file.ts'
export type { LinkedChat, OfferedCode } from '../staff-chat/accounts.ts'
export type { AuditView } from './deeds.ts'
export type { OpenInvite, Return } from './inviting.ts'
export type { JoinRefusal, Offer } from './joining.ts'
export type { NewAuthenticator } from './own-account.ts'
export type {
  Assertion,
  Creation,
  OwnPasskey,
  Site,
} from './passkeys.ts'
export type { Holder, Member } from './people.ts'
export type { OpenSession, Signed } from './sessions.ts'
export type { Refused } from './sign-in.ts'

export type StaffDoor = Sessions & SignIn & Passkeys & OwnAccount & Inviting & Joining & People & Deeds & ChatAccounts

/** @param rooms.demo only demo people are let in, and whoever joins is one; @param rooms.menu takes commands of staff from a chat. */
export const createStaffDoor = (rooms: {
  store: Store
  privacy: Privacy
  world: World
  demo: boolean
  menu?: Menu
}): StaffDoor => {
  // One for all ways in: who is refused at one waits at the others too.
  const patience = createPatience(rooms)
  return {
    ...createSessions(rooms),
    ...createSignIn({ ...rooms, patience }),
    ...createPasskeys({ ...rooms, patience }),
    ...createOwnAccount(rooms),
    ...createInviting(rooms),
    ...createJoining(rooms),
    ...createPeople(rooms),
    ...createDeeds(rooms),
    ...createChatAccounts(rooms),
  }
}
