/** A linked chat speaks the language that its owner chose on the console, if there are words for staff in it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStaffHouse, type StaffHouse, textOf, until } from './rig.ts'

let it_: StaffHouse
beforeAll(async () => {
  it_ = await openStaffHouse('telegram-polling')
})
afterAll(() => it_.stop())

type Commands = { result: { command: string; description: string }[] }
const queueCommandOn = async (chat: number): Promise<string | undefined> => {
  const scope = encodeURIComponent(JSON.stringify({ type: 'chat', chat_id: chat }))
  const answer = await fetch(`${it_.fake?.root}/bot${it_.fake?.token}/getMyCommands?scope=${scope}`)
  return ((await answer.json()) as Commands).result.find(({ command }) => command === 'queue')?.description
}
const showsSoon = (chat: number, wanted: string) =>
  until(
    () => queueCommandOn(chat),
    found => found === wanted,
  )

it('speaks Japanese from the link on, and the next moment what is chosen next', async () => {
  const ana = await it_.member()
  await it_.door.speak(ana.signed, 'ja')
  const chat = it_.phone()
  expect(textOf(await chat.say(`/staff ${await it_.code(ana)}`))).toContain(`${ana.name}さん`)
  const japanese = '対応中の相談と、先に見るもの'
  expect(await showsSoon(chat.phone.id, japanese)).toBe(japanese)
  await it_.file({ urgency: 'emergency', area: 'JP-13', deadline: '2999-12-31' })
  const queue = await chat.say('/queue')
  expect(textOf(queue)).toContain('対応中 1 · 担当者なし 1')
  expect(textOf(queue)).toMatch(/• 緊急 · .+ · 回答期限 2999-12-31/)
  const offered = await chat.say('/claim')
  expect(offered.flatMap(({ buttons }) => buttons.flat()).map(({ text }) => text)).toContain('1を担当する')

  await it_.door.speak(ana.signed, undefined)
  expect(textOf(await chat.say('/queue'))).toContain('Open 1 · unclaimed 1')
  const english = 'What is open, and what comes first'
  expect(await showsSoon(chat.phone.id, english)).toBe(english)
})

it('speaks English to whoever chose a language without words for staff', async () => {
  const ben = await it_.member()
  await it_.door.speak(ben.signed, 'ne')
  expect(textOf(await (await it_.linked(ben)).say('/overdue'))).toContain('past')
})
