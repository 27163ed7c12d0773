/** What machines read of the public pages: RSS, calendars, codes; and how pages are kept and asked for again. */
import { expect, test } from 'vitest'
import type { Sheet } from '../../src/domain/campaigns/sheet.ts'
import { readQr } from '../console/read-qr.ts'
import { EVENT, openArchive, PAGES, textOf } from './rig.ts'

const TEXTS: Sheet['texts'] = {
  en: { title: 'March, <now> & here ]]>', body: 'First line\nsecond line\n\nWrite to https://example.org/a?b=1&c=2.' },
  ja: { title: 'デモ行進', body: '日曜日です。' },
  ar: { title: 'مسيرة', body: 'الأحد 14:00' },
}

test('an event stands with its hours by the clock of its place, in each language of the sheet', async () => {
  const { send, get } = await openArchive()
  const { id } = (await send({ kind: 'event', event: EVENT, texts: TEXTS })).campaign
  const page = async (path: string, lang = 'en') => (await get(path, { 'accept-language': lang })).html
  expect(textOf(await page(`/calls/${id}`))).toMatch(/Sunday, January 18, 2026 2:00 PM–4:30 PM Where Demo hall, room 3/)
  expect(textOf(await page(`/calls/${id}?lang=ja`))).toMatch(
    /デモ行進 日曜日です。 いつ 2026年1月18日日曜日 14:00–16:30 どこ デモ会館/,
  )
  expect(await page(`/calls/${id}`, 'ja-JP,en;q=0.5')).toContain('<article lang="ja" dir="ltr">')
  // No words of ours in Arabic: what people wrote is read from the right, what stands around it is English.
  const arabic = await page(`/calls/${id}?lang=ar`)
  expect(arabic).toContain('<html lang="en" dir="ltr">')
  expect(arabic).toContain(
    '<article lang="ar" dir="rtl"><h1>مسيرة</h1><p>الأحد <bdi dir="ltr">14:00</bdi></p></article>',
  )
  expect(arabic).toContain(`href="/calls/${id}?lang=en"`)
  // What no sheet has is answered in what is meant for all others.
  expect(await page(`/calls/${id}?lang=ko`)).toContain('<article lang="en" dir="ltr">')
  expect(await page(`/calls/${id}?lang=%22%3E%3Cb%3E`)).not.toContain('"><b>')
  expect(await page(`/calls/${id}`)).toContain('March, &lt;now&gt; &amp; here ]]&gt;')
})

test('RSS holds the whole texts in the language that its address names', async () => {
  const { send, get } = await openArchive()
  const { id } = (await send({ event: EVENT, texts: TEXTS })).campaign
  const { html, headers } = await get('/calls.rss?lang=en')
  expect(headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
  expect(html).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\s*<rss version="2.0"/)
  expect(html).toContain('<title><![CDATA[March, <now> & here ]]]]><![CDATA[>]]></title>')
  expect(html).toContain(`<link>${PAGES}/calls/${id}?lang=en</link>`)
  expect(html).toContain(`<guid isPermaLink="false">${PAGES}/calls/${id}</guid>`)
  expect(html).toContain('<p>First line\nsecond line</p>')
  expect(html).toContain('href="https://example.org/a?b=1&amp;c=2"')
  expect(textOf(html)).toContain('2026 2:00 PM– 4:30 PM 📍 Demo hall')
  expect(html).toContain('<language>en</language>')
  expect((await get('/calls.rss?lang=ja')).html).toContain('デモ行進')
  expect((await get('/calls.rss?lang=en')).html).toBe(html)
})

test('calendars hold the events alone, by instants that mean the same everywhere, and the same bytes each time', async () => {
  const { send, get } = await openArchive()
  const { id } = (await send({ event: EVENT, texts: TEXTS })).campaign
  await send({ texts: { en: { title: 'No event', body: 'x' } } })
  for (const path of ['/calls.ics', `/calls/${id}.ics`]) {
    const { html, headers, status } = await get(path)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    const lines = html.replaceAll('\r\n ', '').split('\r\n')
    expect(lines.filter(line => line === 'BEGIN:VEVENT')).toHaveLength(1)
    for (const line of [
      'DTSTART:20260118T050000Z',
      'DTEND:20260118T073000Z',
      'DTSTAMP:20231114T221320Z',
      `UID:${id}@tulay`,
      'LOCATION:Demo hall\\, room 3',
      `URL;VALUE=URI:${PAGES}/calls/${id}`,
    ])
      expect(lines).toContain(line)
    expect((await get(path)).html).toBe(html)
  }
  expect((await get('/calls.ics?lang=ja')).html).toContain('SUMMARY:デモ行進')
  const other = (await send()).campaign
  expect((await get(`/calls/${other.id}.ics`)).status).toBe(404)
})

test('the code leads to the page', async () => {
  const { send, get } = await openArchive()
  const { id } = (await send()).campaign
  const { html, headers } = await get(`/calls/${id}/qr.svg`)
  expect(headers.get('content-type')).toBe('image/svg+xml')
  const [, size = ''] = /viewBox="0 0 (\d+) /.exec(html) ?? []
  const dark = new Set<string>()
  for (const [, x, y, width] of html.matchAll(/M(\d+) (\d+)h(\d+)v1h-/g))
    for (let at = 0; at < Number(width); at++) dark.add(`${Number(x) + at} ${y}`)
  expect(readQr(Number(size) - 8, (x, y) => dark.has(`${x + 4} ${y + 4}`))).toBe(`${PAGES}/calls/${id}`)
})

test('what is kept is asked for again by its mark and costs nothing; what changed has another one', async () => {
  const { send, get, run } = await openArchive()
  await send({ texts: { en: { title: 'Another', body: 'x' } } })
  const { id } = (await send({ event: EVENT })).campaign
  for (const path of ['/calls', '/calls.rss', '/calls.ics', `/calls/${id}`, `/calls/${id}/qr.svg`]) {
    const first = await get(path)
    expect([path, first.headers.get('cache-control')]).toEqual([path, 'no-cache'])
    const mark = first.headers.get('etag') ?? ''
    expect(mark).not.toBe('')
    const again = await get(path, { 'if-none-match': mark })
    expect([path, again.status, again.html]).toEqual([path, 304, ''])
    const head = await get(path, {}, 'HEAD')
    expect([path, head.status, head.html, head.headers.get('etag')]).toEqual([path, 200, '', mark])
  }
  const mark = (await get('/calls')).headers.get('etag') ?? ''
  await run(id, 1, 'recall')
  expect((await get('/calls', { 'if-none-match': mark })).status).toBe(200)
  const gone = await get(`/calls/${id}`)
  expect([gone.status, gone.headers.get('cache-control')]).toEqual([404, 'no-store'])
})

test('nothing is done here: other methods are refused, and a flood waits', async () => {
  const { send, get, calls } = await openArchive()
  const { id } = (await send()).campaign
  for (const method of ['POST', 'PUT', 'DELETE'])
    expect(await get(`/calls/${id}`, {}, method)).toMatchObject({ status: 405 })
  expect((await get('/calls', {}, 'POST')).headers.get('allow')).toBe('GET, HEAD')
  // However many look at once, the signatures are verified once.
  const [one, other] = [calls.all(), calls.all()]
  expect(one).toBe(other)
})
