/** What staff write to the person beside answers: a desk, a quote to be printed; and what the person says to it. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReferralClock } from '../../src/app/cases/index.ts'
import { realWorld } from '../../src/house.ts'
import type { Address, ConcernId, UpdateKey } from '../../src/kit/ids.ts'
import type { Deed } from '../../src/kit/inbound.ts'
import { plain } from '../../src/kit/message.ts'
import { openInbox } from '../../src/privacy/case-keys.ts'
import { unpackPart } from '../../src/privacy/case-parts.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { entriesOf } from '../../src/store/case-entries.ts'
import { noticeOfConcern } from '../../src/store/notices.ts'
import { heldLines } from '../../src/store/outbox.ts'
import { quotesAfter } from '../../src/store/quotes.ts'
import { temporaryFolder } from '../faults/folder.ts'
import { filesBelow, formsOf } from '../faults/search.ts'
import { openCounter } from './counter.ts'
import { directory, openRig, type Rig, words } from './rig.ts'

const sodium = await openSodium()
const DAY = 86_400_000
const DESK = 'jp-saitama'
let data: string
let rig: Rig
let counter: ReturnType<typeof openCounter>
/** How far the clock runs ahead. */
let ahead = 0
const world = { ...realWorld, now: () => Date.now() + ahead }
beforeEach(async () => {
  ahead = 0
  data = temporaryFolder('tulay-letters-')
  rig = await openRig(data, { world })
  counter = openCounter({ ...rig, world })
})
afterEach(() => rig.close())

const QUIET = { pushes: () => false, nudge: () => undefined, changed: () => undefined }
const ADDRESS = 'page-of-ana' as Address
let number = 0
let button = ''
const say = async (it: Deed | string, address = ADDRESS): Promise<string> => {
  const deed: Deed = typeof it === 'string' ? { kind: 'text', text: it } : it
  const update = `${++number}` as UpdateKey
  const [reply] = await rig.app.receive([{ channel: 'web', address, update, at: world.now(), it: deed }])
  const messages = reply?.messages ?? []
  button = messages.flatMap(({ choices }) => choices).find(({ token }) => token.startsWith('n.'))?.token ?? button
  return messages.map(({ text, choices }) => [plain(text), ...choices.map(({ label }) => label)].join('\n')).join('\n')
}
const news = () => say({ kind: 'tap', token: button })

/** A report from Saitama by somebody who speaks Filipino. `told`: asks to be told of news. */
const file = async (lang = 'Filipino', told = false): Promise<{ id: ConcernId; receipt: string }> => {
  for (const it of ['/start', lang, '1', '/report', '1', '2', '1', 'Saitama']) await say(it)
  for (const it of ['SECRET: they took my pay', '/done']) await say(it)
  const receipt = /\d{4} \d{4} \d{4} \d{4}/.exec(await say(told ? '1' : '2'))?.[0] ?? ''
  await say('/menu')
  return { id: await counter.caseOf(receipt), receipt }
}
const text = (key: string, lang = 'fil') => words.text(lang, key)
const label = (key: string, lang = 'fil') => text(`flows.news.${key}`, lang)
const row = (id: ConcernId) => Buffer.from(id, 'base64url')
const referrals = (id: ConcernId) =>
  rig.store.tx(tx => tx.selectFrom('referrals').selectAll().where('concern', '=', row(id)).execute())
const quotes = () => rig.store.tx(tx => quotesAfter(tx, { limit: 10, offset: 0 }))
const notices = async () => {
  const person = rig.privacy.person('web', ADDRESS)
  return (await rig.store.tx(tx => heldLines(tx, person))).filter(({ cause }) => cause === null).length
}

/** All that lies in the data folder, and whether any of it holds these words in any form. */
const onDisk = (planted: string): string[] =>
  filesBelow(data).filter(path => {
    const bytes = readFileSync(path)
    return formsOf(planted).some(form => bytes.includes(form))
  })

describe('a desk that staff name', () => {
  it('is a card in the language of who reads it, as it stands today, under the words of staff', async () => {
    const { id, receipt } = await file()
    await counter.write(id, 'desk', { text: 'They open at nine.', desk: DESK })
    expect(await counter.status(id)).toBe('referred')
    expect(await counter.codes(id)).toEqual(['referred'])
    const card = (lang: string) =>
      plain(directory.look('desk', { lang, now: world.now(), with: { desk: DESK } })[0]?.text ?? [])
    const said = await news()
    expect(said).toContain('They open at nine.')
    expect(said).toContain(card('fil'))
    expect(said).toContain(text('notices.status.referred'))
    // Somebody else reads it with the receipt in Korean.
    const other = 'another page' as Address
    for (const it of ['/start', '한국어', '3', '/news']) await say(it, other)
    expect(await say(receipt, other)).toContain(card('ko'))
  })

  it('stands nowhere in clear, neither the desk nor the words', async () => {
    const { id } = await file()
    await counter.write(id, 'desk', { text: 'CANARY-OF-THE-DESK', desk: DESK })
    await say('/menu')
    expect(onDisk('CANARY-OF-THE-DESK')).toEqual([])
    expect(onDisk(DESK)).toEqual([])
    expect(await referrals(id)).toMatchObject([{ number: 1, asked: 0, helped: null }])
  })

  it('that is gone is told kindly', async () => {
    const { id } = await file()
    await counter.write(id, 'desk', { text: '', desk: 'jp-gone' })
    expect(await news()).toContain(text('notices.desk_gone'))
  })
})

describe('whether a desk helped', () => {
  const named = async (days: number) => {
    const filed = await file()
    await counter.write(filed.id, 'desk', { text: 'Call them.', desk: DESK })
    ahead += days * DAY
    return filed
  }

  it('is not asked before a week is over', async () => {
    await named(6)
    expect(await news()).not.toContain(label('helped.ask'))
  })

  it.each([
    ['yes', 'glad', 'referred'],
    ['not_yet', 'glad', 'referred'],
    ['unreached', 'sorry', 'written'],
    ['no', 'sorry', 'written'],
  ])('is asked once after a week: %s', async (answer, then, status) => {
    const { id } = await named(7)
    const asked = await news()
    expect(asked).toContain(label('helped.ask'))
    expect(asked).toContain('sinabi namin sa iyo ang help desk na ito:\nSaitama Information')
    const said = await say(label(`helped.options.${answer}`))
    expect(said).toContain(label(`${then}.say`))
    // The letters stand above already.
    expect(said).not.toContain('Call them.')
    expect(await referrals(id)).toMatchObject([{ helped: answer, asked: 2 }])
    expect(await counter.codes(id)).toEqual(['referred', `helped.${answer}`])
    expect(await counter.status(id)).toBe(status)
    await say('/menu')
    expect(await news()).not.toContain(label('helped.ask'))
  })

  it('is not asked again of who did not answer, but asked anew in another language', async () => {
    const { id } = await named(8)
    expect(await news()).toContain(label('helped.ask'))
    expect(await say('/language')).not.toContain(label('helped.ask'))
    expect(await say('English')).toContain(label('helped.ask', 'en'))
    await say('/menu')
    expect(await news()).not.toContain(label('helped.ask', 'en'))
    expect(await referrals(id)).toMatchObject([{ helped: null, asked: 2 }])
  })

  it('tells who wants to be told that there is something, after a week, once, and without a word of it', async () => {
    const { id } = await file()
    const clock = createReferralClock({ ...rig, world, words, ...QUIET })
    await counter.write(id, 'desk', { text: 'CANARY', desk: DESK })
    await news()
    await say(label('news.options.tell'))
    await say('1')
    expect(await clock.askAboutDesks(world.now() + 5 * DAY)).toBe(0)
    expect(await notices()).toBe(0)
    ahead = 8 * DAY
    expect(await clock.askAboutDesks(world.now())).toBe(1)
    expect(await notices()).toBe(1)
    expect(await clock.askAboutDesks(world.now())).toBe(0)
    const said = (await rig.app.view('web', ADDRESS)).map(message => plain(message.text)).join('\n')
    expect(said).toContain(text('notices.news'))
    expect(said).not.toContain('CANARY')
    expect(await rig.store.tx(tx => noticeOfConcern(tx, id))).toBeUndefined()
    expect(await referrals(id)).toMatchObject([{ asked: 1 }])
    expect(await news()).toContain(label('helped.ask'))
  })

  it('opens a closed case again when it did not', async () => {
    const { id } = await named(9)
    await counter.cases.change(id, { id: 'A'.repeat(22) } as never, { status: 'closed', outcome: 'referred' })
    await news()
    await say(label('helped.options.no'))
    expect(await counter.status(id)).toBe('reopened')
  })
})

describe('words to be printed', () => {
  const CANARY = 'CANARY they took […] of my pay'
  const ask = async () => {
    const filed = await file()
    await counter.write(filed.id, 'quote', { text: CANARY, lang: 'fil' })
    return filed
  }

  it('are shown exactly, and stand in clear only after the yes, with no more than the coded fields', async () => {
    const { id } = await ask()
    const asked = await news()
    expect(asked).toContain(`\n${CANARY}\n`)
    expect(asked).toContain(label('print.ask'))
    expect(onDisk('CANARY')).toEqual([])
    expect(await counter.status(id)).toBe('new')
    expect(await say(label('print.options.yes'))).toContain(label('printing.say'))
    const [quote, ...more] = await quotes()
    expect(more).toEqual([])
    expect(quote).toEqual({
      id: expect.any(String),
      category: (await counter.cases.see(id))?.category,
      area: 'JP-11',
      lang: 'fil',
      text: CANARY,
      day: new Date(world.now() + 9 * 3_600_000).toISOString().slice(0, 10),
    })
    expect(onDisk(CANARY)).not.toEqual([])
    expect(await counter.codes(id)).toEqual(['quote', 'quote.yes.1'])
    await say('/menu')
    expect(await news()).not.toContain(label('print.ask'))
  })

  it.each([
    ['no', ['quote', 'quote.no.1'], false],
    ['not_now', ['quote'], true],
  ])('are nowhere in clear after: %s', async (answer, codes, again) => {
    const { id } = await ask()
    await news()
    expect(await say(label(`print.options.${answer}`))).toContain(label('unprinted.say'))
    await say('/menu')
    await rig.store.checkpoint()
    expect(await quotes()).toEqual([])
    expect(onDisk('CANARY')).toEqual([])
    expect(await counter.codes(id)).toEqual(codes)
    expect((await news()).includes(label('print.ask'))).toBe(again)
  })

  it('are taken back by the person, out of the files too', async () => {
    const { id } = await ask()
    await news()
    await say(label('print.options.yes'))
    await say(label('news.options.printed'))
    expect(await say('1')).toContain(label('taken.say'))
    await rig.store.checkpoint()
    expect(await quotes()).toEqual([])
    expect(onDisk('CANARY')).toEqual([])
    expect(await counter.codes(id)).toEqual(['quote', 'quote.yes.1', 'quote.back'])
    expect(await news()).not.toContain(label('news.options.printed'))
  })

  it('go with the report when it is taken back', async () => {
    await ask()
    await news()
    await say(label('print.options.yes'))
    await say(label('news.options.withdraw'))
    await say('1')
    await rig.store.checkpoint()
    expect(await quotes()).toEqual([])
    expect(onDisk('CANARY')).toEqual([])
  })

  it('are only those that were marked as such in clear and in the sealed words', async () => {
    const { id } = await file()
    await counter.write(id, 'quote', { text: 'CANARY', kind: 'reply' })
    await counter.write(id, 'reply', { text: 'CANARY', kind: 'quote' })
    expect(await news()).not.toContain(label('print.ask'))
  })
})

describe('the way on', () => {
  it('offers to tell of news again where nobody is told, and takes a new yes', async () => {
    const { id } = await file('Filipino', true)
    expect(await news()).not.toContain(label('news.options.tell'))
    await say('/menu')
    await counter.write(id, 'reply', { text: 'Hello' })
    expect(await notices()).toBe(1)
    expect(await news()).toContain(label('news.options.tell'))
    expect(await say(label('news.options.tell'))).toContain(label('again.ask'))
    expect(await rig.store.tx(tx => noticeOfConcern(tx, id))).toBeUndefined()
    expect(await say('1')).toContain(label('told.say'))
    const notice = await rig.store.tx(tx => noticeOfConcern(tx, id))
    expect((notice?.until ?? 0) - world.now()).toBeGreaterThan(29.9 * DAY)
    await counter.write(id, 'reply', { text: 'CANARY' })
    expect(await notices()).toBe(1)
  })

  it('does not keep an address of who agreed to nothing', async () => {
    const { receipt } = await file()
    const other = 'another page' as Address
    for (const it of ['/start', 'Filipino', '3', '/news']) await say(it, other)
    expect(await say(receipt, other)).not.toContain(label('news.options.tell'))
  })

  it('names desks for topic and area when we are late, and offers more', async () => {
    const { id } = await file()
    expect(await news()).not.toContain(label('news.options.desks'))
    await say('/menu')
    await counter.promised(id, '2026-01-05')
    const said = await news()
    expect(said).toContain(text('notices.status.overdue'))
    expect(said).toContain(text('notices.desks_now'))
    const { category = '', area } = (await counter.cases.see(id)) ?? {}
    const query = { lang: 'fil', now: world.now(), with: { topic: category, area: area ?? null } }
    const brief = directory.look('desks.brief', query)
    expect(brief).toHaveLength(3)
    for (const { text: card } of brief) expect(said).toContain(plain(card ?? []))
    expect(await say(label('news.options.desks'))).toContain(text('flows.desk.topic.ask'))
  })

  it.each([
    ['woman', [label('someone.options.woman')], { wish: 'woman' }],
    ['language', [label('someone.options.tongue'), 'QUECHUA'], { wish: 'language', which: 'QUECHUA' }],
  ])('takes a wish for somebody else, sealed: %s', async (_, answers, sealed) => {
    const { id } = await file()
    const { key } = await counter.caseKey(id)
    await news()
    await say(label('news.options.someone'))
    let said = ''
    for (const answer of answers) said = await say(answer)
    expect(said).toContain(label('wished.say'))
    expect(await counter.status(id)).toBe('written')
    expect(await counter.codes(id)).toEqual(['wish'])
    const [entry] = await rig.store.tx(tx => entriesOf(tx, id))
    const open = openInbox(sodium, id, key, entry?.body ?? new Uint8Array())
    expect(JSON.parse(Buffer.from(open ? unpackPart(open).bytes : []).toString())).toEqual(sealed)
    expect(onDisk('QUECHUA')).toEqual([])
  })

  it('counts only receipts of no report as tries: a talk about one report is no guessing', async () => {
    const { id, receipt } = await file()
    for (let turn = 0; turn < 3; turn++) {
      await counter.write(id, 'quote', { text: `No ${turn}` })
      for (const it of ['/menu', '/news', receipt]) await say(it)
      for (let quote = 0; quote <= turn; quote++) expect(await say('3')).toContain(label('unprinted.say'))
    }
    expect(await say(label('news.options.answer'))).toContain(label('more.ask'))
  })
})
