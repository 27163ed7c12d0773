/** A staff chat is linked by a code, over a real socket, and ends in every way in which it can end. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Address } from '../../src/kit/ids.ts'
import { auditPage } from '../../src/store/audit.ts'
import { staffChats } from '../../src/store/staff-chats.ts'
import { hasButton } from '../faults/person.ts'
import { formsOf } from '../faults/search.ts'
import { dataOf, openStaffHouse, type StaffHouse, seen, textOf, until } from './rig.ts'

const MINUTE = 60_000
const LINKED = /is linked to/
const WRONG = /does not work/

describe.each(['telegram-polling', 'telegram-webhook'] as const)('%s', kind => {
  let it_: StaffHouse
  beforeAll(async () => {
    it_ = await openStaffHouse(kind)
  })
  afterAll(() => it_.stop())
  const chatsOf = () => it_.store.tx(tx => staffChats(tx))
  const commandsOn = async (chat: number): Promise<string[]> => {
    const scope = encodeURIComponent(JSON.stringify({ type: 'chat', chat_id: chat }))
    const answer = await fetch(`${it_.fake?.root}/bot${it_.fake?.token}/getMyCommands?scope=${scope}`)
    return ((await answer.json()) as { result: { command: string }[] }).result.map(({ command }) => command)
  }

  it('links by a typed code, once, and keeps no chat id', async () => {
    const ana = await it_.member()
    const code = await it_.code(ana)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    const codes = await it_.store.tx(tx => tx.selectFrom('staff_codes').selectAll().execute())
    const hash = createHash('sha256').update(code.replace('-', '')).digest()
    expect(codes.map(({ token }) => Buffer.from(token))).toContainEqual(hash)

    const chat = it_.phone()
    const said = await chat.say(`/staff ${code.toLowerCase().replace('-', ' ')}`)
    expect(textOf(said)).toContain(`${ana.name} now`)
    expect(textOf(said)).toContain('Telegram sees that this chat works with us')
    expect(await it_.door.chatsOf(ana.signed)).toMatchObject([{ channel: 'telegram' }])
    // Nobody else's.
    expect(await it_.door.chatsOf((await it_.member()).signed)).toEqual([])
    const rows = Buffer.concat((await chatsOf()).flatMap(({ person, address }) => [Buffer.from(person), address]))
    for (const form of formsOf(String(chat.phone.id))) expect(rows.includes(form)).toBe(false)

    expect(textOf(await it_.phone().say(`/staff ${code}`))).toMatch(WRONG)
    const audit = await it_.store.tx(tx => auditPage(tx, { limit: 9 }))
    const linked = { action: 'chat linked', staff: ana.signed.staff.id, code: 'telegram' }
    expect(audit).toContainEqual(expect.objectContaining(linked))
    expect(
      (
        await until(
          () => commandsOn(chat.phone.id),
          found => found.length > 0,
        )
      ).slice(0, 2),
    ).toEqual(['queue', 'claim'])
    expect(await commandsOn(chat.phone.id)).toContain('report')
  })

  it('links by the link, and only for ten minutes', async () => {
    const ana = await it_.member()
    const { start } = await it_.door.newChatCode(ana.signed)
    expect(start).toMatch(/^staff_\w{8}$/)
    expect(textOf(await it_.phone().say(`/start ${start}`))).toMatch(LINKED)
    const late = await it_.door.newChatCode(ana.signed)
    it_.clock.ahead += 10 * MINUTE + 1000
    expect(textOf(await it_.phone().say(`/start ${late.start}`))).toMatch(WRONG)
    // A new code ends the one before.
    const [first, second] = [await it_.code(ana), await it_.code(ana)]
    expect(textOf(await it_.phone().say(`/staff ${first}`))).toMatch(WRONG)
    expect(textOf(await it_.phone().say(`/staff ${second}`))).toMatch(LINKED)
  })

  it('takes few codes an hour from one chat', async () => {
    const ana = await it_.member()
    const chat = it_.phone()
    for (let tried = 0; tried < 5; tried++) expect(textOf(await chat.say('/staff 0000-0000'))).toMatch(WRONG)
    const code = await it_.code(ana)
    expect(textOf(await chat.say(`/staff ${code}`))).toContain('wait an hour')
    expect(textOf(await it_.phone().say(`/staff ${code}`))).toMatch(LINKED)
  })

  it('links no group, and nobody who may see no queue or has left', async () => {
    const group = it_.fake?.person({ group: -100_200_300, met: true })
    const before = (await chatsOf()).length
    const ana = await it_.member()
    group?.type(`/staff@${it_.fake?.username} ${await it_.code(ana)}`)
    await it_.fake?.until(() => it_.fake?.updates.pending().length === 0)
    expect((await chatsOf()).length).toBe(before)
    const reader = await it_.member('reader')
    expect(textOf(await it_.phone().say(`/staff ${await it_.code(reader)}`))).toMatch(WRONG)
    const code = await it_.code(ana)
    await it_.door.remove((await it_.member('administrator')).signed, ana.signed.staff.id)
    expect(textOf(await it_.phone().say(`/staff ${code}`))).toMatch(WRONG)
  })

  const UNKNOWN = '/xyzzy'
  const COMMANDS = [
    '/queue',
    '/claim',
    '/overdue',
    '/duty',
    '/unlink',
    '/staff',
    '/staff what is this',
    '/start staff_1',
  ]

  it('answers everybody else as if there were no such command', async () => {
    const concern = await it_.file()
    const fresh = seen(await it_.phone('en').say(UNKNOWN))
    for (const command of COMMANDS.slice(0, -1)) expect(seen(await it_.phone('en').say(command)), command).toBe(fresh)
    const known = it_.phone('en')
    const languages = await known.say('/start')
    const privacy = await known.turn(() =>
      known.phone.press(dataOf(languages).find(data => data.endsWith('.en')) ?? ''),
    )
    const menu = await known.turn(() => known.phone.press(dataOf(privacy).find(data => data.endsWith('.yes')) ?? ''))
    expect(menu.some(hasButton(/^f\.report$/))).toBe(true)
    const unknown = seen(await known.say(UNKNOWN))
    for (const command of COMMANDS.slice(0, -1)) expect(seen(await known.say(command)), command).toBe(unknown)
    expect(seen(await known.say('/start staff_1'))).toBe(seen(await known.say('/start nothing_1')))
    const tap = (data: string) => known.turn(() => known.phone.press(data))
    const old = seen(await tap('s.nothing.1'))
    for (const data of [`s.claim.${concern}`, 's.queue.1', 's.duty.on', 's.unlink.1'])
      expect(seen(await tap(data)), data).toBe(old)
    // What stands in nobody's list of commands.
    const listed = it_.fake
      ?.callsOf('setMyCommands')
      .filter(({ payload }) => !JSON.stringify(payload.scope).includes('chat_id'))
    expect(JSON.stringify(listed)).not.toMatch(/"(queue|claim|overdue|duty|unlink|staff)"/)
  })

  it.each(['/unlink', 'the page', 'removal', 'a block', 'a send to somebody who blocked it', 'erasing all'] as const)(
    'unlinks by %s',
    async how => {
      const ana = await it_.member()
      const chat = await it_.linked(ana)
      const before = (await chatsOf()).length
      expect(textOf(await chat.say('/queue'))).toContain('Open')
      const key = it_.privacy.person('telegram', String(chat.phone.id) as Address)
      if (how === '/unlink') await chat.say('/unlink')
      else if (how === 'the page') {
        const [linked] = await it_.door.chatsOf(ana.signed)
        expect(await it_.door.unlinkChat((await it_.member()).signed, linked?.chat ?? '')).toBe(false)
        expect(await it_.door.unlinkChat(ana.signed, linked?.chat ?? '')).toBe(true)
      } else if (how === 'removal')
        await it_.door.remove((await it_.member('administrator')).signed, ana.signed.staff.id)
      else if (how === 'a block') chat.phone.block()
      else if (how === 'erasing all') {
        const sure = await chat.say('/erase')
        await chat.turn(() => chat.phone.press(dataOf(sure).find(data => data.endsWith('.yes')) ?? ''))
      } else {
        // The update about it never comes; the next answer meets the 403.
        chat.phone.type('/queue')
        chat.phone.block(true)
      }
      await it_.fake?.until(() => it_.fake?.updates.pending().length === 0)
      const isThere = async () => (await chatsOf()).some(({ person }) => person === key)
      expect(await until(isThere, there => !there)).toBe(false)
      expect((await chatsOf()).length).toBe(before - 1)
      if (how === '/unlink' || how === 'the page' || how === 'removal') {
        expect(textOf(await chat.say('/queue'))).not.toContain('overdue')
        expect(
          await until(
            () => commandsOn(chat.phone.id),
            found => found.length === 0,
          ),
        ).toEqual([])
      }
    },
  )
})
