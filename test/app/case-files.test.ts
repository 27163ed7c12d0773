/** All that a person can send arrives in the case as it was sent: several photos with their captions, voice, words, and a place as its area. */
import { expect, it } from 'vitest'
import { realWorld } from '../../src/house.ts'
import type { Address, UpdateKey } from '../../src/kit/ids.ts'
import type { Deed, MediaKind } from '../../src/kit/inbound.ts'
import { plain } from '../../src/kit/message.ts'
import { type CasePart, openConcern } from '../../src/privacy/case-keys.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { concernById, sealedConcern } from '../../src/store/concerns.ts'
import { temporaryFolder } from '../faults/folder.ts'
import { PHOTO, VOICE } from '../stories/media.ts'
import { openCounter } from './counter.ts'
import { openRig, READER } from './rig.ts'

const sodium = await openSodium()
const ADDRESS = 'phone-of-ana' as Address

it('keeps order and captions, and of a place only the area', async () => {
  const rig = await openRig(temporaryFolder('tulay-files-'), { world: realWorld })
  let number = 0
  const say = async (it: Deed | string): Promise<string> => {
    const deed: Deed = typeof it === 'string' ? { kind: 'text', text: it } : it
    const update = `${++number}` as UpdateKey
    const [reply] = await rig.app.receive([{ channel: 'web', address: ADDRESS, update, at: realWorld.now(), it: deed }])
    return (reply?.messages ?? []).map(({ text }) => plain(text)).join('\n')
  }
  const send = async (media: MediaKind, bytes: Uint8Array, caption: string) => {
    const kept = await rig.app.keepFile('web', ADDRESS, media, bytes, caption)
    if (!kept.ok) throw new Error(kept.why)
    await say(kept.value)
  }
  for (const it of ['/start', 'English', '1', '/report', '1', '2', '1']) await say(it)
  // The nearest areas are offered; the position itself is gone.
  await say({ kind: 'place', lat: 35.86, lon: 139.65 })
  await say('1')
  await say('First words.')
  await send('photo', PHOTO, 'The payslip <b>of June</b>')
  await send('photo', PHOTO, '')
  await send('voice', VOICE, '')
  await say('/done')
  const receipt = /\d{4} \d{4} \d{4} \d{4}/.exec(await say('2'))?.[0] ?? ''
  const counter = openCounter({ ...rig, world: realWorld })
  const id = await counter.caseOf(receipt)
  const sealed = await rig.store.tx(tx => sealedConcern(tx, id))
  const shred = (await rig.store.shred.get([id])).get(id)
  const wrap = sealed?.wraps[0]?.sealed
  if (!sealed || !shred || !wrap) throw new Error('it cannot be opened')
  const [answers, ...parts] = openConcern({ sodium, id, parts: sealed.parts, wrap, shred, holder: READER }) ?? []
  expect(parts.map(({ kind, caption }: CasePart) => [kind, caption])).toEqual([
    ['text', undefined],
    ['photo', 'The payslip <b>of June</b>'],
    ['photo', undefined],
    ['voice', undefined],
  ])
  expect(Buffer.from(parts[0]?.bytes ?? []).toString()).toBe('First words.')
  expect(Buffer.from(parts[3]?.bytes ?? [])).toEqual(Buffer.from(VOICE))
  const told = Buffer.from(answers?.bytes ?? []).toString()
  expect(JSON.parse(told)).toMatchObject({ lang: 'en', area: 'JP-11' })
  expect(told).not.toMatch(/35\.8|139\.6/)
  expect((await rig.store.tx(tx => concernById(tx, id)))?.area).toBe('JP-11')
  await rig.close()
})
