/** As test/faults/canary.test.ts: what somebody wrote for a campaign, and where they are, is looked for in everything on the disk. */
import { readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { createLog } from '../../../../src/app/log.ts'
import { filesBelow, formsOf } from '../../../faults/search.ts'
import { openActs, YES } from './rig.ts'

const PLANTED = {
  address: '7316640952188',
  poll: 'xylographically clean water',
  answer: 'brobdingnagian shifts at night',
  comment: 'floccinaucinihilipilification of wages',
  organization: 'Quizzaciously United Workers',
}

it('holds no word and no address of who took part, in any file or log', async () => {
  const logged: Buffer[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      logged.push(Buffer.from(chunk))
      done()
    },
  })
  const acts = await openActs({ log: createLog({ level: 'debug', destination }) })
  const id = await acts.campaign()
  const anna = acts.person(PLANTED.address, 'telegram')
  await anna.do(...YES)
  for (const act of ['sign', 'tell', 'rsvp', 'poll']) await anna.tap(id, act)
  await anna.do('something else', PLANTED.poll)
  await anna.tap(id, 'comment')
  await anna.do(PLANTED.answer, '/skip', PLANTED.comment, 'done', 'send it')
  await anna.tap(id, 'organization')
  await anna.do(PLANTED.organization, 'Saitama', 'yes, sign')
  expect(Object.values(await acts.tallies(id)).reduce((sum, n) => sum + n, 0)).toBe(6)
  const look = () =>
    [
      ...filesBelow(acts.folder).map(name => ({ name, bytes: readFileSync(name) })),
      { name: 'log', bytes: Buffer.concat(logged) },
    ].flatMap(({ name, bytes }) =>
      Object.entries(PLANTED).flatMap(([what, text]) =>
        formsOf(text).some(form => bytes.includes(form)) ? [`${what} in ${name}`] : [],
      ),
    )
  expect(look()).toEqual([])
  await acts.store.checkpoint()
  expect(look()).toEqual([])
  await acts.store.tx(tx => tx.updateTable('campaigns').set({ title: PLANTED.comment }).execute())
  expect(look()).not.toEqual([])
  await acts.close()
})
