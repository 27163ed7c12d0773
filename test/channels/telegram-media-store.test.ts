/** Files over the real store: what a stop or a kill leaves behind. */
import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { createMediaShelf, type MediaShelf } from '../../src/app/campaigns/media.ts'
import { createTelegram } from '../../src/channels/telegram/grammy.ts'
import type { Address } from '../../src/kit/ids.ts'
import { saveMedia } from '../../src/store/media.ts'
import { sample } from '../contracts/rig.ts'
import { createScriptedApp } from '../contracts/scripted-app.ts'
import { png } from '../contracts/shelf.ts'
import { FormFile } from '../fake/telegram/form.ts'
import { createFakeTelegram, type FakeTelegram } from '../fake/telegram/server.ts'
import { freshStore, privacy, world } from '../store/fresh.ts'
import { createListeningLog, telegramOptions } from './telegram-rig.ts'

let fake: FakeTelegram
afterEach(() => fake.stop())

const bytes = png(640, 480, 0, 100_000)
const media = { kind: 'photo', hash: createHash('sha256').update(bytes).digest('base64url') } as const

test('a kill between an upload and its id costs one upload more; a stop after it costs none', async () => {
  const store = await freshStore()
  await store.tx(tx => saveMedia(tx, { ...media, mime: 'image/png', name: "Maria's phone.png", bytes }))
  fake = await createFakeTelegram()
  const shelf = createMediaShelf({ store, privacy, world })
  const phone = fake.person({ met: true })
  const scripted = createScriptedApp()
  /** A process of its own, as far as memory goes. */
  const send = (over: Partial<MediaShelf> = {}) =>
    createTelegram({
      ...telegramOptions({ fake, app: scripted, log: createListeningLog() }),
      app: { ...scripted, media: { ...shelf, ...over } },
    }).send(String(phone.id) as Address, sample({ media }))
  const uploads = () =>
    fake.callsOf('sendPhoto').flatMap(({ payload }) => Object.values(payload).filter(it => it instanceof FormFile))

  const killed = Promise.withResolvers<string>()
  const keepRef = () => {
    killed.resolve('killed')
    return new Promise<never>(() => {})
  }
  expect(await Promise.race([send({ keepRef }), killed.promise])).toBe('killed')
  expect(uploads()).toHaveLength(1)

  const sent = { ok: true, ref: expect.stringMatching(/^\d+:p/) }
  expect(await send()).toEqual(sent)
  expect(uploads()).toHaveLength(2)
  expect(await send()).toEqual(sent)
  expect(uploads().map(({ name }) => name)).toEqual(['photo.png', 'photo.png'])
  expect(phone.heard.map(({ file }) => file?.hash)).toEqual([media.hash, media.hash, media.hash])
})

test('who writes to the database sends no other picture: neither from an address in the web, nor other bytes', async () => {
  const store = await freshStore()
  await store.tx(tx => saveMedia(tx, { ...media, mime: 'image/png', name: 'march', bytes }))
  fake = await createFakeTelegram()
  const phone = fake.person({ met: true })
  const scripted = createScriptedApp()
  const shelf = createMediaShelf({ store, privacy, world })
  const send = () =>
    createTelegram({
      ...telegramOptions({ fake, app: scripted, log: createListeningLog() }),
      app: { ...scripted, media: shelf },
    }).send(String(phone.id) as Address, sample({ media }))
  await send()
  const forged = 'https://thief.example/forged.png'
  await store.tx(tx => tx.updateTable('media_refs').set({ ref: forged }).execute())
  await send()
  expect(phone.heard.map(({ file }) => file?.hash)).toEqual([media.hash, media.hash])
  expect(JSON.stringify(fake.callsOf('sendPhoto').map(({ payload }) => payload.photo))).not.toContain('thief')

  await store.tx(async tx => {
    await tx.deleteFrom('media_refs').execute()
    await tx
      .updateTable('media')
      .set({ bytes: png(640, 480, 1, 100_000) })
      .execute()
  })
  expect(await send()).toMatchObject({ ok: false, why: 'refused' })
  expect(await shelf.shown(media.hash)).toBeUndefined()
  expect(phone.heard).toHaveLength(2)
})
