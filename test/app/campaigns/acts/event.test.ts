import { expect, it } from 'vitest'
import type { CampaignId } from '../../../../src/kit/ids.ts'
import { plain } from '../../../../src/kit/message.ts'
import { mediaByHash } from '../../../../src/store/media.ts'
import { type Acts, openActs, type Person, YES } from './rig.ts'

const people = async (acts: Acts, names: string[], channel?: string): Promise<Person[]> => {
  const all = names.map(name => acts.person(name, channel))
  for (const person of all) await person.do(...YES)
  return all
}
const figures = async (acts: Acts, id: CampaignId) => {
  const tallies = await acts.tallies(id)
  return [tallies['rsvp yes  en'] ?? 0, tallies['rsvp waiting  en'] ?? 0, tallies['rsvp no  en'] ?? 0]
}
/** What waits in the outbox beside answers: notices, opened. */
const notices = (acts: Acts) =>
  acts.store.tx(async tx => {
    const lines = await tx.selectFrom('outbox').selectAll().where('priority', '=', 1).execute()
    return lines.map(({ id, body }) => {
      const open = acts.privacy.open('outbox', body, Buffer.from(id).toString('base64url'))
      const { to, message } = JSON.parse(Buffer.from(open ?? []).toString())
      return { to, text: plain(message.text), tokens: message.choices.map((it: { token: string }) => it.token) }
    })
  })

it('gives places in order, and the next on the list what somebody gives back', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const [anna, binh, carla, dao, eka] = (await people(acts, ['anna', 'binh', 'carla', 'dao', 'eka'], 'telegram')) as [
    Person,
    Person,
    Person,
    Person,
    Person,
  ]
  for (const person of [anna, binh, carla, dao, eka]) await person.tap(id, 'rsvp')
  expect(await figures(acts, id)).toEqual([2, 3, 0])
  await carla.tap(id, 'tell')
  await anna.tap(id, 'decline')
  expect(await figures(acts, id)).toEqual([2, 2, 1])
  expect(await notices(acts)).toEqual([
    { to: 'carla', text: expect.stringContaining('You have a place now.'), tokens: [`c.${id}.open`] },
  ])
  // Who did not ask to be told gets the place all the same, and nothing is sent.
  await binh.tap(id, 'back')
  await binh.do('my place')
  expect(await figures(acts, id)).toEqual([2, 1, 1])
  expect(await notices(acts)).toHaveLength(1)
  // Who erases everything gives back their place too; who blocks the bot does as well.
  await carla.do('/erase', 'yes, erase all')
  expect(await figures(acts, id)).toEqual([2, 0, 1])
  await dao.do({ kind: 'blocked' })
  expect(await figures(acts, id)).toEqual([1, 0, 1])
  await acts.close()
})

it('says which number one has on the list, and that one has a place already', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const [anna, binh, carla, dao] = (await people(acts, ['anna', 'binh', 'carla', 'dao'])) as [
    Person,
    Person,
    Person,
    Person,
  ]
  expect(await anna.tap(id, 'rsvp')).toContain('You are coming.')
  expect(await anna.tap(id, 'rsvp')).toContain('You are coming.')
  await binh.tap(id, 'rsvp')
  expect(await carla.tap(id, 'rsvp')).toContain('you are number 1')
  expect(await dao.tap(id, 'rsvp')).toContain('you are number 2')
  expect(await carla.tap(id, 'rsvp')).toContain('you are number 1')
  expect(await carla.do('I cannot come')).toContain('You are not coming.')
  expect(await dao.tap(id, 'rsvp')).toContain('you are number 1')
  expect(await figures(acts, id)).toEqual([2, 1, 1])
  await acts.close()
})

it('takes everybody where places are not counted', async () => {
  const acts = await openActs()
  const id = await acts.campaign({ actions: [{ kind: 'rsvp', places: null }] })
  for (const person of await people(acts, ['anna', 'binh', 'carla']))
    expect(await person.tap(id, 'rsvp')).toContain('You are coming.')
  expect(await figures(acts, id)).toEqual([3, 0, 0])
  await acts.close()
})

it('hands the event over as a file for calendars, and a link with a code for a friend', async () => {
  const acts = await openActs()
  const id = await acts.campaign()
  const anna = acts.person('anna')
  await anna.do(...YES)
  await anna.tap(id, 'calendar')
  const file = anna.last().find(({ media }) => media?.kind === 'document')?.media
  const ics = await acts.store.tx(tx => mediaByHash(tx, file?.hash ?? ''))
  const text = Buffer.from(ics?.bytes ?? []).toString()
  expect(text).toContain('SUMMARY:Demo: pay on time')
  expect(text).toContain('LOCATION:Demo hall')
  expect(ics?.mime).toBe('text/calendar')
  const said = await anna.tap(id, 'friend')
  expect(said).toContain(`/start c_${id}`)
  // Neither asked for a yes, and neither kept anything about her.
  expect(await acts.tallies(id)).toEqual({})
  await acts.close()
})
