/** What staff can do in a linked chat, over a real socket. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDuty } from '../../src/app/duty.ts'
import { changeStaff } from '../../src/store/staff.ts'
import { dataOf, openStaffHouse, type StaffHouse, textOf } from './rig.ts'

describe.each(['telegram-polling', 'telegram-webhook'] as const)('%s', kind => {
  let it_: StaffHouse
  beforeAll(async () => {
    it_ = await openStaffHouse(kind)
  })
  afterAll(() => it_.stop())
  const assigneeOf = async (concern: string) => {
    const rows = await it_.store.tx(tx => tx.selectFrom('case_work').select(['concern', 'assignee']).execute())
    const row = rows.find(it => Buffer.from(it.concern).toString('base64url') === concern)
    return row?.assignee && Buffer.from(row.assignee).toString('base64url')
  }

  it('tells counts and the most urgent first, in coded fields', async () => {
    const chat = await it_.linked(await it_.member())
    expect(textOf(await chat.say('/overdue'))).toContain('Nothing is past')
    expect(textOf(await chat.say('/claim'))).toContain('Everything is somebody’s')
    await it_.file({ urgency: 'routine', area: null })
    await it_.file({ urgency: 'emergency', category: 'gbv_women', area: 'JP-13' })
    await it_.file({ urgency: 'soon', category: 'of nowhere <b>', area: 'KR-41', deadline: '2020-01-01' })
    const text = textOf(await chat.say('/queue'))
    expect(text).toContain('Open 3 · unclaimed 3 · due today 0 · overdue 1 · yours 0')
    const lines = text.split('\n').filter(line => line.startsWith('•'))
    expect(lines[0]).toMatch(/^• Emergency · .+ · Tokyo · \d+ weeks old · answer by 2999-12-31$/)
    expect(lines).toHaveLength(3)
    // A category that content does not know is a code of nobody's: it is not repeated.
    expect(text).not.toContain('nowhere')
    const late = textOf(await chat.say('/overdue'))
    expect(late).toContain('1 report is past its promised day')
    expect(late).toContain('answer by 2020-01-01')
  })

  it('gives a case to who taps first, and tells the other who that was', async () => {
    const [ana, ben] = [await it_.member(), await it_.member()]
    const [first, second] = [await it_.linked(ana), await it_.linked(ben)]
    const concern = await it_.file({ urgency: 'emergency', deadline: '1999-01-01' })
    const token = `s.claim.${concern}`
    const [offered, seenToo] = [await first.say('/claim'), await second.say('/claim')]
    for (const messages of [offered, seenToo]) expect(dataOf(messages)).toContain(token)
    expect(offered.flatMap(({ buttons }) => buttons.flat()).map(({ text }) => text)).toContain('Take 1')
    expect(offered.every(message => message.protected)).toBe(true)

    expect(textOf(await first.turn(() => first.phone.press(token)))).toContain('It is yours.')
    expect(await assigneeOf(concern)).toBe(ana.signed.staff.id)
    expect(textOf(await second.turn(() => second.phone.press(token)))).toContain(`${ana.name} was first`)
    expect(textOf(await first.turn(() => first.phone.press(token)))).toContain('It is yours already.')
    expect(await assigneeOf(concern)).toBe(ana.signed.staff.id)
    expect(textOf(await first.say('/queue'))).toContain('yours 1')
    const entries = await it_.store.tx(tx => tx.selectFrom('case_entries').select(['concern', 'code']).execute())
    const claims = entries.filter(it => Buffer.from(it.concern).toString('base64url') === concern)
    expect(claims.map(({ code }) => code)).toEqual(['claimed'])
  })

  it('says who is on duty today, and puts oneself on and off', async () => {
    const ana = await it_.member()
    const chat = await it_.linked(ana)
    expect(textOf(await chat.say('/duty'))).toContain('Nobody is on duty today')
    const on = await chat.turn(() => chat.phone.tap('I am on duty today'))
    expect(textOf(on)).toBe(`On duty today:\n\n• ${ana.name}`)
    const other = await it_.linked(await it_.member())
    expect(textOf(await other.say('/duty'))).toContain(ana.name)
    const rota = createDuty({ ...it_, demo: false })
    expect((await rota.onDuty()).map(({ id }) => id)).toEqual([ana.signed.staff.id])
    expect(textOf(await chat.turn(() => chat.phone.tap('I am off today')))).toContain('Nobody is on duty')
    expect(await rota.onDuty()).toEqual([])
  })

  it('does once what Telegram delivers twice', async () => {
    const chat = await it_.linked(await it_.member())
    const concern = await it_.file({ deadline: '1998-01-01' })
    const { fake } = it_
    const [answer, ...more] = await chat.turn(() => chat.phone.press(`s.claim.${concern}`))
    expect(more).toEqual([])
    const update = fake?.updates.all().at(-1)
    if (update) fake?.updates.inject(update, chat.phone.id)
    await fake?.until(() => fake?.updates.pending().length === 0)
    // Whatever the second delivery said would come before this answer.
    const [queue] = await chat.say('/queue')
    const heard = chat.phone.heard
    expect(heard.indexOf(queue as never) - heard.indexOf(answer as never)).toBe(1)
  })

  it('looks up rights at each use', async () => {
    const ana = await it_.member()
    const chat = await it_.linked(ana)
    const concern = await it_.file()
    expect(dataOf(await chat.say('/claim')).length).toBeGreaterThan(0)
    await it_.store.tx(tx => changeStaff(tx, ana.signed.staff.id, { role: 'organizer', holder: undefined }))
    expect(textOf(await chat.say('/queue'))).toContain('Open')
    expect(textOf(await chat.say('/claim'))).toBe('Your role does not allow this.')
    expect(textOf(await chat.turn(() => chat.phone.press(`s.claim.${concern}`)))).toBe('Your role does not allow this.')
    expect(await assigneeOf(concern)).toBeUndefined()
    await it_.store.tx(tx => changeStaff(tx, ana.signed.staff.id, { role: 'reader', holder: undefined }))
    for (const command of ['/queue', '/overdue'])
      expect(textOf(await chat.say(command))).toBe('Your role does not allow this.')
    expect(textOf(await chat.say('/unlink'))).toContain('linked to nobody')
  })

  it('says what cannot be taken, and leaves conversations of the same chat alone', async () => {
    const ana = await it_.member()
    const chat = await it_.linked(ana)
    const gone = 'A'.repeat(22)
    expect(textOf(await chat.turn(() => chat.phone.press(`s.claim.${gone}`)))).toContain('has erased it')
    const closed = await it_.file({ status: 'closed' })
    expect(textOf(await chat.turn(() => chat.phone.press(`s.claim.${closed}`)))).toContain('closed already')
    // In the middle of a question of the bot for everybody.
    const languages = await chat.say('/start')
    await chat.say('/queue')
    const privacy = await chat.turn(() => chat.phone.press(dataOf(languages).find(data => data.endsWith('.en')) ?? ''))
    expect(dataOf(privacy).some(data => data.endsWith('.yes'))).toBe(true)
  })
})
