import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import type { Address, DraftId, LineId, UpdateKey } from '../../src/kit/ids.ts'
import { hashCapability, newCapability } from '../../src/privacy/capabilities.ts'
import { sealConcern } from '../../src/privacy/case-keys.ts'
import { newReceipt, stretchReceipt } from '../../src/privacy/receipts.ts'
import { openSodium, type Sodium } from '../../src/privacy/sodium.ts'
import { insertConcern } from '../../src/store/concerns.ts'
import { keepDraft } from '../../src/store/drafts.ts'
import { claimUpdates } from '../../src/store/inbox.ts'
import { saveNotice } from '../../src/store/notices.ts'
import { addLines } from '../../src/store/outbox.ts'
import { savePerson } from '../../src/store/people.ts'
import { removeSessions, saveSessions } from '../../src/store/sessions.ts'
import { saveSubscription } from '../../src/store/subscriptions.ts'
import { addTraces } from '../../src/store/traces.ts'
import { allFiles, coded, freshStore, line, NOW, privacy, tempFolder, world } from './fresh.ts'

let sodium: Sodium
beforeAll(async () => {
  sodium = await openSodium()
})

/** Unlikely by chance, and as long as a chat id can be. */
const plant = (what: string) => `${what}${randomBytes(6).toString('hex')}`
const planted = {
  address: plant('98765') as Address,
  update: plant('update') as UpdateKey,
  answer: plant('my boss hit me '),
  photo: plant('EXIF-GPS '),
  said: plant('dear '),
  ref: plant('ref'),
  story: plant('story '),
}

/** Every way in which a text could stand in a file without being sealed. Base64 at each of its three offsets. */
const disguises = (text: string): Buffer[] => {
  const utf8 = Buffer.from(text)
  const utf16 = Buffer.from(text, 'utf16le')
  const base64 = [0, 1, 2].flatMap(offset => {
    const encoded = Buffer.concat([Buffer.alloc(offset), utf8]).toString('base64')
    const inner = encoded.slice(4, -4)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
  const hex = utf8.toString('hex')
  return [
    utf8,
    utf16,
    Buffer.from(utf16).swap16(),
    ...[...base64, hex, hex.toUpperCase(), encodeURIComponent(text)].map(it => Buffer.from(it)),
  ]
}

const leaks = (folder: string, texts: string[]): string[] =>
  allFiles(folder).flatMap(path => {
    const bytes = readFileSync(path)
    return texts.filter(text => disguises(text).some(it => bytes.includes(it))).map(text => `${text} in ${path}`)
  })

test('nothing that was planted stands in any file: database, journals, second file, backups', async () => {
  const folder = tempFolder()
  const store = await freshStore(folder)
  const person = privacy.person('telegram', planted.address)
  const capability = newCapability(world)
  const receipt = newReceipt(world)
  const { lookup, wrapKey } = await stretchReceipt(privacy.receiptSalt, receipt)
  const { id, shred, kept } = sealConcern({
    sodium,
    world,
    parts: [{ kind: 'text', bytes: Buffer.from(planted.story), caption: planted.answer }],
    holders: [{ id: 'AAAAAAAAAAAAAAAAAAAAAA', publicKey: sodium.crypto_box_keypair().publicKey }],
    capability,
    receiptKey: wrapKey,
  })
  await store.shred.put([{ id, half: shred }])
  await store.tx(async tx => {
    await claimUpdates(tx, [privacy.update('telegram', planted.update)], 1)
    await savePerson(tx, { person, lang: 'en', since: '2023-W46' })
    await saveSessions(tx, [{ person, state: privacy.seal('session', planted.answer, person), due: NOW }])
    const draft = 'AAAAAAAAAAAAAAAAAAAAAQ' as DraftId
    await keepDraft(tx, { id: draft, person, body: privacy.seal('draft', planted.photo, draft), until: NOW })
    const lineId = 'AAAAAAAAAAAAAAAAAAAAAg' as LineId
    const body = privacy.seal('outbox', JSON.stringify({ to: planted.address, message: planted.said }), lineId)
    await addLines(tx, [{ ...line({ id: lineId, person }), body }])
    await addTraces(tx, [{ person, ref: privacy.seal('trace', planted.ref, person), at: NOW }])
    const address = privacy.seal('address', planted.address, person)
    const row = { person, channel: 'telegram', address, topics: ['visa'], area: 'JP', lang: 'en' }
    await saveSubscription(tx, { ...row, since: null, digest: false })
    await insertConcern(tx, { ...coded({ id }), capability: hashCapability(capability), receipt: lookup, sealed: kept })
    const owner = privacy.noticeOwner('telegram', planted.address)
    await saveNotice(tx, {
      concern: id,
      owner,
      channel: 'telegram',
      address: privacy.seal('notice', planted.address, id),
      until: NOW,
    })
  })
  await store.backup(`${folder}/backup`)
  const texts = [...Object.values(planted), capability, receipt]
  expect(allFiles(folder).length).toBe(8)
  expect(leaks(folder, texts)).toEqual([])
  await store.tx(tx => removeSessions(tx, [person]))
  await store.checkpoint()
  await store.close()
  expect(leaks(folder, texts)).toEqual([])
})

test('canary of the canary: a text that is not sealed is found, plain, as UTF-16, hex and base64', async () => {
  const folder = tempFolder()
  const store = await freshStore(folder)
  const secret = plant('found out ')
  for (const it of disguises(secret)) {
    const state = Buffer.concat([Buffer.from('xyz'), it, Buffer.from('zyx')])
    await store.tx(tx => tx.insertInto('tries').values({ key: state, hour: 1, n: 1 }).execute())
    expect(leaks(folder, [secret])).not.toEqual([])
    await store.tx(tx => tx.deleteFrom('tries').execute())
    await store.checkpoint()
    expect(leaks(folder, [secret])).toEqual([])
  }
})
