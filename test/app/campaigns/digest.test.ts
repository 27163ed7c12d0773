/** One message a week, for those who chose it: what went out and was meant for them too, and nothing else. */
import { expect, test } from 'vitest'
import { recall } from '../../../src/app/campaigns/course/recall.ts'
import { sendDigests } from '../../../src/app/campaigns/digest.ts'
import { createWayOut } from '../../../src/app/campaigns/way-out.ts'
import { sortLines } from '../../../src/delivery/letters.ts'
import { EVERYBODY } from '../../../src/domain/campaigns/audience.ts'
import { digestTime } from '../../../src/domain/campaigns/week.ts'
import type { Staff } from '../../../src/domain/staff.ts'
import type { CampaignId, Lang, LineId } from '../../../src/kit/ids.ts'
import { plain } from '../../../src/kit/message.ts'
import { moveCampaign, sheetByNumber } from '../../../src/store/campaigns/index.ts'
import { toBytes, toId } from '../../../src/store/ids.ts'
import { removeAlertsOf } from '../../../src/store/outbox.ts'
import { toLine } from '../../../src/store/outbox-line.ts'
import { sealedSigners, setSignerState } from '../../../src/store/signers.ts'
import { directory, words } from '../rig.ts'
import { DAY, HOUR, NOON, openRuns, type RunsRig } from './runs-rig.ts'
import { addPerson, approve } from './signed.ts'

const YEAR = 365 * DAY
const titled = (title: string, langs: Lang[] = ['en']) => ({
  texts: Object.fromEntries(langs.map(lang => [lang, { title, body: 'Demo.' }])),
  until: NOON + YEAR,
})
/** The way out as it is, and all lines that wait, in order of the people. */
const wayOf = ({ rooms }: RunsRig) => {
  const standing = { hold: () => undefined }
  const campaigns = createWayOut({ ...rooms, words, directory, standing })
  const sort = async () =>
    rooms.store.tx(async tx => {
      const rows = await tx.selectFrom('outbox').selectAll().where('campaign', 'is', null).execute()
      const ways = { ...rooms, campaigns, quietHours: undefined } as never
      return sortLines(tx, ways, rows.map(toLine), rooms.world.now())
    })
  return {
    sort,
    said: async () =>
      Object.fromEntries((await sort()).flights.map(({ letter }) => [letter.to, plain(letter.message.text)])),
  }
}
const digests = (rig: RunsRig) => sendDigests(rig.rooms, rig.now())
/** The Sunday after, at ten in the morning in Tokyo. */
const toSunday = (rig: RunsRig) => rig.set(digestTime(rig.now() + 7 * DAY))

test('who wants one message a week gets what was meant for them, once, with a button for each', async () => {
  const rig = await openRuns()
  expect(await digests(rig)).toBe(0)
  await rig.subscribe('ana', { digest: true, topics: ['work'], area: 'JP-13' })
  await rig.subscribe('ben', { digest: true, topics: ['health'], area: 'KR-11' })
  await rig.subscribe('cho', { digest: true, topics: ['health'], area: 'JP-27', lang: 'ko' })
  await rig.subscribe('single')
  const wages = await rig.approve({ ...titled('Demo: wages'), audience: { ...EVERYBODY, topics: ['work'] } })
  const japan = await rig.approve({ ...titled('Demo: Japan', ['en']), audience: { ...EVERYBODY, areas: ['JP'] } })
  await rig.approve({ ...titled('Demo: quake'), emergency: true, audience: { ...EVERYBODY, areas: ['KR'] } })
  await rig.tick()
  await rig.store.tx(tx => tx.deleteFrom('outbox').execute())
  toSunday(rig)
  expect(await digests(rig)).toBe(2)
  expect(await digests(rig)).toBe(0)
  const { said, sort } = wayOf(rig)
  const all = await said()
  expect(Object.keys(all).toSorted()).toEqual(['ana', 'cho'])
  expect(all.ana).toContain('• Demo: wages')
  expect(all.ana).toContain('• Demo: Japan')
  expect(all.ana).toContain(words.text('en', 'notices.campaign.digest'))
  expect(all.cho).not.toContain('wages')
  expect(all.cho).toContain(words.text('ko', 'notices.campaign.digest'))
  const { flights } = await sort()
  const ana = flights.find(({ letter }) => letter.to === 'ana')?.letter.message
  expect(ana?.choices.map(({ token }) => token).toSorted()).toEqual([`c.${japan}.open`, `c.${wages}.open`].toSorted())
  // Nothing went out since: nobody is told that.
  toSunday(rig)
  await rig.store.tx(tx => tx.deleteFrom('outbox').execute())
  expect(await digests(rig)).toBe(0)
})

test('what was cancelled or changed since stands in no digest, and one with nothing in it does not go out', async () => {
  const rig = await openRuns()
  await digests(rig)
  await rig.subscribe('ana', { digest: true })
  const one = await rig.approve(titled('Demo: one'))
  const two = await rig.approve(titled('Demo: two'))
  await rig.tick()
  toSunday(rig)
  expect(await digests(rig)).toBe(1)
  const { said, sort } = wayOf(rig)
  await rig.store.tx(tx => moveCampaign(tx, one, ['running'], 'cancelled'))
  expect((await said()).ana).toBe(
    `${words.text('en', 'notices.campaign.digest')}\n\n• Demo: two\n\n${words.text('en', 'notices.alert_stop_hint')}`,
  )
  // Somebody writes other words into the database.
  await rig.store.tx(tx =>
    tx
      .updateTable('campaign_sheets')
      .set(eb => ({ body: eb.fn<string>('replace', ['body', eb.val('Demo: two'), eb.val('Demo: bad')]) }))
      .where('campaign', '=', toBytes(two))
      .execute(),
  )
  const { flights, finishes, broken } = await sort()
  expect({ flights, broken }).toEqual({ flights: [], broken: [] })
  expect(finishes).toMatchObject([{ done: 'dropped' }])
})

test('what was signed with a key that was retired since rings nobody', async () => {
  const rig = await openRuns()
  await digests(rig)
  await rig.subscribe('ana', { digest: true })
  await rig.approve(titled('Demo: one'))
  await rig.tick()
  toSunday(rig)
  expect(await digests(rig)).toBe(1)
  expect((await wayOf(rig).said()).ana).toContain('Demo: one')
  await rig.store.tx(async tx => {
    const [signer] = await sealedSigners(tx, rig.rooms)
    if (signer) await setSignerState(tx, rig.rooms, signer, 'retired')
  })
  const { flights, finishes } = await wayOf(rig).sort()
  expect(flights).toEqual([])
  expect(finishes).toMatchObject([{ done: 'dropped' }])
})

test('what nobody may send when digests are made is told of in the week in which it may be sent, and once', async () => {
  const rig = await openRuns()
  await digests(rig)
  await rig.subscribe('ana', { digest: true })
  const id = await rig.approve(titled('Demo: one'))
  await rig.tick()
  const call = await rig.store.tx(async tx => {
    const [signer] = await sealedSigners(tx, rig.rooms)
    if (signer) await setSignerState(tx, rig.rooms, signer, 'retired')
    return sheetByNumber(tx, id, 1)
  })
  for (let week = 0; week < 2; week++) {
    toSunday(rig)
    expect(await digests(rig)).toBe(0)
  }
  await approve(rig.rooms, { id, number: 1, body: call?.body ?? '' }, await addPerson(rig.rooms), rig.now())
  toSunday(rig)
  expect(await digests(rig)).toBe(1)
  expect((await wayOf(rig).said()).ana).toContain('Demo: one')
  toSunday(rig)
  expect(await digests(rig)).toBe(0)
})

test('what was recalled since stands in no digest, whether the line was made before or after', async () => {
  const rig = await openRuns()
  await digests(rig)
  await rig.subscribe('ana', { digest: true })
  await rig.subscribe('ben', { digest: true })
  const one = await rig.approve(titled('Demo: one'))
  await rig.approve(titled('Demo: two'))
  await rig.tick()
  toSunday(rig)
  const take = async (id: CampaignId) => {
    const me = { id: toId(new Uint8Array(16)) } as Staff
    await rig.store.tx(tx => tx.updateTable('campaign_runs').set({ ended: rig.now() }).execute())
    expect(await recall(rig.rooms as never, me, id)).toBe(true)
  }
  expect(await digests(rig)).toBe(2)
  await take(one)
  expect((await wayOf(rig).said()).ben).toContain('• Demo: two')
  expect((await wayOf(rig).said()).ben).not.toContain('Demo: one')
  toSunday(rig)
  await rig.store.tx(tx => tx.deleteFrom('outbox').execute())
  const three = await rig.approve(titled('Demo: three'))
  await rig.tick()
  toSunday(rig)
  await take(three)
  expect(await digests(rig)).toBe(0)
})

test('many pages, cut off anywhere: everybody gets one', async () => {
  const rig = await openRuns()
  await digests(rig)
  const all = Array.from({ length: 1203 }, (_, n) => `reader ${n}`)
  for (const to of all) await rig.subscribe(to, { digest: true })
  await rig.approve(titled('Demo: one'))
  await rig.tick()
  toSunday(rig)
  let fail = 2
  const store = {
    ...rig.store,
    tx: <T>(work: Parameters<typeof rig.store.tx<T>>[0]) =>
      rig.store.tx<T>(async tx => {
        const done = await work(tx)
        if (--fail === 0) throw new Error('killed')
        return done
      }),
  }
  await expect(sendDigests({ ...rig.rooms, store }, rig.now())).rejects.toThrow('killed')
  await digests(rig)
  expect(Object.keys(await wayOf(rig).said()).toSorted()).toEqual(all.toSorted())
})

test('not at night, not days late, not on the first day, not in a copy, and never after stop', async () => {
  const rig = await openRuns()
  await rig.subscribe('ana', { digest: true, area: 'NP' })
  await rig.approve(titled('Demo: one'))
  await rig.tick()
  expect(await digests(rig)).toBe(0)
  toSunday(rig)
  expect(await sendDigests({ ...rig.rooms, hold: () => 'copy' }, rig.now())).toBe(0)
  expect(await digests(rig)).toBe(1)
  const [row] = await rig.store.tx(tx => tx.selectFrom('outbox').selectAll().execute())
  // 06:45 in Nepal: it waits until 08:00.
  expect((row?.due ?? 0) - rig.now()).toBe(75 * 60_000)
  await rig.store.tx(tx => removeAlertsOf(tx, rig.personOf('ana')))
  expect(await rig.store.tx(tx => tx.selectFrom('outbox').selectAll().execute())).toEqual([])
  await rig.approve(titled('Demo: two'))
  await rig.tick()
  toSunday(rig)
  rig.set(rig.now() + 2 * DAY + HOUR)
  expect(await digests(rig)).toBe(0)
})

test('a line of another kind is no digest', async () => {
  const rig = await openRuns()
  const id = toId<LineId>(new Uint8Array(16))
  const body = rig.rooms.privacy.seal('outbox', JSON.stringify({ to: 'ana', message: {} }), id)
  const campaigns = createWayOut({ ...rig.rooms, words, directory, standing: { hold: () => undefined } })
  expect(await rig.store.tx(tx => campaigns.digest(tx, { id, body }, NOON))).toBeUndefined()
})

test('a title too long for its button is cut between letters, never through one', async () => {
  const rig = await openRuns()
  await digests(rig)
  await rig.subscribe('ana', { digest: true })
  const family = '👩‍👩‍👧'
  await rig.approve(titled(`${'a'.repeat(34)}${family}${family}`))
  await rig.tick()
  toSunday(rig)
  await digests(rig)
  const [flight] = (await wayOf(rig).sort()).flights
  expect(flight?.letter.message.choices[0]?.label).toBe(`${'a'.repeat(34)}…`)
})
