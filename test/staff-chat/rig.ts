/** A whole house with staff who join as people do, and their phones at the far end of the fake Telegram. */
import { randomBytes } from 'node:crypto'
import { createStaffDoor, type Signed, type StaffDoor } from '../../src/app/staff/index.ts'
import type { Role } from '../../src/app/staff.ts'
import { realWorld } from '../../src/house.ts'
import type { ConcernId } from '../../src/kit/ids.ts'
import type { World } from '../../src/kit/world.ts'
import { type ConcernRow, insertConcern } from '../../src/store/concerns.ts'
import { joinAs } from '../console/joined.ts'
import type { Person, Shown } from '../fake/telegram/phone.ts'
import { anyKept, coded } from '../store/fresh.ts'
import { openStoryHouse, type StoryHouse } from '../stories/rig.ts'

export type Member = { signed: Signed; name: string }
export type StaffPhone = {
  phone: Person
  /** Does something, and gives all that was said after it, when nothing more is on its way. */
  turn(deed: () => unknown): Promise<Shown[]>
  say(text: string): Promise<Shown[]>
}
export type StaffHouse = StoryHouse & {
  door: StaffDoor
  clock: { ahead: number }
  world: World
  member(role?: Role): Promise<Member>
  phone(lang?: string): StaffPhone
  /** A phone whose chat is linked. */
  linked(member: Member): Promise<StaffPhone>
  code(member: Member): Promise<string>
  file(changes?: Partial<ConcernRow>): Promise<ConcernId>
}

/** `clock.ahead`: how far the house's clock is before this machine's. */
export const openStaffHouse = async (kind: 'telegram-polling' | 'telegram-webhook'): Promise<StaffHouse> => {
  const clock = { ahead: 0 }
  const world: World = { ...realWorld, now: () => realWorld.now() + clock.ahead }
  const house = await openStoryHouse(kind, { demo: false, world })
  const { store, privacy, fake } = house
  if (!fake) throw new Error('no fake')
  const door = createStaffDoor({ store, privacy, world, demo: false, menu: house.house.app.menu })

  const isQuiet = async (): Promise<boolean> => {
    const lines = await store.tx(tx =>
      tx.selectFrom('outbox').select('id').where('state', 'in', ['pending', 'sending']).execute(),
    )
    return lines.length === 0 && fake.updates.pending().length === 0
  }
  const phone = (lang?: string): StaffPhone => {
    const person = fake.person(lang ? { lang } : {})
    const turn = async (deed: () => unknown) => {
      const before = person.heard.length
      deed()
      await fake.until(() => person.heard.length > before || person.blocked)
      while (!(await isQuiet())) await new Promise(resolve => setTimeout(resolve, 5))
      return person.heard.slice(before)
    }
    return { phone: person, turn, say: text => turn(() => person.type(text)) }
  }
  const member: StaffHouse['member'] = async (role = 'moderator') => {
    const { token, name } = await joinAs(store, door, world, role)
    const signed = await door.who(token)
    if (!signed) throw new Error('not signed in')
    return { signed, name }
  }
  const code: StaffHouse['code'] = async ({ signed }) => (await door.newChatCode(signed)).code
  return {
    ...house,
    door,
    clock,
    world,
    member,
    phone,
    code,
    async linked(who) {
      const it = phone()
      await it.say(`/staff ${await code(who)}`)
      return it
    },
    async file(changes = {}) {
      const row = coded({ category: 'labour_wages', deadline: '2999-12-31', ...changes })
      const sealed = { ...anyKept(), wraps: [] }
      await store.tx(tx => insertConcern(tx, { ...row, capability: randomBytes(32), receipt: randomBytes(32), sealed }))
      return row.id
    },
  }
}

/** What is on a phone, without what differs from message to message. */
export const seen = (messages: readonly Shown[]): string =>
  JSON.stringify(messages.map(({ text, html, buttons, links }) => ({ text, html, buttons, links })))
export const textOf = (messages: readonly Shown[]): string => messages.map(({ text }) => text).join('\n')
export const dataOf = (messages: readonly Shown[]): string[] =>
  messages.flatMap(({ buttons }) => buttons.flat().flatMap(({ data }) => data ?? []))

/** Looks again and again until it is so; after a while gives what it is, for the assertion to tell. */
export const until = async <T>(look: () => Promise<T>, isSo: (found: T) => boolean): Promise<T> => {
  for (let tries = 0; ; tries++) {
    const found = await look()
    if (isSo(found) || tries > 1000) return found
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
