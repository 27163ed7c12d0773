/** A test to oneself: to one's own chats, marked, byte for byte what would go out. */
import { expect, onTestFinished, test } from 'vitest'
import { testSend } from '../../../src/app/campaigns/drafts/test-send.ts'
import type { CampaignRooms } from '../../../src/app/campaigns/index.ts'
import { toCalls } from '../../../src/channels/telegram/write.ts'
import type { Address, CampaignId, PersonKey, StaffId } from '../../../src/kit/ids.ts'
import type { Message } from '../../../src/kit/message.ts'
import { insertStaff } from '../../../src/store/staff.ts'
import { saveStaffChat } from '../../../src/store/staff-chats.ts'
import { freshStore, privacy, world } from '../../store/fresh.ts'
import { plantCampaign } from '../../store/planted-campaigns.ts'
import { directory, words } from '../rig.ts'

const LINKS = ['https://example.org/a?utm_source=x&b=%20#c', 'http://例え.jp/道?q=1&amp;r=2', 'https://t.me/s/x_y*z']
const TEXTS = {
  en: { title: 'Pay on time', body: `Read ${LINKS.join(' and ')} now.` },
  ko: { title: '제때', body: `${LINKS[0]}` },
}

const open = async () => {
  const store = await freshStore()
  onTestFinished(() => store.close())
  let nudged = 0
  const rooms = { store, privacy, world, words, directory, demo: false, pushes: () => true, nudge: () => nudged++ }
  const member = async (name: string) => {
    const id = Buffer.from(name.padEnd(16)).toString('base64url') as StaffId
    const staff = { id, name, role: 'organizer', holder: undefined, demo: false } as const
    await store.tx(tx => insertStaff(tx, { ...staff, salt: world.random(16) }))
    return staff
  }
  const link = (staff: StaffId, address: Address) =>
    store.tx(tx => {
      const person = privacy.person('telegram', address)
      return saveStaffChat(tx, { person, staff, channel: 'telegram', address: privacy.seal('chat', address, person) })
    })
  const lines = async () => {
    const rows = await store.tx(tx => tx.selectFrom('outbox').selectAll().orderBy('turn').execute())
    return rows.map(row => {
      const id = Buffer.from(row.id).toString('base64url')
      const letter = JSON.parse(Buffer.from(privacy.open('outbox', row.body, id) ?? '').toString('utf8'))
      const person = Buffer.from(row.person).toString('base64url') as PersonKey
      return {
        ...(letter as { to: Address; message: Message }),
        person,
        priority: row.priority,
        campaign: row.campaign,
      }
    })
  }
  const campaign = await plantCampaign(store, { state: 'draft', sheet: { texts: TEXTS, actions: [] } })
  const send = (me: Awaited<ReturnType<typeof member>>, langs: string[], id: CampaignId = campaign) =>
    testSend(rooms as unknown as CampaignRooms, me, { campaign: id, langs })
  return { store, member, link, lines, send, nudged: () => nudged }
}

test('goes to one’s own chats alone, in the languages that were ticked, as notices', async () => {
  const { member, link, lines, send, nudged } = await open()
  const [me, other] = [await member('me'), await member('other')]
  await link(me.id, '11' as Address)
  await link(me.id, '12' as Address)
  await link(other.id, '13' as Address)
  expect(await send(me, ['en', 'ko', 'ja'])).toEqual({ ok: true, value: 4 })
  const sent = await lines()
  expect(sent.map(({ to, message }) => `${to} ${message.lang}`).toSorted()).toEqual([
    '11 en',
    '11 ko',
    '12 en',
    '12 ko',
  ])
  for (const { message, priority, campaign } of sent) {
    expect([priority, campaign]).toEqual([1, null])
    expect(message.text[0]).toEqual({ strong: words.text(message.lang, 'notices.test_mark') })
  }
  expect(nudged()).toBe(1)
})

test('links go out byte for byte as they were written, and open no preview', async () => {
  const { member, link, lines, send } = await open()
  const me = await member('me')
  await link(me.id, '11' as Address)
  await send(me, ['en'])
  const [line] = await lines()
  if (!line) throw new Error('nothing was sent')
  const [call] = toCalls(line.to, line.message, { texts: words })
  const text = `${call?.payload.text}`
  const plain = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  expect(plain).toContain(TEXTS.en.body)
  expect(text).not.toContain('<a ')
  expect(call?.payload.link_preview_options).toEqual({ is_disabled: true })
})

test('without a chat, without a text, without a campaign nothing goes out', async () => {
  const { member, link, lines, send, nudged } = await open()
  const me = await member('me')
  expect(await send(me, ['en'])).toEqual({ ok: false, why: 'unlinked' })
  await link(me.id, '11' as Address)
  expect(await send(me, ['ja'])).toEqual({ ok: false, why: 'nothing' })
  expect(await send(me, [])).toEqual({ ok: false, why: 'nothing' })
  expect(await send(me, ['en'], 'A'.repeat(22) as CampaignId)).toEqual({ ok: false, why: 'gone' })
  expect([await lines(), nudged()]).toEqual([[], 0])
})
