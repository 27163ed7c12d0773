/** The composer, asked as a browser without a script asks it. */
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { composeFor } from '../../../src/app/campaigns/compose.ts'
import { fieldsFrom, type Pair } from '../../../src/console/campaigns/form/fields.ts'
import { writeForm } from '../../../src/console/campaigns/form/read.ts'
import { pictureSize } from '../../../src/domain/campaigns/media.ts'
import { readSheet, type Sheet } from '../../../src/domain/campaigns/sheet.ts'
import type { CampaignId } from '../../../src/kit/ids.ts'
import { allCampaigns, campaignById, moveCampaign, sheetsOf } from '../../../src/store/campaigns/index.ts'
import { mediaByHash, removeUnusedMedia } from '../../../src/store/media.ts'
import { voiceOf } from '../../app/campaigns/voice.ts'
import { directory } from '../../app/rig.ts'
import { sheetOf } from '../../domain/campaigns/sheets.ts'
import { plantCampaign } from '../../store/planted-campaigns.ts'
import { textOf } from '../queue-rig.ts'
import { serveOrganizer } from './organizer.ts'

const ZONE = 'Asia/Tokyo'

const open = async (sheet: Partial<Sheet> = {}) => {
  const { server, headers } = await serveOrganizer()
  const id = await plantCampaign(server.store, { state: 'draft', sheet: { kind: 'call', actions: [], ...sheet } })
  const path = (more = '') => `${server.url}/staff/campaigns/${id}${more}`
  const newest = async (): Promise<Sheet> => {
    const [kept] = await server.store.tx(tx => sheetsOf(tx, id))
    return readSheet(kept?.body ?? '') ?? sheetOf()
  }
  /** What the form would send, but for what somebody typed. */
  const formOf = async (typed: Record<string, string | undefined> = {}): Promise<Pair[]> => {
    const now = await newest()
    const pairs = [['over', `${now.number}`] as Pair, ...writeForm(now, ZONE)].filter(([name]) => !(name in typed))
    return [...pairs, ...Object.entries(typed).flatMap(([name, it]): Pair[] => (it === undefined ? [] : [[name, it]]))]
  }
  const send = async (pairs: Pair[], more = '', files: [string, File][] = []) => {
    const body = new FormData()
    for (const [name, value] of pairs) body.append(name, value)
    for (const [name, file] of files) body.append(name, file)
    const answer = await fetch(path(more), { method: 'POST', headers, body, redirect: 'manual' })
    const html = await answer.text()
    return { status: answer.status, html, text: textOf(html), to: answer.headers.get('location') }
  }
  const page = async (more = '') => {
    const html = await (await fetch(path(more), { headers })).text()
    return { html, text: textOf(html) }
  }
  const numbers = async () => (await server.store.tx(tx => sheetsOf(tx, id))).map(({ number }) => number)
  return { ...server, id, headers, path, newest, formOf, send, page, numbers }
}

test('what was typed is the next sheet; the same again is none; the older one can be looked at and begun from', async () => {
  const { id, newest, formOf, send, page, numbers } = await open()
  const typed = await formOf({ 'body-en': 'Come with us.\r\nAll of us.', goal: 'Wages on time' })
  expect(await send(typed)).toMatchObject({ status: 303, to: `/staff/campaigns/${id}` })
  expect(await newest()).toMatchObject({
    number: 2,
    goal: 'Wages on time',
    texts: { en: { body: 'Come with us.\nAll of us.' } },
  })
  expect((await send(await formOf())).status).toBe(303)
  expect(await numbers()).toEqual([2, 1])

  expect((await page('/sheets/1')).text).toContain('This is a demo call for')
  expect((await send([], '/sheets/1/again')).status).toBe(303)
  expect(await numbers()).toEqual([3, 2, 1])
  expect(await newest()).toMatchObject({ number: 3, texts: { en: { body: 'This is a demo call for {{area}}.' } } })
  expect((await page()).text).toContain('Saved 3 times')
})

test('who saves over what somebody else has saved meanwhile is told, and loses nothing', async () => {
  const { newest, formOf, send, numbers } = await open()
  const [mine, theirs] = [await formOf({ goal: 'Mine' }), await formOf({ goal: 'Theirs' })]
  await send(theirs)
  const late = await send(mine)
  expect([late.status, late.text]).toEqual([409, expect.stringContaining('somebody else has saved meanwhile')])
  expect(late.html).toContain('value="Mine"')
  expect(await newest()).toMatchObject({ goal: 'Theirs', number: 2 })
  const over = /name="over" value="(\d+)"/.exec(late.html)?.[1] ?? ''
  expect((await send([...mine.filter(([name]) => name !== 'over'), ['over', over]])).status).toBe(303)
  expect([await newest(), await numbers()]).toMatchObject([{ goal: 'Mine' }, [3, 2, 1]])
})

test('a campaign that becomes of another kind is so everywhere', async () => {
  const { store, id, formOf, send, url, headers } = await open({ kind: 'call' })
  expect((await send(await formOf({ kind: 'warning' }))).status).toBe(303)
  expect((await store.tx(tx => campaignById(tx, id)))?.kind).toBe('warning')
  const list = textOf(await (await fetch(`${url}/staff/campaigns`, { headers })).text())
  expect(/Pay on time (.*?) ·/.exec(list)?.[1]).toBe('Warning of a scam or rumour')
})

test('each area stands once, folded away; what is ticked for or against it is told without opening, and comes back', async () => {
  const { formOf, send, page, newest } = await open()
  const count = (html: string, text: string) => html.split(text).length - 1
  const before = (await page()).html
  expect(count(before, 'name="area" value="JP-13"')).toBe(1)
  expect(count(before, '>Tokyo</')).toBe(1)
  expect(count(before, 'name="area"')).toBeGreaterThan(300)
  const ticked: Pair[] = ['JP', 'JP-11', 'JP-12', 'KR-11'].map(code => ['area', code])
  expect((await send([...(await formOf()), ...ticked, ['not-area', 'JP-13'], ['area', 'XX-1']])).status).toBe(303)
  expect((await newest()).audience).toMatchObject({
    areas: ['JP', 'JP-11', 'JP-12', 'KR-11', 'XX-1'],
    except: { areas: ['JP-13'] },
  })
  const { html, text } = await page()
  expect(text).toMatch(/Areas For 5: All of Japan, Saitama, Chiba … Not for 1: Tokyo Tick in/)
  expect(text).toMatch(/Japan For 3: All of Japan, Saitama, Chiba Not for 1: Tokyo/)
  expect(/<details[^>]*><summary>Japan/.exec(html)?.[0]).toBe('<details><summary>Japan')
  for (const box of [
    'name="area" value="JP-11" checked',
    'name="not-area" value="JP-13" checked',
    'value="XX-1" checked',
  ])
    expect(html).toContain(box)
})

test('what cannot be kept is said where it stands, with everything that was typed', async () => {
  const { formOf, send, numbers } = await open()
  const wrong = await send(await formOf({ 'body-ja': 'あ'.repeat(3001), goal: 'Typed before', until: '' }))
  expect(wrong.status).toBe(400)
  expect(/Text, やさしい日本語 : too long.*Sent until : no day/.test(wrong.text)).toBe(true)
  // The hour of before is no answer to an hour that cannot be read.
  expect((await send(await formOf({ until: 'soon', goal: 'New' }))).status).toBe(400)
  expect(wrong.html).toContain('あ'.repeat(3001))
  expect(wrong.html).toContain('value="Typed before"')
  expect(await numbers()).toEqual([1])
})

test('a desk that content does not have is refused, with its place', async () => {
  const { formOf, send, numbers } = await open()
  const wrong = await send(await formOf({ 'body-en': 'One\nTwo {{desk:jp-nowhere}}' }))
  expect([wrong.status, wrong.text]).toEqual([
    400,
    expect.stringContaining('line 2, nobody can fill in {{desk:jp-nowhere}}'),
  ])
  expect(await numbers()).toEqual([1])
  const [desk] = directory.desks.search({ words: '' }, 'en', 0)
  expect((await send(await formOf({ 'body-en': `Ask {{desk:${desk?.id}}} and {{name}}` }))).status).toBe(303)
  expect(await numbers()).toEqual([2, 1])
})

test('nobody writes on what waits for signatures, is running or is a demo’s', async () => {
  const { store, id, formOf, send, page, path, headers, numbers } = await open()
  const typed = await formOf({ goal: 'Later' })
  await store.tx(tx => moveCampaign(tx, id, ['draft'], 'signing'))
  expect((await send(typed)).status).toBe(409)
  expect(await numbers()).toEqual([1])
  expect((await page()).html).not.toContain('id="compose"')
  const other = await plantCampaign(store, { state: 'draft', demo: true })
  const body = (await page()).html
  expect(body).not.toContain(other)
  for (const page of ['', '/sheets/1']) expect((await fetch(path(`/../${other}${page}`), { headers })).status).toBe(404)
  expect((await send([], `/../${other}/sheets/1/again`)).status).toBe(404)
})

test('a moderator looks and has no form', async () => {
  const { path, as } = await open()
  const html = await (await fetch(path(), { headers: await as('moderator') })).text()
  expect(html).toContain('This is a demo call for')
  expect(html).not.toMatch(/id="compose"|compose\.\w+\.js/)
})

test('previews come from the one function that the way out uses, for what is typed and not saved', async () => {
  const { formOf, send, numbers, store, id } = await open()
  const typed = await formOf({
    'title-en': 'Typed',
    'body-en': 'Just typed for {{area}} https://example.org/?a=1&b=2',
    area: 'JP-13',
  })
  const { status, html, text } = await send(typed, '/preview')
  expect(status).toBe(200)
  const letter = {
    campaign: id as CampaignId,
    sheet: sheetOf({ texts: { en: { title: 'Typed', body: 'Just typed for {{area}} https://example.org/?a=1&b=2' } } }),
    ...{ lang: 'en', area: 'JP-13', purpose: 'call' as const },
  }
  const words = { text: (_: string, key: string) => key }
  const said = composeFor({ words, names: directory, desks: () => undefined, ...letter })
  expect(said?.text).toContain('Tokyo')
  expect(text).toContain('Just typed for Tokyo https://example.org/?a=1&amp;b=2')
  for (const channel of ['Telegram', 'Messenger', 'WhatsApp', 'Web chat', 'SMS']) expect(text).toContain(channel)
  expect(html.startsWith('<div id="results">')).toBe(true)
  expect(await numbers()).toEqual([1])
  expect((await store.tx(tx => campaignById(tx, id)))?.state).toBe('draft')
})

test('while typing it says what is missing, what might be a name, what nobody has ticked, how many, and when next', async () => {
  const { formOf, send } = await open()
  const typed = await formOf({
    ...{ emergency: '1', 'body-en': '{{who}} told [what happened]. Maria Santos lost 30 %.', 'title-ja': '' },
    ...{ how: 'cron', cron: '0 9 * * 1', 'cron-zone': ZONE, act: 'poll', fallback: 'ko' },
  })
  const { text } = await send(typed, '/preview')
  for (const part of [
    'An emergency needs its areas',
    'line 1, nobody can fill in {{who}}',
    'A poll needs two answers at least',
    'Title or text is missing: やさしい日本語',
    'There is no text in the language for all others',
    'perhaps the name of a person Maria Santos',
    'a gap of the template [what happened]',
    'a number without a source 30 %',
    'Not ticked: No person is named',
    'fewer than 5 people',
    'The next times',
  ])
    expect(text).toContain(part)
  const never = await send(await formOf({ how: 'cron', cron: '0 9 31 2 *', 'cron-zone': ZONE }), '/preview')
  expect(/no such day|no cron expression/.test(never.text)).toBe(true)
})

const file = (name: string, bytes: Uint8Array) => new File([new Uint8Array(bytes)], name)
const photo = () =>
  sharp({ create: { width: 2000, height: 1000, channels: 3, background: 'red' } })
    .withExif({ IFD0: { Copyright: 'Maria Santos' } })
    .jpeg()
    .toBuffer()

test('a picture goes out without where and by whom it was taken, is kept by its hash, and can be left out again', async () => {
  const { store, newest, formOf, send, page, headers, path } = await open()
  const bytes = await photo()
  expect(bytes.includes('Maria Santos')).toBe(true)
  expect((await send(await formOf(), '', [['file-*', file('IMG Maria.jpg', bytes)]])).status).toBe(303)
  const media = (await newest()).media['*']
  const kept = await store.tx(tx => mediaByHash(tx, media?.hash ?? ''))
  expect(kept).toMatchObject({ kind: 'photo', mime: 'image/jpeg', name: 'IMG Maria.jpg' })
  expect(Buffer.from(kept?.bytes ?? []).includes('Maria Santos')).toBe(false)
  // No wider than a phone has use for.
  expect(pictureSize(kept?.bytes ?? new Uint8Array())).toEqual({ width: 1280, height: 640 })
  expect(
    createHash('sha256')
      .update(kept?.bytes ?? '')
      .digest('base64url'),
  ).toBe(media?.hash)
  expect((await page()).html).toContain(`src="${new URL(path(`/media/${media?.hash}`)).pathname}"`)
  const shown = await fetch(path(`/media/${media?.hash}`), { headers })
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg'])

  // Of another campaign it is none, whatever somebody knows of it.
  const other = await plantCampaign(store, { state: 'draft' })
  expect((await fetch(path(`/../${other}/media/${media?.hash}`), { headers })).status).toBe(404)

  expect((await send(await formOf({ 'without-*': '1' }))).status).toBe(303)
  expect((await newest()).media).toEqual({})
  // An older sheet still names it.
  expect(await store.tx(tx => removeUnusedMedia(tx, Date.now()))).toBe(0)
})

const OPUS = voiceOf(['ARTIST=Maria Santos'])
const PDF = Buffer.from('%PDF-1.7\n1 0 obj <</Author (Maria Santos)>> endobj trailer <</Info 1 0 R>>')

test.each([
  ['voice', 'a.ogg', OPUS],
  ['document', 'law.pdf', PDF],
] as const)('%s is taken, and names nobody any more', async (kind, name, bytes) => {
  const { store, newest, formOf, send } = await open()
  expect((await send(await formOf(), '', [['file-ja', file(name, bytes)]])).status).toBe(303)
  const media = (await newest()).media.ja
  expect(media?.kind).toBe(kind)
  const kept = await store.tx(tx => mediaByHash(tx, media?.hash ?? ''))
  expect(kept?.bytes).toHaveLength(bytes.length)
  expect(Buffer.from(kept?.bytes ?? []).toString('latin1')).not.toContain('Maria')
})

test.each([
  ['no picture', 'file-type', Buffer.from('MZ a program')],
  ['Ogg without Opus', 'file-type', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(100)])],
  ['a PDF with a script', 'file-active', Buffer.concat([PDF, Buffer.from('<</S /JavaScript /JS (x)>>')])],
  ['a locked PDF', 'file-traces', Buffer.concat([PDF, Buffer.from('trailer <</Encrypt 2 0 R>>')])],
  ['too large a voice', 'file-large', Buffer.concat([OPUS, Buffer.alloc(5_000_000)])],
])('%s is refused in words, and nothing is saved', async (_, code, bytes) => {
  const { formOf, send, numbers } = await open()
  const wrong = await send(await formOf({ goal: 'Typed' }), '', [['file-en', file('x', bytes)]])
  const words = {
    'file-type': 'is no picture',
    'file-active': 'has scripts',
    'file-large': 'is too large',
    'file-traces': 'says who made it',
  }[code]
  expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining(words ?? '?')])
  expect(wrong.html).toContain('value="Typed"')
  expect(await numbers()).toEqual([1])
})

test('a file that nobody uploaded is refused: a hash in a form brings none', async () => {
  const { formOf, send, numbers } = await open()
  expect((await send(await formOf({ 'media-en': `photo ${'A'.repeat(43)}` }))).status).toBe(400)
  expect(await numbers()).toEqual([1])
})

test('words are used again as a draft or as a template: without ticks, times and signatures', async () => {
  const { store, id, send, formOf } = await open({
    checks: ['no-names'],
    when: { how: 'at', at: 1 },
    until: 2,
    ends: 1,
  })
  for (const as of ['draft', 'template'] as const) {
    const { to } = await send(
      [
        ['as', as],
        ['title', '  Once   more '],
      ],
      '/copy',
    )
    const copy = to?.split('/').at(-1) as CampaignId
    expect(copy).not.toBe(id)
    expect(await store.tx(tx => campaignById(tx, copy))).toMatchObject({ state: as, title: 'Once more' })
    const [kept] = await store.tx(tx => sheetsOf(tx, copy))
    const sheet = readSheet(kept?.body ?? '')
    expect(sheet).toMatchObject({ campaign: copy, number: 1, checks: [], when: { how: 'now' }, ends: null })
    expect(sheet?.until).toBeGreaterThan(Date.now())
    expect(sheet?.texts).toEqual(sheetOf().texts)
  }
  expect(await store.tx(tx => allCampaigns(tx, ['template']))).toHaveLength(1)
  expect(fieldsFrom(await formOf()).one('title-en')).toBe('Demo: pay on time')
  expect((await send([], `/../${'A'.repeat(22)}/copy`)).status).toBe(404)
})

test('desks are looked for by a post, and named by their placeholder', async () => {
  const { send, headers, url } = await open()
  const [desk] = directory.desks.search({ words: '' }, 'en', 0)
  const found = await send([['words', desk?.name ?? '']], '/../desks')
  expect(found.text).toContain(`{{desk:${desk?.id}}}`)
  expect((await send([['words', 'no desk of that name']], '/../desks')).html).not.toContain('{{desk:')
  expect((await fetch(`${url}/staff/campaigns/desks?words=x`, { headers })).status).toBe(404)
})

test('a test to oneself needs a linked chat, and says how to get one', async () => {
  const { send } = await open()
  const none = await send([['lang', 'en']], '/test')
  expect([none.status, none.text]).toEqual([409, expect.stringContaining('link your own chat first')])
  expect((await send([['lang', 'ko']], '/test')).status).toBe(400)
})
