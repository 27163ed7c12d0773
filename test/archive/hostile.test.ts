/** What an organizer pastes must not become a program, another event or a broken feed on somebody's screen. */
import { expect, test } from 'vitest'
import { EVENT } from '../app/campaigns/acts/rig.ts'
import { openArchive } from './rig.ts'

const BAD =
  '<script>alert(1)</script>"><img src=x onerror=alert(2)>\u0000\u0007\u000b\u001b\ufffe\ud800 ]]> &\r\nBEGIN:VEVENT\r\nX: y'
/** What no XML document (1.0, 2.2) and no line of a calendar (RFC 5545, 3.1) may hold. */
const wrongIn = (text: string): string[] =>
  [...text].filter(letter => {
    const code = letter.codePointAt(0) ?? 0
    return (
      (code < 0x20 && !'\t\n\r'.includes(letter)) ||
      (code >= 0xd800 && code < 0xe000) ||
      code === 0xfffe ||
      code === 0xffff
    )
  })

test('hostile words stay words: in the page, in RSS, in calendars', async () => {
  const it = await openArchive()
  const { campaign } = await it.send({
    texts: { en: { title: BAD.slice(0, 100), body: `${BAD} javascript:alert(3) https://a.example/"onclick=alert(4)` } },
    goal: BAD,
    event: { ...EVENT, place: { en: BAD } },
    sources: ['javascript:alert(5)', 'https://a.example/"><script>alert(6)</script>'],
  })
  for (const path of ['/calls', `/calls/${campaign.id}`]) {
    const { html } = await it.get(path)
    expect(html).not.toMatch(/<script|<img src=x|href="javascript|"\s?on\w+=/i)
  }
  const rss = (await it.get('/calls.rss')).html
  expect(wrongIn(rss)).toEqual([])
  expect(rss.match(/<item>/g)).toHaveLength(1)
  expect(rss.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '')).not.toMatch(/<script|<img/)
  for (const path of ['/calls.ics', `/calls/${campaign.id}.ics`]) {
    const lines = (await it.get(path)).html.split('\r\n')
    expect(lines.filter(line => line === 'BEGIN:VEVENT')).toHaveLength(1)
    expect(lines.filter(line => line.includes('\n') || line.includes('\r'))).toEqual([])
    expect(lines.flatMap(wrongIn)).toEqual([])
  }
})

test('an address that leads nowhere says the same whatever it was about, and takes nobody elsewhere', async () => {
  const it = await openArchive()
  await it.send()
  const hidden = (await it.send({ open: false })).campaign.id
  const gone = await it.send()
  await it.run(gone.campaign.id, 1, 'recall')
  const never = 'A'.repeat(22)
  const answers = await Promise.all(
    [hidden, gone.campaign.id, never].flatMap(id =>
      ['', '.ics', '/qr.svg', `/${'B'.repeat(43)}`].map(async end => {
        const { status, html, headers } = await it.get(`/calls/${id}${end}`)
        return [status, headers.get('etag'), headers.get('last-modified'), html].join(' ')
      }),
    ),
  )
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toMatch(/^404 /)
  for (const path of [
    '/calls//evil.example',
    '/calls/?lang=//evil.example',
    '/calls?lang=%0d%0aLocation:%20//evil.example',
  ])
    expect((await it.get(path)).headers.get('location')).toBeNull()
})
