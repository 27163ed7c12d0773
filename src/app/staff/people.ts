import { may, type Role, type Staff } from '../../domain/staff.ts'
import type { Lang } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'
import type { World } from '../../kit/world.ts'
import type { Privacy } from '../../privacy/index.ts'
import { addAudit } from '../../store/audit.ts'
import { freeCasesOf } from '../../store/case-work.ts'
import type { Store, Tx } from '../../store/index.ts'
import { dropInvites, dropReturns } from '../../store/invites.ts'
import { activeHolders } from '../../store/keyholders.ts'
import {
  activeStaff,
  changeStaff,
  credentialsOf,
  forgetWaysOf,
  keyOwners,
  ownKey,
  retireStaff,
  setStaffLanguage,
} from '../../store/staff.ts'
import { staffChats } from '../../store/staff-chats.ts'
import { retireSignersOf } from '../campaigns/signing/retire.ts'
import { type RetireRefusal, retireIn } from '../keyring/retire-key.ts'
import { queueDay } from '../read-queue.ts'
import { addressOf, type Menu } from '../staff-chat/menu.ts'
import { dropNoticesTo, endChatsOf } from '../staff-chat/unlink.ts'
import type { Signed } from './sessions.ts'

/** `fixed`: a demo person, who stays as the demo made them. `keyed`: has a key, or one that waits. */
export type Member = Staff & { fixed: boolean; keyed: boolean }
export type Holder = { id: string; name: string }

/** `key`: the role holds none, and theirs would go on counting as one that reads; it is retired first. */
export type ChangeRefusal = 'nothing' | 'key'

export type People = {
  members(): Promise<Member[]>
  /** Keys that were made on the server and that nobody has claimed: one made in a browser belongs to who made it. */
  holders(): Promise<Holder[]>
  /** Refused for nobody such, oneself, or a demo person: the one who runs it cannot lock everybody out. */
  change(
    signed: Signed,
    id: string,
    to: { role: Role; holder: string | undefined },
  ): Promise<Result<null, ChangeRefusal>>
  /** Ends all sessions and open invites at once, and retires the key: refused like that (app/keyring). */
  remove(signed: Signed, id: string, confirmed?: boolean): Promise<Result<null, RetireRefusal>>
  /** In which language the console and linked chats speak to this one; `undefined`: as the browser asks. */
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
    const keyed = new Set((await keyOwners(tx)).values())
    for (const staff of await activeStaff(tx))
      if (staff.demo === demo)
        found.push({
          ...staff,
          fixed: (await credentialsOf(tx, staff.id)) === undefined && demo,
          keyed: keyed.has(staff.id),
        })
    return found
  }
  const holders = async (tx: Tx): Promise<Holder[]> => {
    const owned = await keyOwners(tx)
    return (await activeHolders(tx))
      .filter(it => it.role === 'keyholder' && it.demo === demo && !owned.has(it.id))
      .map(({ id, name }) => ({ id, name }))
  }
  /** Somebody else whom this administrator may change. */
  const other = async (tx: Tx, signed: Signed, id: string): Promise<Member | undefined> =>
    (await members(tx)).find(it => it.id === id && it.id !== signed.staff.id && !it.fixed)
  const write = (tx: Tx, signed: Signed, action: 'changed' | 'removed', code: string) =>
    addAudit(tx, { at: world.now(), staff: signed.staff.id, action, code })

  /** What waits with them waits for everybody again. */
  const free = (tx: Tx, { staff }: Signed, member: Member) =>
    freeCasesOf(tx, member.id, { staff: staff.id, day: queueDay(world.now()) })

  const endSigning = (tx: Tx, { staff }: Signed, member: Member) =>
    retireSignersOf(tx, rooms, { staff: member.id, by: staff.id, now: world.now() })

  return {
    members: () => store.tx(members),
    holders: () => store.tx(holders),
    change: (signed, id, { role, holder }) =>
      store.tx(async (tx): Promise<Result<null, ChangeRefusal>> => {
        const member = await other(tx, signed, id)
        if (!member) return no('nothing')
        const claims = holder !== undefined && holder !== member.holder
        if (claims && (member.keyed || !(await holders(tx)).some(it => it.id === holder))) return no('nothing')
        if ((member.keyed || claims) && !may({ role, holder }, 'key.hold')) return no('key')
        await changeStaff(tx, member.id, { role, holder })
        if (!may({ role, holder }, 'campaign.sign')) await endSigning(tx, signed, member)
        if (!may({ role, holder }, 'case.work')) await free(tx, signed, member)
        await dropNoticesTo(tx, member.id)
        await write(tx, signed, 'changed', `${member.id} ${role}${holder === undefined ? '' : ' key'}`)
        return ok(null)
      }),
    async remove(signed, id, confirmed = false) {
      const removed = await store.tx(async (tx): Promise<Result<() => void, RetireRefusal>> => {
        const member = await other(tx, signed, id)
        if (!member) return no('nothing')
        const key = await ownKey(tx, member.id)
        const retired = key && (await retireIn(tx, { id: key, by: signed.staff, now: world.now(), confirmed }))
        if (retired && !retired.ok) return retired
        const after = await endChatsOf(tx, rooms, member.id)
        await free(tx, signed, member)
        await endSigning(tx, signed, member)
        await retireStaff(tx, member.id)
        await forgetWaysOf(tx, member.id)
        await dropReturns(tx, member.id)
        await dropInvites(tx, member.id, world.now())
        await write(tx, signed, 'removed', member.id)
        return ok(after)
      })
      if (!removed.ok) return removed
      removed.value()
      await store.checkpoint()
      return ok(null)
    },
    async speak({ staff }, lang) {
      const chats = await store.tx(async tx => {
        await setStaffLanguage(tx, staff.id, lang)
        return staffChats(tx, staff.id)
      })
      for (const chat of chats) {
        const address = addressOf(rooms.privacy, chat)
        // Whoever chose none is spoken to in English in a chat: it tells no wish of a browser.
        if (address !== undefined) rooms.menu?.({ channel: chat.channel, address }, (lang ?? 'en') as Lang)
      }
    },
  }
}
