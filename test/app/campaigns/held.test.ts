/** What waits for people whose channel fetches: made and verified when it is shown. */
import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { sealLetter } from '../../../src/app/campaigns/deliver/letter.ts'
import { stopAll } from '../../../src/app/campaigns/kill.ts'
import { HOLD } from '../../../src/domain/campaigns/hold.ts'
import type { Sheet } from '../../../src/domain/campaigns/sheet.ts'
import type { Address, CampaignId, LineId, UpdateKey } from '../../../src/kit/ids.ts'
import { plain } from '../../../src/kit/message.ts'
import { countsOf } from '../../../src/store/campaigns/counts.ts'
import { moveCampaign } from '../../../src/store/campaigns/index.ts'
import { planRun } from '../../../src/store/campaigns/runs.ts'
import { removeMeta } from '../../../src/store/meta.ts'
import { addLines, type Line } from '../../../src/store/outbox.ts'
import { tempFolder } from '../../store/fresh.ts'
import { openRig } from '../rig.ts'
import { signedCampaign } from './signed.ts'

const ANNA = 'anna' as Address
const TEXTS = { en: { title: 'Demo call', body: 'Come on Sunday.' } }

const open = async () => {
  let now = Date.UTC(2030, 0, 2, 3)
  const world = { now: () => now, random: (size: number) => new Uint8Array(randomBytes(size)) }
  const rig = await openRig(tempFolder(), { world })
  onTestFinished(() => rig.close())
  const rooms = { ...rig, world, demo: false }
  let updates = 0
  return {
    ...rooms,
    pass(ms: number) {
      now += ms
    },
    /** A call that waits for Anna. */
    hold: async (changes: Partial<Sheet> = {}, columns: Partial<Line> = {}): Promise<CampaignId> => {
      const { campaign } = await signedCampaign(rooms, {
        state: 'running',
        texts: TEXTS,
        ...changes,
        at: now - HOLD.usual - 1,
      })
      await rig.store.tx(async tx => {
        const run = await planRun(tx, { campaign: campaign.id, sheet: 1, purpose: 'call', at: now })
        const id = randomBytes(16).toString('base64url') as LineId
        const letter = { to: ANNA, campaign: campaign.id, run, sheet: 1, lang: 'en' }
        const line: Line = {
          ...{ id, person: rig.privacy.person('web', ANNA), channel: 'web', priority: 3, state: 'held' },
          ...{ due: now, order: ++updates, cause: null, policy: 'hold', attempts: 0, code: null },
          ...{ campaign: { id: campaign.id, run, lang: 'en' }, body: new Uint8Array(), ...columns },
        }
        await addLines(tx, [{ ...line, body: sealLetter(rig.privacy, letter, id) }])
      })
      return campaign.id
    },
    view: async () => (await rig.app.view('web', ANNA, 'en')).map(({ text }) => plain(text)).join('\n'),
    say: async (text: string) => {
      const update = `${++updates}` as UpdateKey
      const [reply] = await rig.app.receive([
        { channel: 'web', address: ANNA, update, at: now, it: { kind: 'text', text } },
      ])
      return (reply?.messages ?? []).map(it => plain(it.text)).join('\n')
    },
    counts: async (campaign: CampaignId) =>
      (await rig.store.tx(tx => countsOf(tx, campaign, 1))).map(({ what, n }) => `${what} ${n}`),
  }
}

test('what waits is shown on the page, stays there while it is looked at, goes with the next answer, and counts once', async () => {
  const { hold, view, say, counts } = await open()
  const id = await hold()
  expect(await view()).toContain('Come on Sunday.')
  expect(await view()).toContain('Come on Sunday.')
  expect(await counts(id)).toEqual(['shown 1'])
  expect(await say('/menu')).not.toContain('Come on Sunday.')
  expect(await view()).not.toContain('Come on Sunday.')
  expect(await counts(id)).toEqual(['shown 1'])
})

test('it comes with the next answer too, once', async () => {
  const { hold, say, counts } = await open()
  const id = await hold()
  expect(await say('/menu')).toContain('Come on Sunday.')
  expect(await say('/menu')).not.toContain('Come on Sunday.')
  expect(await counts(id)).toEqual(['shown 1'])
})

test('cancelled or too late it is dropped unseen; paused, stopped or too early it waits', async () => {
  const { hold, view, say, counts, store, pass, world } = await open()
  const [off, late] = [await hold(), await hold({ until: world.now() + 1000 })]
  const [rests, early] = [await hold(), await hold({}, { due: world.now() + 60_000 })]
  await store.tx(tx => moveCampaign(tx, off, ['running'], 'cancelled'))
  await store.tx(tx => moveCampaign(tx, rests, ['running'], 'paused'))
  pass(2000)
  expect(await view()).not.toContain('Come on Sunday.')
  expect(await say('/menu')).not.toContain('Come on Sunday.')
  expect([await counts(off), await counts(late)]).toEqual([['dropped 1'], ['expired 1']])
  expect([await counts(rests), await counts(early)]).toEqual([[], []])
  await store.tx(tx => moveCampaign(tx, rests, ['paused'], 'running'))
  await stopAll({ store, world }, null)
  expect(await view()).not.toContain('Come on Sunday.')
  await store.tx(tx => removeMeta(tx, 'campaigns'))
  pass(60_000)
  expect((await view()).split('Come on Sunday.')).toHaveLength(3)
  expect([await counts(rests), await counts(early)]).toEqual([['shown 1'], ['shown 1']])
})
