import { expect, test } from 'vitest'
import { setCaseCodes } from '../../src/store/case-codes.ts'
import { countTry } from '../../src/store/tries.ts'
import { NOW } from '../store/fresh.ts'
import { openQueue, textOf } from './queue-rig.ts'

const box = (id: string, from = ''): [string, string] => ['case', `${id}.${from}`]
const DO = (what: string): [string, string] => ['do', what]
const rows = (html: string): string[] => [...html.matchAll(/href="\/staff\/case\/([\w-]{22})"/g)].map(it => it[1] ?? '')

test('everybody gets the queue that their role may see', async () => {
  const { file, get, post } = await openQueue()
  const id = await file()
  expect((await get('nobody')).status).toBe(401)
  expect((await get('eve')).status).toBe(403)
  for (const name of ['ana', 'chi', 'dia']) expect(rows((await get(name)).html)).toEqual([id])
  // Boxes and buttons stand only where they work.
  expect((await get('ana')).html).toContain('type="checkbox" name="case"')
  expect((await get('dia')).html).not.toContain('name="case"')
  for (const name of ['dia', 'eve']) expect((await post(name, [DO('claim'), box(id)])).status).toBe(403)
  expect((await post('nobody', [DO('claim'), box(id)])).status).toBe(401)
  expect((await post('dia', [['receipt', '1']], '/staff/queue/receipt')).status).toBe(403)
})

test('ticked cases are claimed, handed over and given back; the page tells what came of it', async () => {
  const { file, get, post, staff } = await openQueue()
  const ids = [await file(), await file(), await file()]
  const boxes = (from = '') => ids.map(id => box(id, from))
  const claimed = await post('ana', [DO('claim'), ...boxes()])
  expect(claimed.status).toBe(200)
  expect(textOf(claimed.html)).toContain('3 are yours now.')
  expect(textOf(claimed.html)).toContain('Open 3 Unclaimed 0 Due today 0 Overdue 0 Mine 3')
  const over = await post('ana', [DO('hand-over'), ['to', staff.bo.id], box(ids[0] ?? '', staff.ana.id)])
  expect(textOf(over.html)).toContain('1 was handed over.')
  const back = await post('bo', [DO('give-back'), box(ids[0] ?? '', staff.bo.id)])
  expect(textOf(back.html)).toContain('1 is nobody’s again.')
  expect(textOf((await get('bo')).html)).toContain('Open 3 Unclaimed 1 Due today 0 Overdue 0 Mine 0')
})

test('who comes second is told who was first, and the rest is done', async () => {
  const { file, post } = await openQueue()
  const [one, two] = [await file(), await file()]
  await post('ana', [DO('claim'), box(one)])
  const second = await post('bo', [DO('claim'), box(one), box(two)])
  expect(second.status).toBe(409)
  expect(textOf(second.html)).toContain('1 is yours now. Not done: Ana has it already.')
})

test('nothing is handed over that somebody else got meanwhile, nor to who cannot work on it', async () => {
  const { file, post, staff } = await openQueue()
  const id = await file()
  await post('bo', [DO('claim'), box(id)])
  const stale = await post('ana', [DO('hand-over'), ['to', staff.ana.id], box(id)])
  expect(textOf(stale.html)).toContain('Not done: Bo has it already.')
  for (const to of [staff.dia.id, 'A'.repeat(22)])
    expect(textOf((await post('bo', [DO('hand-over'), ['to', to], box(id, staff.bo.id)])).html)).toContain(
      'Not done: this one cannot work on cases.',
    )
})

test('an administrator without a key hands over what anybody has or nobody, and takes none', async () => {
  const { file, get, post, staff } = await openQueue()
  const [one, two] = [await file(), await file()]
  await post('ana', [DO('claim'), box(two)])
  const over = await post('chi', [DO('hand-over'), ['to', staff.bo.id], box(one), box(two, staff.ana.id)])
  expect([over.status, textOf(over.html).includes('2 were handed over.')]).toEqual([200, true])
  for (const fields of [
    [DO('claim'), box(one, staff.bo.id)],
    [DO('hand-over'), ['to', staff.chi.id], box(one, staff.bo.id)],
  ])
    expect(textOf((await post('chi', fields as [string, string][])).html)).toContain(
      'Not done: this one cannot work on cases.',
    )
  const { html } = await get('chi')
  expect([html.includes('value="hand-over"'), html.includes('value="claim"')]).toEqual([true, false])
})

test('a form that is not filled in is answered with what is missing', async () => {
  const { file, post } = await openQueue()
  const id = await file()
  for (const fields of [[DO('claim')], [DO('claim'), ['case', 'x']], [DO('hand-over'), box(id)], [box(id)], []] as [
    string,
    string,
  ][][]) {
    const { status, html } = await post('ana', fields)
    expect(status).toBe(400)
    expect(textOf(html)).toMatch(/Choose (at least one|to whom)/)
  }
})

test('filters stand in the address, and stay while one works', async () => {
  const { file, get, post, staff } = await openQueue()
  const saitama = await file({ area: 'JP-11', category: 'labour_wages' })
  const seoul = await file({ area: 'KR-11', category: 'gbv_women', urgency: 'emergency' })
  const ids = async (path: string) => rows((await get('ana', path)).html)
  expect(await ids('/staff')).toEqual([seoul, saitama])
  expect(await ids('/staff?area=JP')).toEqual([saitama])
  expect(await ids('/staff?topic=work')).toEqual([saitama])
  expect(await ids('/staff?urgency=emergency')).toEqual([seoul])
  expect(await ids('/staff?urgency=soon&area=KR')).toEqual([])
  // What makes no sense is left out.
  expect(await ids('/staff?urgency=x&area=%00&due=never&whose=me&status=%3Cb%3E&page=-1')).toHaveLength(2)
  const { html } = await get('ana', '/staff?area=JP&urgency=soon')
  expect(html).toContain('<form method="post" action="/staff?area=JP&amp;urgency=soon">')
  expect(html).toMatch(/<option value="JP" selected>/)
  expect(html).toContain('Filter: 2 are set')
  await post('ana', [DO('claim'), box(saitama)], '/staff?area=JP')
  expect(await ids('/staff?whose=mine')).toEqual([saitama])
  expect(rows((await get('bo', `/staff?whose=${staff.ana.id}`)).html)).toEqual([saitama])
  expect(await ids('/staff?whose=nobody')).toEqual([seoul])
})

test('pages keep their filters', async () => {
  const { file, get } = await openQueue()
  for (let at = 0; at < 30; at++) await file({ area: 'JP-11' })
  const first = await get('dia', '/staff?area=JP-11')
  expect(first.html).toContain('Page 1 of 2')
  expect(first.html).toContain('href="/staff?area=JP-11&amp;page=2"')
  const second = await get('dia', '/staff?area=JP-11&page=2')
  expect(new Set([...rows(first.html), ...rows(second.html)]).size).toBe(30)
})

test('a receipt leads to its case, with spaces and in any digits; tries are few', async () => {
  const { file, fileWithReceipt, post, store, staff } = await openQueue()
  const { id, receipt } = await fileWithReceipt()
  await file()
  const find = (text: string, as = 'ana') => post(as, [['receipt', text]], '/staff/queue/receipt')
  const spaced = receipt.replace(/(.{4})/g, '$1 ')
  const arabic = receipt.replace(/\d/g, digit => String.fromCharCode(0x660 + Number(digit)))
  for (const typed of [receipt, spaced, arabic]) expect((await find(typed)).to).toBe(`/staff/case/${id}`)
  expect((await find(receipt.replace(/.$/, digit => String((Number(digit) + 1) % 10)))).status).toBe(400)
  expect((await find('hello')).status).toBe(404)
  await store.tx(async tx => {
    for (let tries = 3; tries < 29; tries++)
      await countTry(tx, Buffer.from(staff.ana.id, 'base64url'), Math.floor(NOW / 3_600_000))
  })
  expect((await find(receipt)).status).toBe(303)
  const last = await find(receipt)
  expect(last.status).toBe(429)
  expect(last.to).toBeNull()
  expect((await find(receipt, 'bo')).status).toBe(303)
})

/** Reads a stream until it holds a text, or ends. */
const until = async (reader: ReadableStreamDefaultReader<Uint8Array>, text?: string): Promise<string> => {
  let said = ''
  while (text === undefined || !said.includes(text)) {
    const { done, value } = await reader.read()
    if (done) break
    said += Buffer.from(value).toString()
  }
  return said
}

test('open pages hear that something changed, and nothing more', async () => {
  const { file, url, post, changes } = await openQueue()
  const id = await file()
  const stream = await fetch(`${url}/staff/queue/events`, { headers: { cookie: 'as=dia' } })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
  expect(await until(reader, ':')).toBe(':\n\n')
  await post('ana', [DO('claim'), box(id)])
  for (let storm = 0; storm < 20; storm++) changes.tell()
  expect(await until(reader, 'data')).toBe('data: changed\n\n')
  await reader.cancel()
})

test('a stream ends with its session, and with the server', async () => {
  const { url, out, changes, door } = await openQueue()
  const connect = async (as: string) => {
    const response = await fetch(`${url}/staff/queue/events`, { headers: { cookie: `as=${as}` } })
    return { status: response.status, reader: response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> }
  }
  expect((await connect('nobody')).status).toBe(401)
  const [ana, bo] = [await connect('ana'), await connect('bo')]
  out.add('ana')
  changes.tell()
  expect(await until(ana.reader)).not.toContain('data')
  door.stop()
  await until(bo.reader)
  expect((await connect('bo')).status).toBe(204)
})

test('nobody can hold more than a few streams open', async () => {
  const { url } = await openQueue()
  const connect = () => fetch(`${url}/staff/queue/events`, { headers: { cookie: 'as=ana' } })
  const open = [await connect(), await connect(), await connect(), await connect()]
  expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect((await connect()).status).toBe(204)
  await open[0]?.body?.cancel()
  await expect.poll(async () => (await connect()).status).toBe(200)
})

test('the scripts are small and are named by their content', async () => {
  const { url, get } = await openQueue()
  const paths = [...(await get('dia')).html.matchAll(/<script src="([^"]+)"/g)].map(([, path = '']) => path)
  const sizes: number[] = []
  for (const path of paths) {
    const script = await fetch(`${url}${path}`)
    expect(script.headers.get('content-type')).toContain('text/javascript')
    sizes.push((await script.text()).length)
  }
  expect(sizes).toHaveLength(2)
  expect(sizes[0]).toBeLessThan(1000)
  expect(sizes[1]).toBeLessThan(2500)
})

test('a view is kept under a name, found again as a link, and let go; each has their own', async () => {
  const { get, post } = await openQueue()
  const kept = async (as: string) =>
    [
      ...((await get(as)).html.match(/<nav class="kept".*?<\/nav>/s)?.[0] ?? '').matchAll(
        /href="([^"]+)"[^>]*>(.*?)<\/a>/g,
      ),
    ].map(([, to = '', name = '']) => [to.replaceAll('&amp;', '&'), textOf(name).trim()])
  const save = await post(
    'ana',
    [
      ['name', ' Old  <ones> '],
      ['ask', 'waiting=4&urgency=urgent&page=7&evil=1'],
    ],
    '/staff/queue/views',
  )
  expect([save.status, save.to]).toEqual([303, '/staff?urgency=urgent&waiting=4'])
  expect(await kept('ana')).toEqual([['/staff?urgency=urgent&waiting=4', 'Old &lt;ones&gt;']])
  expect(await kept('bo')).toEqual([])
  await post(
    'ana',
    [
      ['name', 'Old <ones>'],
      ['ask', 'escalated=1'],
    ],
    '/staff/queue/views',
  )
  expect(await kept('ana')).toEqual([['/staff?escalated=1', 'Old &lt;ones&gt;']])
  expect(
    (
      await post(
        'ana',
        [
          ['name', '  '],
          ['ask', 'escalated=1'],
        ],
        '/staff/queue/views',
      )
    ).status,
  ).toBe(400)
  for (let at = 0; at < 19; at++)
    await post(
      'ana',
      [
        ['name', `${at}`],
        ['ask', 'closed=1'],
      ],
      '/staff/queue/views',
    )
  expect(
    (
      await post(
        'ana',
        [
          ['name', 'one more'],
          ['ask', 'closed=1'],
        ],
        '/staff/queue/views',
      )
    ).status,
  ).toBe(400)
  await post(
    'ana',
    [
      ['name', 'Old <ones>'],
      ['remove', '1'],
    ],
    '/staff/queue/views',
  )
  expect(await kept('ana')).toHaveLength(19)
})

test('how long they wait and whether they are everybody’s affair are filters; the mark and the line at the top say so', async () => {
  const { store, file, get } = await openQueue()
  const old = await file({ week: '2023-W40', category: 'labour_wages' })
  await file({ week: '2023-W46', category: 'health' })
  await store.tx(tx => setCaseCodes(tx, old, { escalated: '2023-11-01' }))
  const links = async (path: string) => (await get('ana', path)).html.match(/\/staff\/case\/[\w-]{22}/g) ?? []
  expect(await links('/staff')).toHaveLength(2)
  for (const path of ['/staff?waiting=4', '/staff?escalated=1'])
    expect(await links(path)).toEqual([`/staff/case/${old}`])
  expect(await links('/staff?waiting=8')).toEqual([])
  const page = await get('ana')
  expect(textOf(page.html)).toContain('1 was made everybody’s affair.')
  expect(page.html.match(/<b class="mark">Everybody’s affair<\/b>/g)).toHaveLength(1)
})
