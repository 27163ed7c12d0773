import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createPosters } from '../../../../src/app/campaigns/posters.ts'
import { EVERYBODY } from '../../../../src/domain/campaigns/audience.ts'
import type { Sheet } from '../../../../src/domain/campaigns/sheet.ts'
import { moveCampaign } from '../../../../src/store/campaigns/index.ts'
import { saveMedia } from '../../../../src/store/media.ts'
import { directory, words } from '../../rig.ts'
import { openActs, YES } from './rig.ts'

const TEXTS = { en: { title: 'Raid in your street', body: 'Stay inside.' } }
const bytes = Buffer.from('a picture of it')
const hash = createHash('sha256').update(bytes).digest('base64url')

it.each<[string, Partial<Sheet>]>([
  ['a template', { purpose: 'template', emergency: true, audience: { ...EVERYBODY, areas: ['JP-13'] } }],
  ['a call for Sundays', { when: { how: 'cron', cron: '0 9 * * 0', zone: 'Asia/Tokyo' } }],
])('who knows the link of %s sees nothing of it, and does nothing in it, before it goes out', async (_, changes) => {
  const acts = await openActs()
  const state = 'approved'
  const media = { '*': { kind: 'photo' as const, hash } }
  const id = await acts.campaign({ ...changes, texts: TEXTS, media, event: null, state })
  await acts.store.tx(tx => saveMedia(tx, { ...media['*'], mime: 'image/jpeg', name: 'raid.jpg', bytes }))
  const anna = acts.person('anna')
  await anna.do(...YES)
  const link = () => anna.do({ kind: 'command', name: 'start', args: `c_${id}` })
  expect(await link()).not.toContain('Raid')
  expect(await anna.tap(id, 'sign')).not.toContain('Raid')
  expect(await acts.tallies(id)).toEqual({})
  expect(await acts.app.media.shown(hash)).toBeUndefined()
  const posters = createPosters({ ...acts, world: acts, demo: false, words, directory } as never)
  expect(await posters.calls()).toEqual([])

  await acts.store.tx(tx => moveCampaign(tx, id, ['approved'], 'running'))
  expect(await link()).toContain('Raid in your street')
  expect(await acts.app.media.shown(hash)).toBeDefined()
  expect((await posters.calls()).map(call => call.id)).toEqual([id])
  await acts.close()
})
