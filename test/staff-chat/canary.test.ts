/** Whatever a person writes, sends or chooses freely: not one piece of it reaches a staff chat. Over a real socket, all calls looked at. */
import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { openSodium } from '../../src/privacy/sodium.ts'
import { insertHolder } from '../../src/store/keyholders.ts'
import { createTalker, hasButton, RECEIPT, sayYes } from '../faults/person.ts'
import { formsOf } from '../faults/search.ts'
import { PHOTO } from '../stories/media.ts'
import { dataOf, openStaffHouse, textOf, until } from './rig.ts'

const sodium = await openSodium()
const PLANTED = {
  name: 'Quizzaciously-Ngan',
  username: 'zephyrwombat_ngan',
  chat: '7316640952188',
  danger: 'brobdingnagian men wait outside',
  text: 'xylographically the foreman kept my wages',
  second: 'absquatulated with my passport',
  caption: 'floccinaucinihilipilification of my hand',
  area: 'Wakkanaiquixotry',
}

it('no content of a concern is ever sent to a staff chat', { timeout: 120_000 }, async () => {
  const it_ = await openStaffHouse('telegram-polling')
  onTestFinished(() => it_.stop())
  const { fake, store, world } = it_
  if (!fake) throw new Error('no fake')
  const today = new Date(world.now()).toISOString().slice(0, 10)
  await store.tx(async tx => {
    for (const role of ['keyholder', 'keyholder', 'recovery'] as const) {
      const id = randomBytes(16).toString('base64url')
      const made = { since: today, drilled: today, demo: false, wrapped: null }
      await insertHolder(tx, { ...made, id, role, name: id, publicKey: sodium.crypto_box_keypair().publicKey })
    }
  })
  const [ana, ben] = [await it_.member('moderator'), await it_.member('administrator')]
  const [first, second] = [await it_.linked(ana), await it_.linked(ben)]
  const phone = fake.person({ id: Number(PLANTED.chat), name: PLANTED.name, username: PLANTED.username, lang: 'en' })
  const talker = createTalker(fake, phone)

  await sayYes(talker)
  const safe = await talker.turn(() => phone.type('/report'), hasButton(/^a\..*\.no$/))
  const goOn = await talker.tap(safe, /^a\..*\.no$/, hasButton(/^a\..*\.yes$/))
  await talker.tap(goOn, /^a\..*\.yes$/, hasButton(/\.work$/))
  // Words where a choice is asked for: they are not understood, and must not be kept or passed on.
  const groups = await talker.turn(() => phone.type(PLANTED.danger), hasButton(/\.work$/))
  const categories = await talker.tap(groups, /\.work$/, hasButton(/\.labour_wages$/))
  await talker.tap(categories, /\.labour_wages$/, hasButton(/^v\.skip\./))
  await talker.turn(() => phone.type(PLANTED.area), hasButton(/^v\.skip\./))
  await talker.turn(() => phone.type('/skip'), hasButton(/^v\.skip\./))
  await talker.turn(() => phone.type(PLANTED.text), hasButton(/^v\.done\./))
  await talker.turn(() => phone.photo(PHOTO, PLANTED.caption), hasButton(/^v\.done\./))
  const more = await talker.turn(() => phone.type(PLANTED.second), hasButton(/^v\.done\./))
  const check = await talker.tap(more, /^v\.done\./, hasButton(/\.tell$/))
  const before = first.phone.heard.length
  await talker.tap(check, /\.tell$/, ({ text }) => RECEIPT.test(text))

  const [notice] = await until(
    async () => first.phone.heard.slice(before),
    heard => heard.length > 0,
  )
  expect(notice?.text).toMatch(/^A new urgent report\.\n\n• Emergency · /)
  const concern = (await store.tx(tx => tx.selectFrom('concerns').select('id').execute())).map(({ id }) =>
    Buffer.from(id).toString('base64url'),
  )
  for (const chat of [first, second])
    for (const command of ['/queue', '/claim', '/overdue']) expect(textOf(await chat.say(command))).not.toBe('')
  expect(dataOf(first.phone.heard)).toContain(`s.claim.${concern[0]}`)
  await first.turn(() => first.phone.press(`s.claim.${concern[0]}`))
  await second.turn(() => second.phone.press(`s.claim.${concern[0]}`))
  it_.clock.ahead = 30 * 86_400_000
  for (const chat of [first, second]) await chat.say('/overdue')

  const toStaff = fake.calls.filter(({ payload }) =>
    [first, second].some(chat => Number(payload.chat_id) === chat.phone.id),
  )
  expect(toStaff.filter(({ method }) => method === 'sendMessage').length).toBeGreaterThan(10)
  const bytes = Buffer.from(JSON.stringify(toStaff))
  for (const [what, text] of Object.entries(PLANTED))
    for (const form of formsOf(text)) expect(bytes.includes(form), what).toBe(false)
  // The searcher finds what is there.
  const toHer = Buffer.from(JSON.stringify(fake.calls.filter(({ payload }) => Number(payload.chat_id) === phone.id)))
  expect(toHer.includes(formsOf(PLANTED.chat)[0] as Buffer)).toBe(true)
})
