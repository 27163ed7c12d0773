import type { Role, Staff } from '../../domain/staff.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import { addAudit } from '../../store/audit.ts'
import type { Store, Tx } from '../../store/index.ts'
import { dropInvites, dropReturns } from '../../store/invites.ts'
import { activeHolders } from '../../store/keyholders.ts'
import {
  activeStaff,
  changeStaff,
  credentialsOf,
  forgetWaysOf,
  retireStaff,
  setStaffLanguage,
} from '../../store/staff.ts'
import type { Menu } from '../staff-chat/menu.ts'
import { dropNoticesTo, endChatsOf } from '../staff-chat/unlink.ts'
import type { Signed } from './sessions.ts'

/** `fixed`: a demo person, who stays as the demo made them. */
export type Member = Staff & { fixed: boolean }
export type Holder = { id: string; name: string }

export type People = {
  members(): Promise<Member[]>
  /** Whose keys open reports. */
  holders(): Promise<Holder[]>
  /** False: nobody such, oneself, or a demo person. The one who runs it cannot lock everybody out. */
  change(signed: Signed, id: string, to: { role: Role; holder: string | undefined }): Promise<boolean>
  /** Ends all sessions and open invites at once. */
  remove(signed: Signed, id: string): Promise<boolean>
  /** In which language the console speaks to this one; `undefined`: as the browser asks. */
  speak(signed: Signed, lang: string | undefined): Promise<void>
}

export const createPeople = (rooms: {
  store: Store
  privacy: Privacy
  world: World
  demo: boolean
  menu?: Menu
}): People => {
  const { store, world, demo } = rooms
  const members = async (tx: Tx): Promise<Member[]> => {
    const found: Member[] = []
    for (const staff of await activeStaff(tx))
      if (staff.demo === demo)
        found.push({ ...staff, fixed: (await credentialsOf(tx, staff.id)) === undefined && demo })
    return found
  }
  const holders = async (tx: Tx): Promise<Holder[]> =>
    (await activeHolders(tx))
      .filter(it => it.role === 'keyholder' && it.demo === demo)
      .map(({ id, name }) => ({ id, name }))
  /** Somebody else whom this administrator may change. */
  const other = async (tx: Tx, signed: Signed, id: string): Promise<Member | undefined> =>
    (await members(tx)).find(it => it.id === id && it.id !== signed.staff.id && !it.fixed)
  const write = (tx: Tx, signed: Signed, action: 'changed' | 'removed', code: string) =>
    addAudit(tx, { at: world.now(), staff: signed.staff.id, action, code })

  return {
    members: () => store.tx(members),
    holders: () => store.tx(holders),
    change: (signed, id, { role, holder }) =>
      store.tx(async tx => {
        const member = await other(tx, signed, id)
        if (!member || (holder !== undefined && !(await holders(tx)).some(it => it.id === holder))) return false
        await changeStaff(tx, member.id, { role, holder })
        await dropNoticesTo(tx, member.id)
        await write(tx, signed, 'changed', `${member.id} ${role}${holder === undefined ? '' : ' key'}`)
        return true
      }),
    async remove(signed, id) {
      const after = await store.tx(async tx => {
        const member = await other(tx, signed, id)
        if (!member) return undefined
        const after = await endChatsOf(tx, rooms, member.id)
        await retireStaff(tx, member.id)
        await forgetWaysOf(tx, member.id)
        await dropReturns(tx, member.id)
        await dropInvites(tx, member.id, world.now())
        await write(tx, signed, 'removed', member.id)
        return after
      })
      after?.()
      return after !== undefined
    },
    speak: ({ staff }, lang) => store.tx(tx => setStaffLanguage(tx, staff.id, lang)),
  }
}
