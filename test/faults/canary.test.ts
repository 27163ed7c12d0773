/** What a thief gets: unique strings planted wherever a person can leave one, then looked for in everything that is on the disk. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createLog } from '../../src/app/log.ts'
import { readConfig } from '../../src/config.ts'
import { createHouse, realWorld } from '../../src/house.ts'
import { openMemory } from '../../src/memory.ts'
import { createFakeTelegram } from '../fake/telegram/server.ts'
import { GROUND } from '../stories/rig.ts'
import { temporaryFolder } from './folder.ts'
import { createTalker, hasButton, sayYes } from './person.ts'
import { filesBelow, formsOf } from './search.ts'

const PLANTED = {
  name: 'Quizzaciously-Ngan',
  username: 'zephyrwombat_ngan',
  phone: '+81905550417723',
  chat: '7316640952188',
  text: 'xylographically the foreman kept my wages',
  second: 'and then he shouted brobdingnagian words',
  caption: 'floccinaucinihilipilification of my hand',
  exif: 'CANARY-EXIF-Sesquipedalian',
  area: 'Wakkanaiquixotry',
}

const hitsIn = (files: { name: string; bytes: Buffer }[]): string[] =>
  files.flatMap(({ name, bytes }) =>
    Object.entries(PLANTED).flatMap(([what, text]) =>
      formsOf(text).some(form => bytes.includes(form)) ? [`${what} in ${name}`] : [],
    ),
  )

describe('what a thief gets', () => {
  it('finds a planted string, if one is there', () => {
    for (const form of formsOf(PLANTED.text))
      expect(hitsIn([{ name: 'planted', bytes: Buffer.concat([Buffer.from('noise '), form]) }])).toHaveLength(1)
    for (const offset of [0, 1, 2]) {
      const bytes = Buffer.from(
        Buffer.concat([Buffer.alloc(offset, 65), Buffer.from(PLANTED.name), Buffer.alloc(5)]).toString('base64'),
      )
      expect(hitsIn([{ name: 'planted', bytes }]), `base64 at offset ${offset}`).toHaveLength(1)
    }
  })

  it('holds no name, no address and no word of a person, in any file or log', async () => {
    if (!GROUND.ok) throw new Error('no ground')
    const data = temporaryFolder('tulay-canary-')
    const fake = await createFakeTelegram()
    const read = readConfig({ TULAY_DATA: join(data, 'data'), TULAY_DEMO: '1', PORT: '0', TULAY_LOG_LEVEL: 'debug' })
    if (!read.ok) throw new Error('no configuration')
    const config = { ...read.value, telegram: { token: fake.token, apiRoot: fake.root, webhookSecret: undefined } }
    const memory = await openMemory(config, realWorld)
    if (!memory.ok) throw new Error(memory.why)
    const logged: Buffer[] = []
    const destination = new Writable({
      write(chunk, _encoding, done) {
        logged.push(Buffer.from(chunk))
        done()
      },
    })
    const log = createLog({ level: 'debug', destination })
    const pace = { perSecond: 1000, perChatMs: 0, inFlight: 4 }
    const house = await createHouse({ ...memory.value, config, world: realWorld, log, ground: GROUND.value, pace })
    await (await house.start()).telegram

    const phone = fake.person({ id: Number(PLANTED.chat), name: PLANTED.name, username: PLANTED.username, lang: 'en' })
    const talker = createTalker(fake, phone)
    const during: { name: string; bytes: Buffer }[] = []
    const photograph = async (when: string) => {
      for (const path of filesBelow(config.data))
        during.push({ name: `${path.split('/').at(-1)} ${when}`, bytes: readFileSync(path) })
    }
    await sayYes(talker)
    const asks = await talker.turn(() => phone.type('/alerts'), hasButton(/\.work$/))
    await talker.tap(asks, /\.work$/, hasButton(/^v\.done\./))
    await talker.turn(() => phone.type('/done'), hasButton(/^v\.skip\./))
    await talker.turn(
      () => phone.type(PLANTED.area),
      () => true,
    )
    const often = await talker.turn(() => phone.type('Tokyo'), hasButton(/\.single$/))
    await talker.tap(often, /\.single$/, hasButton(/^f\./))
    const safe = await talker.turn(() => phone.type('/report'), hasButton(/\.no$/))
    const groups = await talker.tap(safe, /\.yes$/, hasButton(/\.work$/))
    const categories = await talker.tap(groups, /\.work$/, hasButton(/\.labour_wages$/))
    const where = await talker.tap(categories, /\.labour_wages$/, hasButton(/^v\.skip\./))
    await talker.tap(where, /^v\.skip\./, hasButton(/^v\.(skip|done)\./))
    await talker.turn(() => phone.type(PLANTED.text), hasButton(/^v\.done\./))
    await talker.turn(
      () => phone.send({ contact: { phone_number: PLANTED.phone, first_name: PLANTED.name } }),
      () => true,
    )
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a06' } })
      .withExif({ IFD0: { Artist: PLANTED.exif, ImageDescription: PLANTED.exif } })
      .jpeg()
      .toBuffer()
    expect(photo.includes(PLANTED.exif), 'the photo carries what is looked for').toBe(true)
    await talker.turn(() => phone.photo(photo, PLANTED.caption), hasButton(/^v\.done\./))
    await photograph('while it is being told')
    const more = await talker.turn(() => phone.type(PLANTED.second), hasButton(/^v\.done\./))
    const check = await talker.tap(more, /^v\.done\./, hasButton(/\.tell$/))
    await talker.tap(check, /\.tell$/, ({ text }) => /\d{4} \d{4} \d{4} \d{4}/.test(text))
    await photograph('after it was filed')
    await memory.value.store.backup(join(data, 'backup'))
    // Something that breaks in the middle must not tell either.
    fake.fault({ kind: 'answer', code: 400, description: `Bad Request: ${PLANTED.text}` })
    phone.type('/mydata')
    await fake.until(() => logged.some(line => line.includes('delivery.refused')))
    await house.stop()
    for (const path of filesBelow(data)) during.push({ name: path.slice(data.length), bytes: readFileSync(path) })
    during.push({ name: 'log', bytes: Buffer.concat(logged) })

    expect(during.map(({ name }) => name).some(name => name.includes('shred.db'))).toBe(true)
    expect(during.map(({ name }) => name).some(name => name.includes('-wal'))).toBe(true)
    expect(hitsIn(during)).toEqual([])
    await fake.stop()
  })
})
