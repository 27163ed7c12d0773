import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { qrCode } from '../../src/console/qr.ts'
import { serveConsole } from './console-stub.ts'

/** Which squares the dark path covers, read from its drawing. */
const covered = (svg: string): Set<string> => {
  const [, d = ''] = /fill="#000" d="([^"]+)"/.exec(svg) ?? []
  const found = new Set<string>()
  for (const [, x, y, width, back] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    expect(width).toBe(back)
    for (let at = 0; at < Number(width); at++) found.add(`${Number(x) + at},${y}`)
  }
  expect(d.replace(/M\d+ \d+h\d+v1h-\d+z/g, '')).toBe('')
  return found
}

test('it draws every dark square and no other, on white with four light ones around', async () => {
  const text = 'https://tulay.example/staff/join/AbCdEfGhIjKlMnOpQrStUv'
  const svg = String(await qrCode({ text, label: 'a "label"' }))
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`${x + 4},${y + 4}`] : [])))
  expect([...covered(svg)].toSorted()).toEqual(dark.toSorted())
  expect(svg).toContain(`<path fill="#fff" d="M0 0h${size + 8}v${size + 8}H0z"/>`)
  expect(svg).toContain('aria-label="a &quot;label&quot;"')
  expect(svg).not.toContain('style=')
})

test('a link to join and the authenticator’s key stand as text and as the code of the same text', async () => {
  const server = await serveConsole()
  try {
    const headers = { ...(await server.as('administrator')), 'sec-fetch-site': 'same-origin' }
    const body = new URLSearchParams({ role: 'reader' })
    const invited = await (await fetch(`${server.url}/staff/people/invite`, { method: 'POST', headers, body })).text()
    const [, link = ''] = /<bdi dir="ltr">([^<]+)</.exec(invited) ?? []
    expect(link).toMatch(/^http.*\/staff\/join\/[\w-]{22}$/)
    const svgOf = (page: string) => /<svg.*?<\/svg>/s.exec(page)?.[0] ?? ''
    const drawn = async (text: string) => covered(String(await qrCode({ text, label: '' })))
    expect(covered(svgOf(invited))).toEqual(await drawn(link))
    const joining = await (await fetch(link)).text()
    const [, uri = ''] = /(otpauth:[^<"]+)/.exec(joining) ?? []
    expect(covered(svgOf(joining))).toEqual(await drawn(uri.replaceAll('&amp;', '&')))
  } finally {
    await server.close()
  }
})
