import { afterEach, expect, test } from 'vitest'
import type { Media } from '../../src/kit/message.ts'
import { ogg, pdf, png } from '../contracts/shelf.ts'
import { createStub, message, type Served, serveWeb } from './web-stub.ts'

let served: Served | undefined
afterEach(() => served?.close())

const open = async (make: (shelf: ReturnType<typeof createStub>['media']) => Media | undefined) => {
  const stub = createStub([message(['placeholder'])])
  const media = make(stub.media)
  stub.view = async () => [message(['March on Sunday'], media ? { media } : {})]
  served = await serveWeb(stub)
  const { url } = served
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers })
  return { stub, get, media, html: await (await get('/')).text() }
}

test('a picture stands in the page with its place kept free, and without a text of its own', async () => {
  const { html, media, get } = await open(shelf => shelf.add('photo', png(640, 480)))
  expect(html).toContain(
    `<img src="/media/${media?.hash}" alt="" loading="lazy" width="640" height="480"><p>March on Sunday</p>`,
  )
  const answer = await get(`/media/${media?.hash}`)
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'content-disposition': 'inline; filename="photo.png"',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  })
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*img-src 'self'; media-src 'self'/)
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(png(640, 480))
})

test('a voice is loaded by nobody who does not play it, and in pieces as players ask', async () => {
  const { html, media, get } = await open(shelf => shelf.add('voice', ogg()))
  expect(html).toMatch(/<audio controls preload="none" src="\/media\/[\w-]{43}" aria-labelledby="(f[\w-]{43})">/)
  expect(html).toContain('Voice message (1 kB)')
  const piece = async (range: string) => {
    const answer = await get(`/media/${media?.hash}`, { range })
    return [answer.status, answer.headers.get('content-range'), await answer.text()]
  }
  const size = ogg().length
  expect(await piece('bytes=0-3')).toEqual([206, `bytes 0-3/${size}`, 'OggS'])
  expect(await piece('bytes=5-')).toEqual([206, `bytes 5-${size - 1}/${size}`, 'voice 0'])
  expect(await piece('bytes=-1')).toEqual([206, `bytes ${size - 1}-${size - 1}/${size}`, '0'])
  expect(await piece('bytes=0-999999999, 5-6')).toEqual([206, `bytes 0-${size - 1}/${size}`, 'OggS voice 0'])
  expect(await piece(`bytes=${size}-`)).toEqual([416, `bytes */${size}`, ''])
  expect(await piece('bytes=-0')).toEqual([416, `bytes */${size}`, ''])
  expect(await piece('bytes=3-1')).toEqual([416, `bytes */${size}`, ''])
  for (const range of ['lines=1-2', 'bytes=-', 'bytes=a-b']) expect((await piece(range))[0]).toBe(200)
})

test('a document is kept, never opened in the page, under a plain name', async () => {
  const { html, media, get } = await open(shelf => shelf.add('document', pdf()))
  expect(html).toMatch(/<a class="url" href="\/media\/[\w-]{43}" download>📄 Keep the document \(PDF, 1 kB\)<\/a>/)
  const answer = await get(`/media/${media?.hash}`)
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="document.pdf"')
  expect(answer.headers.get('content-type')).toBe('application/pdf')
})

test('a type that browsers could run is served as none', async () => {
  const { media, get } = await open(shelf => shelf.add('document', Buffer.from('<script>'), 'text/html'))
  const answer = await get(`/media/${media?.hash}`)
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="document"')
})

test('what may not be seen, or is not there, leaves the words alone and tells nothing', async () => {
  const hash = 'A'.repeat(43)
  const { html, stub, get } = await open(() => ({ kind: 'photo', hash }))
  expect(html).toContain('March on Sunday')
  expect(html).not.toContain('<img')
  const hidden = stub.media.add('photo', png(1, 1))
  Object.assign(stub.media, { shown: async () => undefined })
  const answers = await Promise.all([hidden.hash, hash, 'x', '..%2F..%2Fetc%2Fpasswd'].map(it => get(`/media/${it}`)))
  const told = await Promise.all(answers.map(async answer => [answer.status, await answer.text()]))
  for (const one of told) expect(one).toEqual(told[0])
  expect(told[0]?.[0]).toBe(404)
})

test('another file under the same words is news', async () => {
  const { html, stub, get } = await open(() => undefined)
  const shown = /data-shown="([^"]*)"/.exec(html)?.[1] ?? ''
  const media = stub.media.add('photo', png())
  stub.view = async () => [message(['March on Sunday'], { media })]
  const cookie = `tulay=${'A'.repeat(22)}`
  expect((await get('/new', { cookie, 'if-none-match': shown })).status).toBe(200)
  stub.view = async () => [message(['March on Sunday'])]
  expect((await get('/new', { cookie, 'if-none-match': shown })).status).toBe(204)
})
